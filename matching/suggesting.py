"""Who could be asked for a class, a show or a tour: by wish, trade, ward, day and how often somebody was asked. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WISHED, TRADE, WARD, FREE, BUSY, RESTED, DECLINED = "wished", "trade", "ward", "free", "busy", "rested", "declined"
POINTS = {WISHED: 16, TRADE: 8, WARD: 3, FREE: 2, BUSY: -12, RESTED: 1, DECLINED: -64}
SELDOM = 2  # so many in a year, or fewer, are seldom


@dataclass(frozen=True)
class Host:
    """Somebody who can be asked: `times` in this fiscal year, `days` on which she is engaged, whether she has said no to this."""

    key: int
    trade: int | None = None
    ward: int | None = None
    days: frozenset[date] = frozenset()
    times: int = 0
    said_no: bool = False


@dataclass(frozen=True)
class Wanted:
    """What is asked for; None where nothing was said."""

    days: tuple[date, ...]
    trade: int | None = None
    ward: int | None = None
    host: int | None = None


@dataclass(frozen=True)
class Suggestion:
    """A host with the reasons for and against, each a code; more points stand higher."""

    key: int
    points: int
    reasons: tuple[str, ...]


def suggest(wanted: Wanted, hosts: Iterable[Host]) -> list[Suggestion]:
    """The best first; who was asked less often before who was asked more; then by key, so that the order is always the same."""
    found = [(host, _reasons(wanted, host)) for host in hosts]
    rows = [(host, Suggestion(host.key, sum(POINTS[each] for each in reasons), reasons)) for host, reasons in found]
    return [row for host, row in sorted(rows, key=lambda pair: (-pair[1].points, pair[0].times, pair[0].key))]


def _reasons(wanted: Wanted, host: Host) -> tuple[str, ...]:
    free = [day for day in wanted.days if day not in host.days]
    said = {
        WISHED: wanted.host == host.key,
        TRADE: wanted.trade is not None and wanted.trade == host.trade,
        WARD: wanted.ward is not None and wanted.ward == host.ward,
        FREE: bool(free),
        BUSY: bool(wanted.days) and not free,
        RESTED: host.times <= SELDOM,
        DECLINED: host.said_no,
    }
    return tuple(code for code, holds in said.items() if holds)
