"""What a ranking is worth: raw and adjusted scores beside each other, their doubt, and where judges need to talk."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from operator import neg
from statistics import mean

from certifications import leniency, rank_stability, scoring
from certifications.leniency import Refusal
from certifications.rank_stability import Swap
from certifications.scoring import QUANTUM, Place, Sheet

ALGORITHM = "judge leniency 1"
NORMAL_975 = 1.959963984540054  # 95 % of a normal distribution lie within so many standard errors

Sheets = Mapping[str, Sequence[Sheet]]
Weights = Mapping[str, Decimal]


@dataclass(frozen=True)
class Row:
    """An application: raw as in `scoring`, then adjusted with its 95 % interval and rank (None when not adjusted)."""

    application: str
    raw: Decimal | None
    spread: Decimal | None
    reviews: int
    rank: int | None
    adjusted: Decimal | None
    low: Decimal | None
    high: Decimal | None
    adjusted_rank: int | None


@dataclass(frozen=True)
class Comparison:
    """Rows in the order of the raw ranking; leniency by judge in points of the scale; or why nothing was adjusted."""

    rows: tuple[Row, ...]
    leniency: Mapping[str, Decimal]
    judge_deviation: Decimal | None
    rest_deviation: Decimal | None
    refusal: Refusal | None
    algorithm: str = ALGORITHM


@dataclass(frozen=True)
class Disagreement:
    """How far the highest sheet of an application lies above the lowest, and the criteria whose values do so too."""

    application: str
    distance: Decimal
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class Drift:
    """A judge against the reference of a calibration round, in points of the scale.

    `drift` above zero is lenient; `distance` is how far values lie off on average in either direction; over `samples` cases.
    """

    judge: str
    drift: Decimal
    distance: Decimal
    samples: int
    needs_talk: bool


def compare(sheets: Sheets, weights: Weights) -> Comparison:
    """All applications with raw and adjusted scores. What does not apply is left out of a sheet's mean, never zero.

    Not adjusted where judges stand in groups that no case joins: a comparison across them would be invented.
    Raises ValueError when a judge has two sheets for one application.
    """
    scores = sheet_scores(sheets, weights)
    places = scoring.ranking(sheets, weights)
    found = leniency.estimate({(judge, case): float(score) for case, row in scores.items() for judge, score in row.items()})
    if isinstance(found, Refusal):
        return Comparison(tuple(_row(place) for place in places), {}, None, None, found)
    adjusted = {case: _rounded(result.score) for case, result in found.applications.items()}
    ranked = sorted(adjusted.values(), reverse=True)
    rows = []
    for place in places:
        if place.score is None:
            rows.append(_row(place))
            continue
        result, score = found.applications[place.application], adjusted[place.application]
        half = NORMAL_975 * result.error
        rows.append(
            _row(
                place,
                score,
                _rounded(result.score - half),
                _rounded(result.score + half),
                1 + bisect_left(ranked, -score, key=neg),
            )
        )
    return Comparison(
        tuple(rows),
        {judge: _rounded(points) for judge, points in found.judges.items()},
        _rounded(found.judge_variance**0.5),
        _rounded(found.rest_variance**0.5),
        None,
    )


def _row(
    place: Place,
    adjusted: Decimal | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    rank: int | None = None,
) -> Row:
    return Row(place.application, place.score, place.spread, place.reviews, place.rank, adjusted, low, high, rank)


def sheet_scores(sheets: Sheets, weights: Weights) -> dict[str, dict[str, Decimal]]:
    """Weighted means by application and judge, of sheets on which something applies."""
    result: dict[str, dict[str, Decimal]] = {}
    for application in sorted(sheets):
        row = result[application] = {}
        for sheet in sorted(sheets[application], key=lambda sheet: sheet.judge):
            if sheet.judge in row:
                raise ValueError(f"{sheet.judge} has two sheets for {application}")
            score = scoring.sheet_score(sheet.values, weights)
            if score is not None:
                row[sheet.judge] = score
    return result


def swaps(
    sheets: Sheets,
    weights: Weights,
    comparison: Comparison,
    *,
    cut: int,
    is_adjusted: bool = False,
    around: int = 5,
    resamples: int = rank_stability.RESAMPLES,
    seed: int = 0,
) -> list[Swap]:
    """How firmly the neighbors around the cut stand, in the raw or the adjusted ranking (leniency as estimated once).

    Raises ValueError when the adjusted ranking is asked for and was refused.
    """
    if is_adjusted and comparison.refusal:
        raise ValueError(comparison.refusal.code)
    rows = [row for row in comparison.rows if row.raw is not None]
    scores = sheet_scores(sheets, weights)
    if is_adjusted:
        rows.sort(key=lambda row: (row.adjusted_rank or 0, row.application))
        scores = {
            case: {judge: score - comparison.leniency[judge] for judge, score in row.items()} for case, row in scores.items()
        }
    points = {case: {judge: float(score) for judge, score in row.items()} for case, row in scores.items()}
    order = [row.application for row in rows]
    return rank_stability.swaps(order, points, cut=cut, around=around, resamples=resamples, seed=seed)


def disagreements(sheets: Sheets, weights: Weights, *, threshold: Decimal) -> list[Disagreement]:
    """Applications whose judges lie more than `threshold` points apart and need to talk; the farthest first."""
    found = []
    for application, row in sheet_scores(sheets, weights).items():
        if row and (distance := max(row.values()) - min(row.values())) > threshold:
            values = {code: [sheet.values[code] for sheet in sheets[application]] for code in weights}
            known = {code: [value for value in given if value is not None] for code, given in values.items()}
            apart = tuple(code for code, given in known.items() if given and max(given) - min(given) > threshold)
            found.append(Disagreement(application, _rounded(distance), apart))
    return sorted(found, key=lambda row: (-row.distance, row.application))


def drifts(
    sheets: Sheets, references: Mapping[str, Mapping[str, int | None]], weights: Weights, *, threshold: Decimal
) -> list[Drift]:
    """Each judge of a calibration round against the agreed values, by judge's code; over `threshold` points they need to talk.

    Criteria that do not apply to either are left out of both. A judge with nothing to compare is left out.
    """
    differences: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for application, reference in references.items():
        for sheet in sheets.get(application, ()):
            apart = {code: _difference(sheet.values[code], reference[code]) for code in weights}
            away = {code: None if value is None else abs(value) for code, value in apart.items()}
            drift, distance = scoring.sheet_score(apart, weights), scoring.sheet_score(away, weights)
            if drift is not None and distance is not None:
                differences.setdefault(sheet.judge, []).append((drift, distance))
    result = []
    for judge, rows in sorted(differences.items()):
        drift_of, distance_of = mean(drift for drift, _distance in rows), mean(distance for _drift, distance in rows)
        result.append(Drift(judge, _rounded(drift_of), _rounded(distance_of), len(rows), distance_of > threshold))
    return result


def _difference(value: int | None, reference: int | None) -> int | None:
    return None if value is None or reference is None else value - reference


def _rounded(number: Decimal | float) -> Decimal:
    return Decimal(number).quantize(QUANTUM, rounding=ROUND_HALF_EVEN)
