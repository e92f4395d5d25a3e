"""Codes of orders: seven random characters and a check character, to be read aloud and typed at a bank's machine."""

import secrets
import unicodedata

# Without 0, 1, I, L and O, which people mix up; 31 characters, a prime, so that the check character finds any single
# wrong character and any two exchanged neighbors.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def check_character(body: str) -> str:
    """The eighth character."""
    total = sum((position + 1) * ALPHABET.index(character) for position, character in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]


def generate() -> str:
    """A fresh code; 34 random bits. Two alike are refused by the database."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def is_valid(code: str) -> bool:
    """Whether the check character fits."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET) and check_character(code[:-1]) == code[-1]


def grouped(code: str) -> str:
    """For the eye: ABCD-EFGH."""
    return f"{code[:4]}-{code[4:]}"


def found_in(text: str) -> list[str]:
    """The valid codes that stand anywhere in what a bank wrote, whatever spaces, hyphens or widths are between."""
    plain = "".join(character for character in unicodedata.normalize("NFKC", text).upper() if character in ALPHABET)
    windows = (plain[place : place + LENGTH] for place in range(len(plain) - LENGTH + 1))
    return list(dict.fromkeys(window for window in windows if is_valid(window)))
