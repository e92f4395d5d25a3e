"""File names as they are shown and downloaded; where a file lies never depends on its name."""

import re
import unicodedata

MAX_CHARACTERS = 120
# Source: Naming Files, Paths, and Namespaces (Windows); such a name cannot be saved there, with any extension.
RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$", re.IGNORECASE)
FORBIDDEN = '<>:"|?*'
# Control, format (bidi, zero width, BOM), surrogate, private use, unassigned, line and paragraph separator.
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def extension(name: str) -> str:
    """The last extension in lower case without its dot; empty when there is none."""
    _, dot, last = name.rpartition(".")
    return last.strip().lower() if dot and last.isascii() and last.strip().isalnum() else ""


def clean_file_name(name: str) -> str:
    """A name that can be shown and saved anywhere: one path segment, NFC, at most 120 characters, extension kept.

    NFC because macOS sends the parts of が apart. Variation selectors stay: they belong to names of people and places.
    """
    segment = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(" " if character in FORBIDDEN else character for character in segment if _is_visible(character))
    kept = re.sub(r"\s+", " ", kept).strip().rstrip(" .")
    ending = extension(kept)
    stem = kept[: -len(ending) - 1] if ending else kept
    stem = stem.strip(" .")
    if not stem:
        stem = "file"
    if RESERVED.match(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    tail = f".{ending[:10]}" if ending else ""
    return stem[: MAX_CHARACTERS - len(tail)].rstrip(" .") + tail


def with_extension(name: str, ending: str) -> str:
    """The name with another extension: a picture from a phone is kept as JPEG, whatever it was called."""
    old = extension(name)
    stem = name[: -len(old) - 1] if old else name
    return f"{stem[: MAX_CHARACTERS - len(ending) - 1]}.{ending}"


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in INVISIBLE
