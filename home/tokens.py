"""Tokens that letters carry in a link: only their hash is kept, so that who reads the database opens no door."""

import hashlib


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
