"""Days on which the city's offices work: neither weekends nor national holidays nor the city's own closing days."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

import holidays

# (month, day) of every year.
ClosingDays = frozenset[tuple[int, int]]
LEAP = 2024


@cache
def _national() -> Any:
    """The national holidays of Japan, substitute holidays included; years are added as they are asked for."""
    return holidays.country_holidays("JP")


def closing_days(text: str) -> ClosingDays:
    """The days out of "12-29..01-03, 07-01": single days and stretches, by month and day, every year.

    Raises ValueError for what is not a day of a year.
    """
    found: set[tuple[int, int]] = set()
    for part in filter(None, (each.strip() for each in text.split(","))):
        first, _dots, last = part.partition("..")
        day, end = _day(first), _day(last or first)
        for _step in range(366):
            found.add((day.month, day.day))
            if (day.month, day.day) == (end.month, end.day):
                break
            day += timedelta(days=1)
    return frozenset(found)


def _day(text: str) -> date:
    month, _dash, day = text.strip().partition("-")
    return date(LEAP, int(month), int(day))


def is_business_day(day: date, closed: Collection[tuple[int, int]] = ()) -> bool:
    """Whether the offices work on the day."""
    return _works(day, closed if isinstance(closed, frozenset) else frozenset(closed))


@lru_cache(maxsize=8_192)
def _works(day: date, closed: ClosingDays) -> bool:
    """Lists ask it of the same few hundred days for each of their rows."""
    return day.weekday() < 5 and (day.month, day.day) not in closed and day not in _national()


def business_days(after: date, until: date, closed: Collection[tuple[int, int]] = ()) -> int:
    """How many business days lie after the one day, up to and with the other."""
    days = range(1, (until - after).days + 1)
    return sum(is_business_day(after + timedelta(days=number), closed) for number in days)
