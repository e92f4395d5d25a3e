"""A set as CSV and as JSON, piece by piece: memory does not grow with the number of rows, and equal rows give equal bytes."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from home.clock import TOKYO
from home.open_data.sets import BATCH, REMOVED, Dataset, Field, Row
from home.spreadsheets import neutral, printable

BOM = "\ufeff"  # without it Excel takes Japanese for another encoding
NUMBERS = ("whole", "decimal")


class Line:
    """What csv.writer needs of a file."""

    def write(self, text: str) -> str:
        return text


def columns(dataset: Dataset) -> list[str]:
    """The first line of the CSV; when a row left the set stands last."""
    return [each.name for each in dataset.fields] + ([REMOVED] if dataset.leaves else [])


def csv_pieces(dataset: Dataset, since: datetime | None) -> Iterator[bytes]:
    """UTF-8 with byte order mark; every cell is quoted and none is a formula, lists are parted by semicolons."""
    writer = csv.writer(Line(), quoting=csv.QUOTE_ALL)
    yield (BOM + writer.writerow(columns(dataset))).encode()
    blank = [""] * len(dataset.fields)
    place = columns(dataset).index(dataset.key)
    for batch in by(dataset.rows(since)):
        yield "".join(writer.writerow(_cells(dataset, row)) for row in batch).encode()
    for key, moment in dataset.gone(since) if since else ():
        yield writer.writerow([*blank[:place], key, *blank[place + 1 :], written(moment)]).encode()


def _cells(dataset: Dataset, row: Row) -> list[Any]:
    cells = [csv_cell(each, row.get(each.name)) for each in dataset.fields]
    return [*cells, ""] if dataset.leaves else cells


def csv_cell(field: Field, value: Any) -> str:
    """A value as text; what a spreadsheet program could run begins with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if field.kind in NUMBERS:
        return str(written(value))
    if isinstance(value, list | tuple):
        return neutral(printable(";".join(str(each) for each in value)))
    return neutral(printable(str(written(value))))


def json_pieces(dataset: Dataset, since: datetime | None, head: dict[str, Any]) -> Iterator[bytes]:
    """`head`, then `items` and `removed`; one row a line, so that a reader need not hold the whole."""
    yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "items": [').encode()
    yield from _joined(dataset.rows(since), dataset)
    yield b'\n], "removed": ['
    gone = ({dataset.key: key, REMOVED: moment} for key, moment in (dataset.gone(since) if since else ()))
    yield from _joined(gone, None)
    yield b"\n]}\n"


def _joined(rows: Iterable[Row], dataset: Dataset | None) -> Iterator[bytes]:
    first = True
    for batch in by(rows):
        lines = (json.dumps(_plain(dataset, row), ensure_ascii=False) for row in batch)
        yield (("\n" if first else ",\n") + ",\n".join(lines)).encode()
        first = False


def _plain(dataset: Dataset | None, row: Row) -> dict[str, Any]:
    names = [each.name for each in dataset.fields] if dataset else list(row)
    return {name: written(row.get(name)) for name in names}


def written(value: Any) -> Any:
    """Days and moments as ISO 8601 writes them, moments in Tokyo; decimals as numbers; the rest as it is."""
    if isinstance(value, datetime):
        return value.astimezone(TOKYO).isoformat(timespec="seconds")
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def by(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """The rows, some at a time."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
