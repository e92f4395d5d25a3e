"""Which orders a payment could be for: by the order code, the payer's name and the amount, each said as a reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from payments import order_codes, payer_names

MOST_FEE = 990  # what banks take for a transfer, and people take off the amount
SHOWN = 8


@dataclass(frozen=True)
class Candidate:
    """An order that is to be paid: its key, code, the names it may be paid under, and what is owed in yen."""

    key: int
    code: str
    names: tuple[str, ...]
    owed: int


@dataclass(frozen=True)
class Suggestion:
    """An order, how well it fits, and why (code, name, similar, exact, short, over, part); yen too much (below 0: too little)."""

    key: int
    score: int
    reasons: tuple[str, ...]
    difference: int

    @property
    def is_sure(self) -> bool:
        """Whether nothing speaks against it: the code or the name, and exactly the amount."""
        return "exact" in self.reasons and bool({"code", "name"} & set(self.reasons))


def suggest(payer: str, amount: int, candidates: Iterable[Candidate]) -> list[Suggestion]:
    """The orders that could be meant, the best first. Nothing is decided: a person allocates."""
    codes = set(order_codes.found_in(payer))
    found = [each for candidate in candidates if (each := _weighed(payer, amount, candidate, codes))]
    return sorted(found, key=lambda each: (-each.score, abs(each.difference), each.key))[:SHOWN]


def _weighed(payer: str, amount: int, candidate: Candidate, codes: set[str]) -> Suggestion | None:
    difference = amount - candidate.owed
    score, reasons = 0, []
    if candidate.code in codes:
        score, reasons = 100, ["code"]
    like = max((payer_names.likeness(_without(payer, candidate.code), name) for name in candidate.names if name), default=0.0)
    if like:
        score += int(50 * like)
        reasons.append("name" if like == 1 else "similar")
    if not reasons and difference:
        return None
    if difference == 0:
        score += 30
        reasons.append("exact")
    elif -MOST_FEE <= difference < 0:
        score += 15
        reasons.append("short")
    else:
        reasons.append("part" if difference < 0 else "over")
    return Suggestion(candidate.key, score, tuple(reasons), difference)


def _without(payer: str, code: str) -> str:
    """The payer's name without the order code, which people write before it."""
    return payer_names.folded(payer).replace(code, "")
