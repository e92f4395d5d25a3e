"""Months as a calendar shows them: weeks from Monday to Sunday. No Django."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

WRITTEN = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year, written 2026-11."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def previous(self) -> "Month":
        return of(self.first - timedelta(days=1))

    @property
    def next(self) -> "Month":
        return of(self.first + timedelta(days=31))

    def weeks(self) -> list[list[date]]:
        """The weeks that the month touches, with the days of its neighbors at both ends."""
        monday = self.first - timedelta(days=self.first.weekday())
        weeks = []
        while monday < self.next.first:
            weeks.append([monday + timedelta(days=number) for number in range(7)])
            monday += timedelta(days=7)
        return weeks


def of(day: date) -> Month:
    """The month in which the day lies."""
    return Month(day.year, day.month)


def read(text: str, *, near: date, years: int = 10) -> Month:
    """The month as written; that of the day `near` when it is no month, or more than some years away."""
    match = WRITTEN.fullmatch(text)
    if not match:
        return of(near)
    year, number = int(match[1]), int(match[2])
    known = 1 <= number <= 12 and abs(year - near.year) <= years
    return Month(year, number) if known else of(near)
