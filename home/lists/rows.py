"""A row of a list as it was read, and why a list cannot be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

MAX_COLUMNS = 200
MAX_ROWS = 100_000
MAX_CELL = 32_767
T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items some at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


class Unreadable(Exception):
    """The file is no list that can be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Row:
    """Number as the spreadsheet shows it, texts by column, and what is odd about some: merged, across, zeros, number, ..."""

    number: int
    cells: list[str]
    marks: dict[int, str] = field(default_factory=dict)

    def text(self, column: int) -> str:
        """The cell's text, or an empty one."""
        return self.cells[column] if column < len(self.cells) else ""

    def own(self, column: int) -> str:
        """The same, but empty where the text only spreads from a cell to the left."""
        return "" if self.marks.get(column) == "across" else self.text(column)

    def put(self, column: int, text: str, mark: str = "") -> None:
        """Writes a cell."""
        if column >= len(self.cells):
            self.cells.extend([""] * (column + 1 - len(self.cells)))
        self.cells[column] = text[:MAX_CELL]
        if mark:
            self.marks[column] = mark

    @property
    def filled(self) -> list[int]:
        """The columns that have a text of their own."""
        return [column for column, text in enumerate(self.cells) if text.strip() and self.marks.get(column) != "across"]
