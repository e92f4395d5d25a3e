"""Figures about the fairness of a round: spreads, bars, and counts of few people hidden. No Django.

Groups of fewer than five tell of single applicants. A hidden number must not follow from the sum either: with one hidden
number, or several that are together less than five, the next smallest is hidden, too (secondary suppression).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

LEAST = 5
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Five:
    """The least, the middle and the most of some numbers, and how many they are."""

    count: int
    least: Decimal | None
    middle: Decimal | None
    most: Decimal | None


@dataclass(frozen=True)
class Share:
    """A group: how many applied and how many were certified; None for a number that would tell of single ones."""

    label: str
    applied: int | None
    certified: int | None

    @property
    def percent(self) -> int | None:
        """Of those who applied; None where either number is hidden."""
        if not self.applied or self.certified is None:
            return None
        return int((Decimal(self.certified) * 100 / self.applied).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def five(numbers: Iterable[Decimal | int | None]) -> Five:
    """The least, the middle and the most, without what is missing."""
    known = sorted(Decimal(number) for number in numbers if number is not None)
    if not known:
        return Five(0, None, None, None)
    return Five(len(known), known[0], Decimal(median(known)).quantize(HUNDREDTH), known[-1])


def hidden(counts: Mapping[str, int], least: int = LEAST, also: frozenset[str] = frozenset()) -> frozenset[str]:
    """The groups whose number must not be shown: small ones, those named, and what would give them away."""
    found = {name for name, count in counts.items() if 0 < count < least} | set(also)
    rest = sorted((count, name) for name, count in counts.items() if name not in found and count)
    while found and rest and (len(found) == 1 or sum(counts[name] for name in found) < least):
        found.add(rest.pop(0)[1])
    return frozenset(found)


def shares(groups: Sequence[tuple[str, bool]], least: int = LEAST) -> list[Share]:
    """(group, certified?) of each applicant as one row a group, the largest first; small numbers are hidden."""
    names = {name for name, _certified in groups}
    applied = {name: sum(each == name for each, _certified in groups) for name in names}
    certified = {name: sum(each == name and won for each, won in groups) for name in names}
    few = hidden(applied, least)
    refused = frozenset(name for name in names if 0 < applied[name] - certified[name] < least)
    fewer = hidden(certified, least, few | refused)
    ordered = sorted(names, key=lambda name: (name in few, -applied[name] if name not in few else 0, name))
    return [Share(name, None if name in few else applied[name], None if name in fewer else certified[name]) for name in ordered]


def widths(counts: Mapping[str, int]) -> dict[str, int]:
    """The length of each bar in percent of the longest."""
    most = max(counts.values(), default=0)
    return {name: round(count * 100 / most) if most else 0 for name, count in counts.items()}
