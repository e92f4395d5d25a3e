"""What is due today, for a person: each floor says its own in a module `due_today`, and the dashboard shows it as one list.

def of(user: Any) -> Today | None: ...    # None: the person has no such work on this floor
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from home import clock, discovery

MOST = 12


@dataclass(frozen=True)
class Due:
    """One thing to do: what, about what, where (empty: nowhere on the desk), by which day (None: any); whether it is hers."""

    label: str
    title: str
    url: str = ""
    day: date | None = None
    own: bool = False

    @property
    def over(self) -> int:
        """How many days too late it is, in Tokyo; 0 on the day itself and before."""
        return max((clock.today() - self.day).days, 0) if self.day else 0

    @property
    def is_today(self) -> bool:
        return self.day == clock.today()


@dataclass(frozen=True)
class Today:
    """What a floor has for a person: numbers with their words, and what is due."""

    figures: list[tuple[int, str]] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)


def of(user: Any) -> Today | None:
    """What all floors have for the person; None when none of them has such work for her."""
    found = [today for module in discovery.offered("due_today") if (today := module.of(user)) is not None]
    if not found:
        return None
    return Today([each for today in found for each in today.figures], in_turn(each for today in found for each in today.due))


def in_turn(due: Iterable[Due]) -> list[Due]:
    """Her own first, then by day, the latest first; what has no day comes last."""
    return sorted(due, key=lambda each: (not each.own, each.day is None, each.day or date.max))


def lines(found: Any, line: Callable[[Any], Due], rest: Callable[[int], Due]) -> list[Due]:
    """A line for each of the first records, and one for all the others together."""
    rows = [line(row) for row in found[:MOST]]
    more = found.count() - MOST if len(rows) == MOST else 0
    return [*rows, rest(more)] if more else rows
