"""Who comes when, and into which room: every case once, no applicant twice at one time, no room twice, the fewest hours."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, order=True)
class Hour:
    """A time in a room."""

    starts_at: datetime
    ends_at: datetime
    room: str


@dataclass(frozen=True)
class Changes:
    """What has become of somebody's hours, each by the name of its appointment; `moved` has each before and after."""

    new: Mapping[str, Hour]
    moved: Mapping[str, tuple[Hour, Hour]]
    gone: Mapping[str, Hour]

    def __bool__(self) -> bool:
        return bool(self.new or self.moved or self.gone)


def changes(before: Mapping[str, Hour], after: Mapping[str, Hour], *, now: datetime) -> Changes:
    """What she does not know yet. Of an hour that is over nobody needs to hear that it has fallen away."""
    return Changes(
        new=_in_order({name: hour for name, hour in after.items() if name not in before}),
        moved={name: (before[name], hour) for name, hour in _in_order(after).items() if name in before and before[name] != hour},
        gone=_in_order({name: hour for name, hour in before.items() if name not in after and hour.ends_at > now}),
    )


def _in_order(hours: Mapping[str, Hour]) -> dict[str, Hour]:
    return dict(sorted(hours.items(), key=lambda row: (row[1], row[0])))


class NotEnoughPlaces(Exception):
    """The free places do not hold all cases, or one applicant has more cases than there are hours."""


def timetable(
    cases: Sequence[tuple[str, str]], places: Mapping[int, Sequence[str]], busy: Mapping[str, frozenset[int]] | None = None
) -> dict[str, tuple[int, str]]:
    """Hour and room by case.

    `cases` are (case, applicant) in the order in which they are called; `places` the free rooms of each hour; `busy` the hours
    in which an applicant is somewhere else. Who has most cases is placed first, where most room is left: where nobody is busy
    elsewhere, that finds a timetable whenever there is one (Gale and Ryser). Raises NotEnoughPlaces.
    """
    hours = sorted(hour for hour, rooms in places.items() if rooms)
    for last in range(1, len(hours) + 1):
        found = _by_hour(cases, {hour: len(places[hour]) for hour in hours[:last]}, busy or {})
        if found is not None:
            return _rooms(cases, found, places)
    if cases:
        raise NotEnoughPlaces
    return {}


def _by_hour(
    cases: Sequence[tuple[str, str]], free: dict[int, int], busy: Mapping[str, frozenset[int]]
) -> dict[str, list[int]] | None:
    counts = Counter(applicant for _case, applicant in cases)
    if sum(free.values()) < len(cases):
        return None
    found: dict[str, list[int]] = {}
    place = {applicant: at for at, applicant in reversed(list(enumerate(applicant for _case, applicant in cases)))}
    for applicant, count in sorted(counts.items(), key=lambda row: (-row[1], place[row[0]])):
        hours = [hour for hour in free if free[hour] and hour not in busy.get(applicant, frozenset())]
        hours.sort(key=lambda hour: (-free[hour], hour))
        if len(hours) < count:
            return None
        found[applicant] = sorted(hours[:count])
        for hour in found[applicant]:
            free[hour] -= 1
    return found


def _rooms(
    cases: Sequence[tuple[str, str]], hours: Mapping[str, list[int]], places: Mapping[int, Sequence[str]]
) -> dict[str, tuple[int, str]]:
    taken: dict[int, int] = defaultdict(int)
    left = {applicant: list(rows) for applicant, rows in hours.items()}
    found = {}
    for case, applicant in cases:
        hour = left[applicant].pop(0)
        found[case] = (hour, places[hour][taken[hour]])
        taken[hour] += 1
    return found
