"""The corporate number (法人番号): 13 digits, the first a check digit."""

import unicodedata

# Source: 法人番号の指定等に関する省令 第2条 (check digit = 9 - (sum of P*Q mod 9), P from the right, Q = 1, 2, 1, 2, ...).


def check_digit(base: str) -> int:
    """The check digit of the twelve digits after it. Raises ValueError unless there are exactly twelve digits."""
    if len(base) != 12 or not base.isascii() or not base.isdigit():
        raise ValueError("A corporate number has twelve digits after its check digit.")
    total = sum(int(digit) * (1 + position % 2) for position, digit in enumerate(reversed(base)))
    return 9 - total % 9


def normalize(typed: str) -> str:
    """The thirteen digits of what somebody typed: full-width digits, spaces and hyphens are read. Not validated."""
    text = unicodedata.normalize("NFKC", typed)
    return "".join(character for character in text if character not in " -‐−–—ー\t\u3000")


def is_valid(number: str) -> bool:
    """Whether thirteen ASCII digits carry the right check digit."""
    if len(number) != 13 or not number.isascii() or not number.isdigit():
        return False
    return int(number[0]) == check_digit(number[1:])
