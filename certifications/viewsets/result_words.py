"""A result in the words of its page: rows with their intervals drawn, what is doubtful, and where judges need to talk."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications.models import Application, ResultRow, ResultRun
from organizations.models import User

WIDTH = 200  # of a drawing, in its own units
MARGIN = 8
MOST_NAMED = 50  # of a long list; the rest is counted
WHY_LEFT_OUT = {
    "withdrawn": _("the application was withdrawn"),
    "recused": _("the judge has stepped back or was taken off"),
    "conflict": _("conflict of interest"),
    "not_handed_in": _("not handed in"),
}


@dataclass(frozen=True)
class Drawing:
    """Where dot, ring and whisker of one row stand on the drawing; None is not drawn."""

    raw: int | None
    adjusted: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Scale:
    """The rubric's scale on a drawing."""

    low: int
    high: int

    def at(self, value: Decimal | None) -> int | None:
        """Where a value stands; what lies beyond the scale stands at its end."""
        if value is None:
            return None
        share = (min(max(value, Decimal(self.low)), Decimal(self.high)) - self.low) / (self.high - self.low)
        return MARGIN + round(share * (WIDTH - 2 * MARGIN))

    @property
    def marks(self) -> list[tuple[int | None, int]]:
        """(place, value) of every whole value."""
        return [(self.at(Decimal(value)), value) for value in range(self.low, self.high + 1)]

    def drawing(self, row: ResultRow) -> Drawing:
        return Drawing(self.at(row.score), self.at(row.adjusted), self.at(row.low), self.at(row.high))


@dataclass(frozen=True)
class Line:
    """A row of the ranking as the page shows it."""

    row: ResultRow
    drawing: Drawing
    tied: bool


@dataclass(frozen=True)
class Talk:
    """A case whose judges lie far apart."""

    case: Any
    distance: str
    criteria: str


class Findings:
    """What a result says besides its rows; empty for results of the first algorithm."""

    def __init__(self, run: ResultRun) -> None:
        self.run, found = run, run.outputs or {}
        self.found: Mapping[str, Any] = found
        links = found.get("links", [])
        codes = {code for _position, *pair, _share in found.get("swaps", []) for code in pair}
        self.apart = found.get("disagreements", [])[:MOST_NAMED]
        self.excluded = (run.exclusions or [])[:MOST_NAMED]
        codes |= {row[0] for row in [*self.apart, *self.excluded]} | {case for _judge, case in links}
        judges = {*found.get("leniency", {}), *(judge for judge, _case in links), *self._grouped()}
        judges |= {row[1] for row in self.excluded}
        cases = Application.objects.filter(public_id__in=codes).select_related("subject") if codes else ()
        self.cases = {str(case.public_id): case for case in cases}
        self.judges = {str(user.public_id): str(user) for user in User.objects.filter(public_id__in=judges)} if judges else {}

    def _grouped(self) -> list[str]:
        refusal = self.found.get("refusal")
        return [code for group in refusal["groups"] for code in group] if refusal else []

    @property
    def refusal(self) -> str:
        """Why scores were not adjusted; empty when they were."""
        refusal = self.found.get("refusal")
        if not refusal:
            return ""
        if refusal["code"] != "disconnected":
            return gettext("Scores are not adjusted: too few cases were read by several judges.")
        groups = " / ".join(gettext(", ").join(self.judges[code] for code in group) for group in refusal["groups"])
        words = gettext(
            "Scores are not adjusted: no case joins these groups of judges, so that they cannot be compared: %(groups)s."
        )
        return words % {"groups": groups}

    @property
    def links(self) -> list[str]:
        """Which link reviews would join them."""
        words = gettext("%(judge)s should also read %(case)s.")
        return [words % {"judge": self.judges[judge], "case": self.cases[case]} for judge, case in self.found.get("links", [])]

    @property
    def swaps(self) -> list[str]:
        """How firm the order is around the cut, in one sentence for each pair of neighbors that swap at times."""
        words = gettext("%(upper)d and %(lower)d swap in %(share)d %% of resamples: %(first)s, %(second)s")
        return [
            words
            % {
                "upper": position,
                "lower": position + 1,
                "share": round(Decimal(share) * 100),
                "first": self.cases[upper],
                "second": self.cases[lower],
            }
            for position, upper, lower, share in self.found.get("swaps", [])
            if Decimal(share) > 0
        ]

    @property
    def leniency(self) -> list[tuple[str, str]]:
        """Judges with the points that they give above (+) or below the others, the most lenient first."""
        rows = sorted(self.found.get("leniency", {}).items(), key=lambda row: (-Decimal(row[1]), row[0]))
        return [(self.judges[judge], f"{Decimal(points):+.2f}") for judge, points in rows]

    @property
    def talks(self) -> list[Talk]:
        """Cases over the round's threshold, the farthest first."""
        rubric = self.run.rubric_version or self.run.round.rubric_version
        labels = {criterion.code: str(criterion) for criterion in rubric.criteria.all()} if self.apart else {}
        return [
            Talk(self.cases[case], f"{Decimal(distance):.2f}", gettext(", ").join(labels[code] for code in criteria))
            for case, distance, criteria in self.apart
        ]

    @property
    def more_talks(self) -> int:
        """How many cases more lie over the threshold than are named."""
        return len(self.found.get("disagreements", [])) - len(self.apart)

    @property
    def left_out(self) -> list[tuple[str, str, str]]:
        """Sheets that did not count: case, judge, why."""
        return [(str(self.cases[case]), self.judges[judge], str(WHY_LEFT_OUT[why])) for case, judge, why in self.excluded]
