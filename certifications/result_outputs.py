"""All that a result says, from its stored inputs alone: rows, leniency, swaps, disagreements; the same bytes every time.

Means are exact decimals; what the adjustment reckons in floating point (pure Python, sums exactly rounded) is rounded half to
even at four digits before it is written. No library with a threading or processor of its own takes part.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from certifications import comparability, rank_stability, scoring
from certifications.comparability import Comparison
from certifications.scoring import Sheet

RESAMPLES = rank_stability.RESAMPLES
ALGORITHM = "weighted mean 1, leniency 1, swaps 1"
AROUND = 10  # neighbors on either side of the cut whose order is tried
RAW, ADJUSTED = "raw", "adjusted"


class NotAdjustable(ValueError):
    """The ranking was to go by adjusted scores, and they were refused: `groups` are judges that no case joins."""

    def __init__(self, code: str, groups: tuple[tuple[str, ...], ...]) -> None:
        super().__init__(code)
        self.code, self.groups = code, groups


def sheets_of(inputs: Mapping[str, Any]) -> tuple[dict[str, list[Sheet]], dict[str, Decimal]]:
    """Sheets by application, and weights, out of stored inputs."""
    weights = {code: Decimal(weight) for code, weight in inputs["weights"].items()}
    sheets = {application: [Sheet(judge, values) for judge, values in rows] for application, rows in inputs["sheets"].items()}
    return sheets, weights


def outputs(inputs: Mapping[str, Any]) -> Any:
    """What follows from the inputs, JSON-ready. Results of the first algorithm keep their own form.

    Raises NotAdjustable.
    """
    sheets, weights = sheets_of(inputs)
    if inputs["algorithm"] == scoring.ALGORITHM:
        places = scoring.ranking(sheets, weights)
        return [[place.application, str(place.score), str(place.spread), place.reviews, place.rank] for place in places]
    return _outputs(sheets, weights, inputs["parameters"])


def _outputs(sheets: dict[str, list[Sheet]], weights: dict[str, Decimal], parameters: Mapping[str, Any]) -> dict[str, Any]:
    comparison = comparability.compare(sheets, weights)
    by_adjusted = parameters["ranked_by"] == ADJUSTED
    if by_adjusted and comparison.refusal:
        raise NotAdjustable(comparison.refusal.code, comparison.refusal.groups)
    swaps = comparability.swaps(
        sheets,
        weights,
        comparison,
        cut=parameters["places"],
        is_adjusted=by_adjusted,
        around=AROUND,
        resamples=parameters["resamples"],
        seed=parameters["seed"],
    )
    apart = comparability.disagreements(sheets, weights, threshold=Decimal(parameters["threshold"]))
    refusal = comparison.refusal
    return {
        "rows": [
            {
                "application": row.application,
                "raw": _text(row.raw),
                "spread": _text(row.spread),
                "reviews": row.reviews,
                "sheets": len(sheets[row.application]),
                "raw_rank": row.rank,
                "adjusted": _text(row.adjusted),
                "low": _text(row.low),
                "high": _text(row.high),
                "adjusted_rank": row.adjusted_rank,
                "rank": row.adjusted_rank if by_adjusted else row.rank,
            }
            for row in comparison.rows
        ],
        "leniency": {judge: str(points) for judge, points in sorted(comparison.leniency.items())},
        "judge_deviation": _text(comparison.judge_deviation),
        "rest_deviation": _text(comparison.rest_deviation),
        "refusal": {"code": refusal.code, "groups": [list(group) for group in refusal.groups]} if refusal else None,
        "links": links_wanted(sheets, comparison),
        "swaps": [[swap.position, swap.upper, swap.lower, str(swap.share)] for swap in swaps],
        "disagreements": [[row.application, str(row.distance), list(row.criteria)] for row in apart],
    }


def links_wanted(sheets: Mapping[str, list[Sheet]], comparison: Comparison) -> list[list[str]]:
    """One case for each group of judges that stands apart, and whose reading it too would join them: [judge, case].

    The judge of the largest group who has read least; the case of the other group with the fewest sheets.
    """
    if comparison.refusal is None or comparison.refusal.code != "disconnected":
        return []
    first, *others = comparison.refusal.groups
    read = {judge: sum(sheet.judge == judge for rows in sheets.values() for sheet in rows) for judge in first}
    wanted = []
    for group in others:
        cases = [case for case in sorted(sheets) if any(sheet.judge in group for sheet in sheets[case])]
        case = min(cases, key=lambda case: (len(sheets[case]), case))
        judge = min(first, key=lambda judge: (read[judge], judge))
        read[judge] += 1
        wanted.append([judge, case])
    return wanted


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def usual_places(quantities: list[int | None], cases: int) -> int:
    """Where to look at swaps when nobody has said: where the prizes end, else in the middle."""
    known = sum(quantity for quantity in quantities if quantity)
    return known or max(cases // 2, 1)
