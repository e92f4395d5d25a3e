"""Cells that a spreadsheet program shows and never runs."""

import tempfile
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import IO

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


def workbook(rows: Iterable[Iterable[Cell]], zone: tzinfo) -> IO[bytes]:
    """An XLSX file of one sheet, in a file of its own that goes when it is closed; texts are texts, whatever they look like."""
    # Only who takes a list out needs them: loaded with the site they would take 13 MB of each web process.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title="1")
    for row in rows:
        line = []
        for value in row:
            cell = WriteOnlyCell(sheet, xlsx_cell(value, zone))
            if isinstance(value, str):
                cell.data_type, cell.number_format = "s", "@"
            line.append(cell)
        sheet.append(line)
    handle = tempfile.TemporaryFile()  # noqa: SIM115  # the response that sends it closes it
    book.save(handle)
    handle.seek(0)
    return handle
