"""A result in the words of its page: rows with their intervals drawn, what is doubtful, and where judges need to talk."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications.judging_querysets import FINDINGS
from certifications.models import Application, ResultRun
from home.languages import suffix
from organizations.models import User

WIDTH = 200  # of a drawing, in its own units
MARGIN = 8
GROUND = f'<line class="ranking__ground" x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="12" y2="12"/>'
SUBJECT = "application__subject__name"
SHOWN = (  # of a row
    "application_id", "application__public_id", f"{SUBJECT}_ja", f"{SUBJECT}_en", f"{SUBJECT}_zh", "rank", "raw_rank",
    "adjusted_rank", "score", "adjusted", "low", "high", "spread", "reviews", "every", "equals",
)  # fmt: skip
OF_CASE = ("public_id", "receipt_number", "subject__name_ja", "subject__name_en", "subject__name_zh")
MOST_NAMED = 50  # of a long list; the rest is counted
WHY_LEFT_OUT = {
    "withdrawn": _("the application was withdrawn"),
    "recused": _("the judge has stepped back or was taken off"),
    "conflict": _("conflict of interest"),
    "not_handed_in": _("not handed in"),
}


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

    def drawing(self, row: Mapping[str, Any]) -> SafeString:
        """Ground, whisker, ring and dot of one row."""
        raw, adjusted, low, high = (self.at(row[name]) for name in ("score", "adjusted", "low", "high"))
        shapes = [GROUND]
        if low is not None:
            shapes.append(f'<line class="ranking__whisker" x1="{low}" x2="{high}" y1="12" y2="12"/>')
        if raw is not None:
            shapes.append(f'<circle class="ranking__ring" cx="{raw}" cy="12" r="6"/>')
        if adjusted is not None:
            shapes.append(f'<circle class="ranking__dot" cx="{adjusted}" cy="12" r="4"/>')
        return SafeString("".join(shapes))


@dataclass(frozen=True)
class Line:
    """A row of the ranking as the page shows it: everything in words, for a page has fifty."""

    case: str
    url: str
    subject: str
    rank: str
    tied: bool
    ranks: str
    drawing: SafeString
    score: str
    adjusted: str
    interval: str
    spread: str
    sheets: str
    decision: str
    mark: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any], scale: Scale, decision: str) -> "Line":
        apart = row["adjusted_rank"] and row["adjusted_rank"] != row["raw_rank"]
        ranks = gettext("mean %(raw)s, adjusted %(adjusted)s") % {"raw": row["raw_rank"], "adjusted": row["adjusted_rank"]}
        return cls(
            case=str(row["application__public_id"]),
            url=reverse("cases:detail", args=[row["application__public_id"]]),
            subject=row[f"{SUBJECT}_{suffix()}"] or row[f"{SUBJECT}_ja"],
            rank=_shown(row["rank"]),
            tied=row["equals"] > 1,
            ranks=ranks if apart else "",
            drawing=scale.drawing(row),
            score=_shown(row["score"]),
            adjusted=_shown(row["adjusted"]),
            interval="–" if row["low"] is None else f"{row['low']}–{row['high']}",
            spread=_shown(row["spread"]),
            sheets=str(row["reviews"]),
            decision=decision or "–",
        )


def _shown(number: Any) -> str:
    return "–" if number is None else str(number)


@dataclass(frozen=True)
class Talk:
    """A case whose judges lie far apart."""

    case: Any
    distance: str
    criteria: str


class Findings:
    """What a result says besides its rows; empty for results of the first algorithm."""

    def __init__(self, run: ResultRun, found: Mapping[str, Any], excluded: Sequence[Any]) -> None:
        self.run, self.found = run, found
        links = found.get("links") or []
        codes = {code for _position, *pair, _share in found.get("swaps") or [] for code in pair}
        self.apart = (found.get("disagreements") or [])[:MOST_NAMED]
        self.excluded = excluded[:MOST_NAMED]
        codes |= {row[0] for row in [*self.apart, *self.excluded]} | {case for _judge, case in links}
        judges = {*(found.get("leniency") or {}), *(judge for judge, _case in links), *self._grouped()}
        judges |= {row[1] for row in self.excluded}
        cases = Application.objects.filter(public_id__in=codes).select_related("subject").only(*OF_CASE) if codes else ()
        self.cases = {str(case.public_id): case for case in cases}
        people = User.objects.filter(public_id__in=judges).only("public_id", "name", "email") if judges else ()
        self.judges = {str(user.public_id): str(user) for user in people}

    @classmethod
    def of(cls, run: Any) -> "Findings":
        """Of a result as `with_findings` gives it."""
        found = {name: json.loads(getattr(run, f"{name}_text") or "null") for name in FINDINGS}
        return cls(run, found, json.loads(run.exclusions_text or "null") or [])

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
        return [words % {"judge": self.judges[judge], "case": self.cases[case]} for judge, case in self.found.get("links") or []]

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
            for position, upper, lower, share in self.found.get("swaps") or []
            if Decimal(share) > 0
        ]

    @property
    def leniency(self) -> list[tuple[str, str]]:
        """Judges with the points that they give above (+) or below the others, the most lenient first."""
        rows = sorted((self.found.get("leniency") or {}).items(), key=lambda row: (-Decimal(row[1]), row[0]))
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
        return len(self.found.get("disagreements") or []) - len(self.apart)

    @property
    def left_out(self) -> list[tuple[str, str, str]]:
        """Sheets that did not count: case, judge, why."""
        return [(str(self.cases[case]), self.judges[judge], str(WHY_LEFT_OUT[why])) for case, judge, why in self.excluded]


METHODS = {
    "weighted mean": _("the weighted mean of the criteria, over all judges"),
    "leniency": _("adjusted for lenient and strict judges"),
    "swaps": _("tried again with other panels to see how firm the order is"),
}


def method(algorithm: str) -> str:
    """How a result was computed, in words: each part of the algorithm's name that is known, without its edition."""
    parts = (part.strip().rpartition(" ")[0] for part in algorithm.split(","))
    return gettext(", ").join(str(METHODS[part]) for part in parts if part in METHODS)
