"""Where booths lie in a hall: rectangles on a grid of squares, counted from the hall's left upper corner. No Django here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Square = tuple[int, int]  # column and row, from 0


@dataclass(frozen=True)
class Place:
    """A rectangle of whole squares."""

    column: int
    row: int
    columns: int = 1
    rows: int = 1

    @property
    def squares(self) -> frozenset[Square]:
        return frozenset((self.column + across, self.row + down) for across in range(self.columns) for down in range(self.rows))

    def lies_in(self, columns: int, rows: int) -> bool:
        """Whether it has a size and lies whole in a hall of that size."""
        fits = self.column + self.columns <= columns and self.row + self.rows <= rows
        return min(self.column, self.row) >= 0 and min(self.columns, self.rows) >= 1 and fits


def overlaps(places: Mapping[str, Place]) -> list[tuple[str, str]]:
    """Pairs of names whose places share a square, each pair once and in the order of the mapping."""
    owners: dict[Square, str] = {}
    found: dict[tuple[str, str], None] = {}
    for name, place in places.items():
        for square in sorted(place.squares):
            other = owners.setdefault(square, name)
            if other != name:
                found[other, name] = None
    return list(found)


def outside(places: Mapping[str, Place], columns: int, rows: int) -> list[str]:
    """Names of the places that do not lie whole in the hall."""
    return [name for name, place in places.items() if not place.lies_in(columns, rows)]


def is_one_block(places: Sequence[Place]) -> bool:
    """Whether one can walk from each to each without leaving them: booths that share a side, not only a corner."""
    squares = frozenset().union(*(place.squares for place in places))
    if not squares:
        return True
    reached: set[Square] = set()
    waiting = [min(squares)]
    while waiting:
        square = waiting.pop()
        if square in reached:
            continue
        reached.add(square)
        waiting.extend(neighbor for neighbor in _beside(square) if neighbor in squares)
    return reached == squares


def blocks(free: Mapping[str, Place], number: int) -> Iterator[tuple[str, ...]]:
    """Ways to give that many free booths side by side, in rows, from the left upper corner on; none overlap in choice.

    Each is the names of booths of one row that follow each other without a gap; so an officer picks, and need not search.
    """
    rows: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
    for name, place in free.items():
        rows.setdefault((place.row, place.rows), []).append((place.column, place.columns, name))
    for key in sorted(rows):
        run: list[str] = []
        end = -1
        for column, columns, name in sorted(rows[key]):
            run = [*run, name] if column == end else [name]
            end = column + columns
            if len(run) == number:
                yield tuple(run)
                run = []


def _beside(square: Square) -> Iterable[Square]:
    column, row = square
    return (column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1)
