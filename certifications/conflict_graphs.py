"""The picture of connections: judges at the left, who applies at the right, a line for each; plain numbers for drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, ROW, TOP, LEFT, RIGHT = 690, 44, 24, 220, 450
LONGEST = 14  # signs of a name that fit beside the lines; the whole name stands in the table


@dataclass(frozen=True)
class Edge:
    """One connection: whose, with whom, and in which state."""

    key: str
    judge: str
    other: str
    state: str


@dataclass(frozen=True)
class Node:
    """A name in one of the two columns."""

    name: str
    short: str
    y: int


@dataclass(frozen=True)
class Line:
    """A connection as drawn."""

    key: str
    state: str
    path: str
    title: str


@dataclass(frozen=True)
class Picture:
    """Everything the drawing needs."""

    width: int
    height: int
    left: Sequence[Node]
    right: Sequence[Node]
    lines: Sequence[Line]


def shorten(name: str, longest: int = LONGEST) -> str:
    """The name, or its beginning with an ellipsis."""
    return name if len(name) <= longest else name[: longest - 1] + "…"


def _column(names: Iterable[str], tallest: int) -> dict[str, Node]:
    """Names in their order, spread over the height."""
    ordered = list(dict.fromkeys(names))
    gap = (tallest - len(ordered)) * ROW / (2 * max(len(ordered), 1))
    return {
        name: Node(name, shorten(name), round(TOP + gap * (2 * index + 1) + ROW * index + ROW / 2))
        for index, name in enumerate(ordered)
    }


def draw(edges: Sequence[Edge]) -> Picture:
    """The picture; empty columns and no lines without connections. Equal edges give an equal picture."""
    tallest = max(len({edge.judge for edge in edges}), len({edge.other for edge in edges}), 1)
    left = _column((edge.judge for edge in edges), tallest)
    right = _column((edge.other for edge in edges), tallest)
    lines = [
        Line(edge.key, edge.state, _curve(left[edge.judge].y, right[edge.other].y), f"{edge.judge} – {edge.other}")
        for edge in edges
    ]
    return Picture(WIDTH, 2 * TOP + tallest * ROW, tuple(left.values()), tuple(right.values()), lines)


def _curve(start: int, end: int) -> str:
    """A line from the left column to the right one that leaves and arrives level."""
    middle = (LEFT + RIGHT) // 2
    return f"M{LEFT} {start} C{middle} {start} {middle} {end} {RIGHT} {end}"
