"""Counting characters as a reader does; no Django."""

import unicodedata

JOINER = "\u200d"
# What may stand on one character before each further code point counts: marks of a letter, parts of an emoji. Otherwise a
# text of any length hides behind a limit, for marks without end are one character.
MOST_ON_A_LETTER = 4
MOST_IN_AN_EMOJI = 12
EMOJI = ((0x2190, 0x21FF), (0x2300, 0x23FF), (0x25A0, 0x27BF), (0x2B00, 0x2BFF), (0x1F300, 0x1FAFF))


def count_characters(text: str) -> int:
    """How many characters a reader sees.

    A base character with its combining marks and variation selectors is one; so is an emoji joined by ZWJ to another,
    with a skin tone, a keycap, or a flag of two letters; a line end is one. Half-width ﾊﾞ is two, as it is shown.
    """
    count = more = 0
    emoji = joined = flag_open = False
    for character in text.replace("\r\n", "\n"):
        is_flag = "\U0001f1e6" <= character <= "\U0001f1ff"
        is_emoji = _is_emoji(character)
        if count and (_continues(character, emoji) or (joined and is_emoji) or (is_flag and flag_open)):
            more += 1
            count += more > (MOST_IN_AN_EMOJI if emoji else MOST_ON_A_LETTER)
            joined = emoji and character == JOINER
            flag_open = flag_open and not is_flag
            continue
        count += 1
        more, emoji, joined, flag_open = 0, is_emoji, False, is_flag
    return count


def _continues(character: str, emoji: bool) -> bool:
    """Whether the character belongs to the one before it."""
    return (
        character == JOINER
        or unicodedata.category(character) in {"Mn", "Me"}
        or (emoji and ("\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"))
    )


def _is_emoji(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in EMOJI)
