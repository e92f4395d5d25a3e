"""Names and short facts of records: one column per language, Japanese when the wanted one is empty."""

from typing import Any

from django.utils.translation import get_language

SUFFIXES = {"ja": "ja", "en": "en", "zh-hans": "zh"}
COLUMN_LANGUAGES = tuple(SUFFIXES.values())  # ja, en, zh: what stands behind a stem, as in name_ja


def suffix() -> str:
    """The column suffix of the active language: ja, en or zh."""
    return SUFFIXES.get(get_language() or "ja", "ja")


class Localized:
    """An attribute that reads `<stem>_<language>` of its record and falls back to `<stem>_ja`.

    name = Localized("name")   # with the columns name_ja, name_en, name_zh
    """

    def __init__(self, stem: str) -> None:
        self.stem = stem

    def __get__(self, record: Any, owner: type | None = None) -> Any:
        if record is None:
            return self
        return getattr(record, f"{self.stem}_{suffix()}") or getattr(record, f"{self.stem}_ja")
