"""Which cases go on from a stage, by its rule. People decide what the rule leaves: ties at the edge, and cases without points."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

EVERYONE, TOP, THRESHOLD = "everyone", "top", "threshold"


@dataclass(frozen=True)
class Placed:
    """A case with its points and its rank; None for both when nobody's sheet counts."""

    application: str
    score: Decimal | None = None
    rank: int | None = None


@dataclass(frozen=True)
class Selection:
    """Public ids: who goes on, who does not, and who is left to people (equal points across the edge; no points)."""

    promoted: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    unranked: tuple[str, ...] = ()


def select(rule: str, value: Decimal | None, places: Iterable[Placed]) -> Selection:
    """Applies the rule. `value` is how many go on (TOP) or from how many points (THRESHOLD); other rules take none.

    By hand, and with a number missing, everything is left to people.
    """
    rows = list(places)
    if rule == EVERYONE:
        return Selection(promoted=_ids(rows))
    unranked = _ids(row for row in rows if row.rank is None or row.score is None)
    ranked = sorted((row for row in rows if row.application not in set(unranked)), key=lambda row: (row.rank, row.application))
    if rule == TOP and value is not None:
        return _best(ranked, int(value), unranked)
    if rule == THRESHOLD and value is not None:
        high = [row for row in ranked if row.score is not None and row.score >= value]
        return Selection(_ids(high), _ids(row for row in ranked if row not in high), (), unranked)
    return Selection(unranked=_ids(rows))


def _best(ranked: list[Placed], places: int, unranked: tuple[str, ...]) -> Selection:
    promoted: list[str] = []
    stopped: list[str] = []
    tied: list[str] = []
    taken = 0
    for _rank, equals in groupby(ranked, key=lambda row: row.rank):
        ids = _ids(equals)
        if taken + len(ids) <= places:
            promoted += ids
        elif taken >= places:
            stopped += ids
        else:
            tied += ids
        taken += len(ids)
    return Selection(tuple(promoted), tuple(stopped), tuple(tied), unranked)


def _ids(rows: Iterable[Placed]) -> tuple[str, ...]:
    return tuple(row.application for row in rows)
