"""How scores become a ranking. Plain values in, plain values out; exact decimals, so that a re-run gives the same bytes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

ALGORITHM = "weighted mean 1"
QUANTUM = Decimal("0.0001")


@dataclass(frozen=True)
class Sheet:
    """One judge's values for one application, by criterion code; None says that the criterion does not apply."""

    judge: str
    values: Mapping[str, int | None]


@dataclass(frozen=True)
class Place:
    """One application's result: mean of the sheets (on the rubric's scale), their spread, how many, and the rank."""

    application: str
    score: Decimal | None
    spread: Decimal | None
    reviews: int
    rank: int | None


def sheet_score(values: Mapping[str, int | None], weights: Mapping[str, Decimal]) -> Decimal | None:
    """The weighted mean of one sheet. What does not apply is left out and the other weights share its place; it is never zero.

    None when nothing applies. Raises KeyError when a criterion of the rubric has no value at all: the sheet is not complete.
    """
    total, share = Decimal(0), Decimal(0)
    for code, weight in weights.items():
        value = values[code]
        if value is not None:
            total += weight * value
            share += weight
    return total / share if share else None


def standard_deviation(numbers: Sequence[Decimal]) -> Decimal | None:
    """The sample standard deviation; None for fewer than two numbers."""
    if len(numbers) < 2:
        return None
    mean = sum(numbers, Decimal(0)) / len(numbers)
    return (sum(((number - mean) ** 2 for number in numbers), Decimal(0)) / (len(numbers) - 1)).sqrt()


def ranking(sheets: Mapping[str, Sequence[Sheet]], weights: Mapping[str, Decimal]) -> list[Place]:
    """All applications, best first: equal scores share a rank, the next rank is skipped; without a score, no rank.

    The score is the mean over judges of their sheets' weighted means, rounded half to even at four digits.
    """
    places = []
    for application, given in sheets.items():
        scores = [score for sheet in given if (score := sheet_score(sheet.values, weights)) is not None]
        mean = _rounded(sum(scores, Decimal(0)) / len(scores)) if scores else None
        places.append((application, mean, _rounded(standard_deviation(scores)), len(scores)))
    places.sort(key=lambda place: (place[1] is None, -(place[1] or Decimal(0)), place[0]))
    result: list[Place] = []
    for position, (application, score, spread, reviews) in enumerate(places, start=1):
        tied = result and score is not None and result[-1].score == score
        rank = None if score is None else (result[-1].rank if tied else position)
        result.append(Place(application, score, spread, reviews, rank))
    return result


def _rounded(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.quantize(QUANTUM, rounding=ROUND_HALF_EVEN)


def digest(value: object) -> str:
    """SHA-256 of a JSON-ready value in its one canonical form."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
