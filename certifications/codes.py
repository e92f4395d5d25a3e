"""Verification codes: ten random characters and one check character, safe to read aloud and to type."""

import secrets
import unicodedata

# Crockford's Base32 (https://www.crockford.com/base32.html) without Z, so that 31 characters remain, a prime.
# Typed I and L are read as 1, O as 0.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
LENGTH = 11


def check_character(body: str) -> str:
    """The eleventh character: finds any single wrong character and any two exchanged neighbors."""
    total = sum((position + 1) * ALPHABET.index(character) for position, character in enumerate(body))
    return ALPHABET[total % 31]


def generate() -> str:
    """A fresh code; 49 random bits."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def normalize(typed: str) -> str:
    """The code as stored, of what somebody typed: full width, lower case, hyphens, spaces, I, L and O are understood."""
    text = unicodedata.normalize("NFKC", typed).upper().translate(str.maketrans("ILO", "110"))
    return "".join(character for character in text if character in ALPHABET)[: LENGTH + 1]


def is_valid(code: str) -> bool:
    """Whether the check character fits."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET) and check_character(code[:-1]) == code[-1]


def grouped(code: str) -> str:
    """For the eye: ABCD-EFGH-JKM."""
    return "-".join(filter(None, (code[:4], code[4:8], code[8:])))
