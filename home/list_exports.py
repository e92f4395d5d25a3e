"""A list on its way out, row by row: XLSX, CSV in UTF-8 with a byte order mark, or CSV in CP932 with what that loses."""

import csv
import itertools
from collections.abc import Iterator
from typing import IO, Any

from home import clock, spreadsheets
from home.list_kinds import Kind
from home.lists import losses

FORMATS = ("xlsx", "utf-8", "cp932")
BOM = "\ufeff"


class Line:
    """What csv.writer needs of a file."""

    def write(self, text: str) -> str:
        return text


def cells(row: Any) -> list[str]:
    """The values of a row as a CSV file has them; no cell is a formula."""
    return [str(spreadsheets.csv_cell(value, clock.TOKYO)) for value in row]


def lines(kind: Kind, user: Any) -> Iterator[list[str]]:
    """The head and then every row."""
    yield kind.headings()
    for row in kind.exported(user):
        yield cells(row)


def csv_utf8(kind: Kind, user: Any) -> Iterator[bytes]:
    """CSV that Excel reads as what it is."""
    yield BOM.encode()
    writer = csv.writer(Line(), quoting=csv.QUOTE_ALL)
    for line in lines(kind, user):
        yield writer.writerow(line).encode()


def csv_cp932(kind: Kind, user: Any) -> Iterator[bytes]:
    """CSV for programs that know nothing else."""
    writer = csv.writer(Line(), quoting=csv.QUOTE_ALL)
    for line in lines(kind, user):
        yield writer.writerow([losses.put(cell) for cell in line]).encode("cp932")


def losses_in(kind: Kind, user: Any) -> Iterator[losses.Loss]:
    """Every sign that CP932 does not have, by row of the file and column, from 1."""
    for number, line in enumerate(lines(kind, user), start=1):
        yield from losses.losses_of(line, number)


def xlsx(kind: Kind, user: Any) -> IO[bytes]:
    """A workbook in a file of its own that goes when it is closed."""
    return spreadsheets.workbook(itertools.chain([kind.headings()], kind.exported(user)), clock.TOKYO)
