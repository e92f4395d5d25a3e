"""How many business days a case has taken, and how many it may: the clock that office and applicant both see. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from home.business_days import ClosingDays, business_day, business_days

RISK_DAYS = 10
NOBODY_CLOSES: ClosingDays = frozenset()


@dataclass(frozen=True)
class Pause:
    """The applicant corrects: from the day on which it was asked for to the day of the answer, or still."""

    start: date
    end: date | None = None

    def until(self, today: date) -> date:
        """The last day that is the applicant's: that of the answer. The day of the request is still the office's."""
        return self.end or max(today, self.start)


@dataclass(frozen=True)
class ProcessingTime:
    """Business days by the city's calendar. `due` is the last day of the standard time if nothing else pauses it."""

    standard: int
    used: int
    due: date
    paused: bool
    ended: bool

    @property
    def left(self) -> int:
        """Business days until the standard time is over; never below nothing."""
        return max(self.standard - self.used, 0)

    @property
    def over(self) -> int:
        """Business days beyond the standard time."""
        return max(self.used - self.standard, 0)

    @property
    def overdue(self) -> bool:
        return self.used > self.standard

    @property
    def at_risk(self) -> bool:
        """Little time is left, or none: the office should look at it. A case that is over is at no risk."""
        return not self.ended and self.left <= min(RISK_DAYS, self.standard // 2)


def reckon(
    received: date,
    *,
    standard: int,
    today: date,
    pauses: Iterable[Pause] = (),
    closed: ClosingDays = NOBODY_CLOSES,
    ended: date | None = None,
) -> ProcessingTime:
    """The clock of a case received on a day. The day of receipt does not count (Civil Code, article 140)."""
    rows = list(pauses)
    last = min(ended, today) if ended else today
    used, number = business_days(received, last, closed), standard
    due = business_day(number, received, closed) if standard > 0 else received
    for start, end in _stretches(rows, received, today):
        used -= business_days(start, min(end, last), closed)
        if start < due:
            number += business_days(start, end, closed)
            due = business_day(number, received, closed)
    return ProcessingTime(standard, used, due, _is_paused(rows, ended), ended is not None)


def _stretches(pauses: Iterable[Pause], received: date, today: date) -> list[tuple[date, date]]:
    """Of all pauses together, after which day each stretch begins and with which it ends; in order, none touching another."""
    found: list[tuple[date, date]] = []
    for start, end in sorted((max(pause.start, received), pause.until(today)) for pause in pauses):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif start < end:
            found.append((start, end))
    return found


def _is_paused(pauses: Iterable[Pause], ended: date | None) -> bool:
    return ended is None and any(pause.end is None for pause in pauses)
