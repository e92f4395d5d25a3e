"""A plan of phases drawn to scale: where on the paper each begins and ends, and where today is. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ROW = 22
BAR = 12
TOP = 28
BOTTOM = 22


@dataclass(frozen=True)
class Phase:
    """A named stretch of days, both included."""

    label: str
    start: date
    end: date


@dataclass(frozen=True)
class Bar:
    """A phase on the paper; x and width in percent of its width, y in pixels; phase is past, now or next."""

    label: str
    start: date
    end: date
    x: float
    width: float
    y: int
    phase: str

    @property
    def single(self) -> bool:
        """One day: a dot, not a bar."""
        return self.start == self.end

    @property
    def middle(self) -> int:
        return self.y + BAR // 2


@dataclass(frozen=True)
class Month:
    """A tick at the first of a month."""

    day: date
    x: float


@dataclass(frozen=True)
class Schedule:
    """What components/schedule.html draws. `today_x` is None when today is not on the paper."""

    bars: tuple[Bar, ...]
    months: tuple[Month, ...]
    today_x: float | None
    height: int

    @property
    def height_now(self) -> int:
        return self.height - 6

    @property
    def today_late(self) -> bool:
        """Today is so far right that its word must stand at the left of the line."""
        return self.today_x is not None and self.today_x > 85


def draw(phases: Sequence[Phase], today: date) -> Schedule:
    """Lays the phases on a paper that runs from the first of the first month to the end of the last month."""
    if not phases:
        return Schedule((), (), None, TOP + BOTTOM)
    first = min(phase.start for phase in phases).replace(day=1)
    after = _next_month(max(phase.end for phase in phases))
    days = (after - first).days

    def percent(day: date) -> float:
        return round((day - first).days / days * 100, 2)

    bars = tuple(
        Bar(
            phase.label,
            phase.start,
            phase.end,
            percent(phase.start),
            round(percent(phase.end + timedelta(days=1)) - percent(phase.start), 2),
            TOP + row * ROW,
            "past" if phase.end < today else "next" if phase.start > today else "now",
        )
        for row, phase in enumerate(phases)
    )
    months, tick = [], first
    while tick < after:
        months.append(Month(tick, percent(tick)))
        tick = _next_month(tick)
    step = 1 if len(months) <= 8 else 2 if len(months) <= 16 else 3
    today_x = percent(today) if first <= today < after else None
    return Schedule(bars, tuple(months[::step]), today_x, TOP + len(bars) * ROW + BOTTOM)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
