"""How many business days a case has taken, and how many it may: the clock that office and applicant both see. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from home.business_days import ClosingDays, is_business_day

RISK_DAYS = 10
NOBODY_CLOSES: ClosingDays = frozenset()


@dataclass(frozen=True)
class Pause:
    """The applicant corrects: from the day on which it was asked for to the day of the answer, or still."""

    start: date
    end: date | None = None

    def covers(self, day: date, today: date) -> bool:
        """The day of the request is still the office's; the day of the answer is the applicant's."""
        return self.start < day <= (self.end or max(today, self.start))


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
    used, counted, day = 0, 0, received
    due = received if standard <= 0 else None
    while day < last or due is None:
        day += timedelta(days=1)
        if not is_business_day(day, closed) or any(pause.covers(day, today) for pause in rows):
            continue
        counted += 1
        used += day <= last
        if due is None and counted == standard:
            due = day
    return ProcessingTime(standard, used, due, _is_paused(rows, ended), ended is not None)


def _is_paused(pauses: Iterable[Pause], ended: date | None) -> bool:
    return ended is None and any(pause.end is None for pause in pauses)
