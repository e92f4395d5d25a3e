"""Cells that a spreadsheet program shows and never runs."""

import unicodedata
from datetime import date, datetime, tzinfo

STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n")
CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])

Cell = str | int | float | date | datetime | None


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program might run the text when it opens a CSV file; full-width signs are signs there too."""
    bare = text.lstrip(" \u3000\u00a0\ufeff")
    return unicodedata.normalize("NFKC", bare[:1]).startswith(STARTERS) or text.startswith(STARTERS)


def neutral(text: str) -> str:
    """The text with an apostrophe before it when it could be a formula. For CSV only: XLSX cells carry their type."""
    return f"'{text}" if is_formula(text) else text


def printable(text: str) -> str:
    """The text without the control characters that XLSX cannot hold."""
    return text.translate(CONTROLS)


def csv_cell(value: Cell, zone: tzinfo) -> str | int | float:
    """A value for a CSV file: times in the zone as 2026-11-21 17:00, days as 2026-11-21, text never a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return neutral(printable(value)) if isinstance(value, str) else value


def xlsx_cell(value: Cell, zone: tzinfo) -> Cell:
    """A value for an XLSX cell: times naive in the zone, as Excel wants them."""
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None)
    return printable(value) if isinstance(value, str) else value
