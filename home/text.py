"""Free text from people: kept exactly as typed, or refused with the characters named that no one can see."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.characters import count_characters

# C0 and C1 except tab and line feed, surrogates that lost their partner, noncharacters (XML has no place for them).
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# They turn the direction of what follows: a name that reads otherwise than it is stored. Source: Unicode TR 36, 2.9.
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
HYPHENS = re.compile("[\u00ad\u2010-\u2015\u2043\u207b\u2212\u30fc\ufe58\ufe63\uff0d\uff70]")
MAX_NAMED = 3

__all__ = ["HYPHENS", "clean_text", "count_characters", "drop_unshowable", "normalize_digits", "read_count"]


def clean_text(value: str) -> str:
    """The text as typed, with line ends as \\n. Raises ValidationError for control and direction characters.

    Nothing else is changed: characters of four bytes and variation sequences (葛󠄀) stay what they are.
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    bad = sorted(set(UNSHOWABLE.findall(text) + DIRECTION.findall(text)))
    if bad:
        codes = ", ".join(f"U+{ord(character):04X}" for character in bad[:MAX_NAMED])
        raise ValidationError(
            _("The text contains characters that cannot be shown (%(codes)s). Please delete them, or paste it as plain text."),
            code="unshowable",
            params={"codes": codes},
        )
    return text


def drop_unshowable(value: str) -> str:
    """The text without control and direction characters, for search boxes: a search is never refused."""
    return DIRECTION.sub("", UNSHOWABLE.sub("", value))


def normalize_digits(value: str) -> str:
    """Half-width signs for fields of digits and letters only (postal code, phone, numbers, amounts), never for names."""
    dashed = HYPHENS.sub("-", value)
    return unicodedata.normalize("NFKC", dashed).replace("〒", "").strip()


def read_count(text: Any, otherwise: int = 0) -> int:
    """A whole number that a page sends back (a version, a place); `otherwise` for whatever else somebody has put there."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 10 else otherwise
