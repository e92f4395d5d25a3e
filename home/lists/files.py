"""Opens a list, whatever it is: a workbook with its sheets, or a text file that is one sheet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from home.lists import delimited
from home.lists.rows import Row, Unreadable
from home.lists.workbooks import Workbook

ARCHIVE = b"PK\x03\x04"
TEXT_SHEET = ""


class Source(Protocol):
    """What can be gone through sheet by sheet. `encoding` is empty for a workbook."""

    encoding: str

    @property
    def names(self) -> list[str]: ...

    def rows(self, name: str) -> Iterator[Row]: ...


@dataclass
class TextSource:
    """A CSV file: one sheet without a name."""

    path: Path
    encoding: str

    @property
    def names(self) -> list[str]:
        return [TEXT_SHEET]

    def rows(self, name: str) -> Iterator[Row]:
        return delimited.rows(self.path, self.encoding)


@dataclass
class BookSource:
    """An XLSX file."""

    book: Workbook
    encoding: str = ""

    @property
    def names(self) -> list[str]:
        return self.book.names

    def rows(self, name: str) -> Iterator[Row]:
        return self.book.rows(name)


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """The list in the file, told by its content and not by its name. Raises Unreadable."""
    with path.open("rb") as handle:
        head = handle.read(4)
    if not head:
        raise Unreadable("empty")
    if head != ARCHIVE:
        yield TextSource(path, delimited.encoding_of(path))
        return
    book = Workbook(path)
    try:
        yield BookSource(book)
    finally:
        book.close()


def top(source: Source, name: str, count: int = 40) -> list[Row]:
    """The first rows of a sheet."""
    return list(islice(source.rows(name), count))
