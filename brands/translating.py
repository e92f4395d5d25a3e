"""What whoever translates needs beside her form: the Japanese words, and what has changed in them since the translation."""

from typing import Any

from brands import differences
from brands.models import Entry, EntryText
from brands.parts import PARTS


def japanese_of(entry: Entry) -> EntryText | None:
    """The words that are translated."""
    found: EntryText | None = entry.texts.filter(language="ja").first()
    return found


def is_outdated(entry: Entry, language: str) -> bool:
    """Whether the Japanese words have changed since the translation was written. Uses prefetched rows."""
    rows = {row.language: row for row in entry.texts.all()}
    text, japanese = rows.get(language), rows.get("ja")
    return bool(text and japanese and not text.is_empty and text.translates != japanese.digest)


def context(entry: Entry, language: str, text: EntryText | None) -> dict[str, Any]:
    """For the page on which one language is written: the Japanese part by part, and the parts that have changed since."""
    japanese = japanese_of(entry)
    if language == "ja" or japanese is None:
        return {"source": {}, "changes": []}
    source = {name: value for name, value in japanese.parts.items() if value}
    rows = source.pop("specifications", [])
    outdated = text is not None and not text.is_empty and text.translates != japanese.digest
    return {
        "source": {name: (differences.label_of(name), source[name]) for name in PARTS if name in source},
        "source_rows": rows,
        "changes": differences.between(text.translated_from, japanese.parts) if outdated and text else [],
    }
