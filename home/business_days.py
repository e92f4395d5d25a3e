"""Days on which the city's offices work: neither weekends nor national holidays nor the city's own closing days."""

from bisect import bisect_right
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

import holidays

# (month, day) of every year.
ClosingDays = frozenset[tuple[int, int]]
LEAP = 2024
ONE_DAY = timedelta(days=1)


@cache
def _national() -> Any:
    """The national holidays of Japan, substitute holidays included; years are added as they are asked for."""
    return holidays.country_holidays("JP")


@lru_cache(maxsize=8)
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
            day += ONE_DAY
    return frozenset(found)


def _day(text: str) -> date:
    month, _dash, day = text.strip().partition("-")
    return date(LEAP, int(month), int(day))


def is_business_day(day: date, closed: Collection[tuple[int, int]] = ()) -> bool:
    """Whether the offices work on the day."""
    return business_days(day - ONE_DAY, day, closed) == 1


def business_days(after: date, until: date, closed: Collection[tuple[int, int]] = ()) -> int:
    """How many business days lie after the one day, up to and with the other."""
    days = _days(after.year, max(after, until).year, frozenset(closed))
    return max(bisect_right(days, until.toordinal()) - bisect_right(days, after.toordinal()), 0)


def business_day(number: int, after: date, closed: Collection[tuple[int, int]] = ()) -> date:
    """The first, second, ... business day after the day."""
    last = after.year + 1
    while True:
        days = _days(after.year, last, frozenset(closed))
        at = bisect_right(days, after.toordinal()) + number - 1
        if at < len(days):
            return date.fromordinal(days[at])
        last += 1


@lru_cache(maxsize=128)
def _days(first: int, last: int, closed: ClosingDays) -> tuple[int, ...]:
    """The business days from one year to another, by their ordinals: lists ask of the same few years for each of their rows."""
    days = (date.fromordinal(each) for each in range(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1))
    return tuple(
        day.toordinal() for day in days if day.weekday() < 5 and (day.month, day.day) not in closed and day not in _national()
    )
