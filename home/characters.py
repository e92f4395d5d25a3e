"""Counting characters as a reader does; no Django."""

import unicodedata

JOINER = "\u200d"


def count_characters(text: str) -> int:
    """How many characters a reader sees.

    A base character with its combining marks and variation selectors is one; so is an emoji joined by ZWJ,
    with a skin tone, a keycap, or a flag of two letters; a line end is one. Half-width ﾊﾞ is two, as it is shown.
    """
    count = 0
    joined = flag_open = False
    for character in text.replace("\r\n", "\n"):
        is_flag = "\U0001f1e6" <= character <= "\U0001f1ff"
        if _continues(character):
            joined = character == JOINER
            continue
        if joined or (is_flag and flag_open):
            joined = flag_open = False
            continue
        flag_open = is_flag
        count += 1
    return count


def _continues(character: str) -> bool:
    """Whether the character belongs to the one before it."""
    return (
        character == JOINER
        or unicodedata.category(character) in {"Mn", "Me"}
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )
