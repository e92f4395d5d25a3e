"""How a round went: reviews, spread, conflicts, days, shares. Reckoned from its records after the release."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from certifications import clocks, fairness
from certifications.appeal_states import Ruling
from certifications.models import Appeal, Application, Conflict, Round
from certifications.states import ApplicantKind, ApplicationState, DecisionState, Outcome

STANDING = ("", Ruling.UPHELD)


@dataclass(frozen=True)
class Line:
    """One number with its words, and its bar in percent of the longest beside it."""

    label: str
    value: Any
    width: int = 0


@dataclass
class Report:
    """Every part in the order of the page; `as_rows` is the same as a table."""

    reviews: list[Line] = field(default_factory=list)
    spread: fairness.Five = field(default_factory=lambda: fairness.five([]))
    scores: fairness.Five = field(default_factory=lambda: fairness.five([]))
    adjusted: fairness.Five = field(default_factory=lambda: fairness.five([]))
    moved: int | None = None
    conflicts: list[tuple[str, str, int]] = field(default_factory=list)
    days: fairness.Five = field(default_factory=lambda: fairness.five([]))
    standard: int | None = None
    late: int = 0
    appeals: list[Line] = field(default_factory=list)
    wards: list[fairness.Share] = field(default_factory=list)
    kinds: list[fairness.Share] = field(default_factory=list)
    sizes: list[fairness.Share] = field(default_factory=list)
    run: Any = None


def of_round(round_: Round) -> Report:
    """The report of a released round. Raises nothing where there is nothing: empty parts say so on the page."""
    report = Report()
    cases = list(_cases(round_))
    _results(report, round_)
    report.conflicts = _conflicts(round_)
    _days(report, round_, cases)
    states = Counter(str(each.get_state_display()) for each in Appeal.objects.filter(decision__application__round=round_))
    report.appeals = _lines(states)
    won = {case.pk: _is_certified(case) for case in cases}
    report.wards = fairness.shares([(_ward(case), won[case.pk]) for case in cases])
    report.kinds = fairness.shares([(_kind(case), won[case.pk]) for case in cases])
    report.sizes = fairness.shares([(_size(case), won[case.pk]) for case in cases if case.organization])
    return report


def _cases(round_: Round) -> Any:
    decided = round_.applications.filter(state=ApplicationState.DECIDED).select_related(
        "round__program", "organization__area", "subject__area"
    )
    return decided.prefetch_related("decisions__appeal", *clocks.NEEDED).order_by("receipt_number")


def _is_certified(case: Application) -> bool:
    """By what is released: an answer to an appeal that is still sealed changes no number."""
    released = [each for each in case.decisions.all() if each.state == DecisionState.RELEASED and each.ruling in STANDING]
    return bool(released) and max(released, key=lambda each: each.pk).outcome == Outcome.CERTIFIED


def _results(report: Report, round_: Round) -> None:
    """From the newest frozen result; where it was adjusted for the judges, how far that moved the ranks."""
    run = round_.result_runs.first()
    if run is None:
        return
    rows = list(run.rows.all())
    report.run = run
    per_case = Counter(row.reviews for row in rows)
    words = {count: gettext("%(count)d reviews") % {"count": count} for count in per_case}
    bars = fairness.widths({words[count]: number for count, number in per_case.items()})
    report.reviews = [Line(words[count], per_case[count], bars[words[count]]) for count in sorted(per_case)]
    report.scores = fairness.five(row.score for row in rows)
    report.spread = fairness.five(row.spread for row in rows)
    report.adjusted = fairness.five(row.adjusted for row in rows)
    if report.adjusted.count:
        report.moved = sum(row.rank != row.adjusted_rank for row in rows)


def _conflicts(round_: Round) -> list[tuple[str, str, int]]:
    """By what found the tie and how it was handled: numbers of judges and cases, no names."""
    rows = Conflict.objects.of_round(round_)
    found = Counter((str(each.get_source_display()), str(each.get_state_display())) for each in rows)
    return [(source, state, count) for (source, state), count in sorted(found.items())]


def _days(report: Report, round_: Round, cases: Iterable[Application]) -> None:
    closed = clocks.closing_days()
    found = [each for each in (clocks.clock_of(case, closed) for case in cases) if each is not None]
    report.days = fairness.five(each.used for each in found)
    report.standard = round_.standard_days
    report.late = sum(each.overdue for each in found)


def _lines(counts: Counter[str]) -> list[Line]:
    bars = fairness.widths(counts)
    return [Line(name, count, bars[name]) for name, count in sorted(counts.items())]


def _ward(case: Application) -> str:
    area = case.subject.area or (case.organization.area if case.organization else None)
    return str(area.name) if area else gettext("not known")


def _kind(case: Application) -> str:
    if case.organization_id:
        return str(ApplicantKind.ORGANIZATION.label)
    return str(ApplicantKind.TEAM.label if case.team_id else ApplicantKind.PERSON.label)


def _size(case: Application) -> str:
    return str(case.organization.get_kind_display()) if case.organization else ""


def as_rows(report: Report) -> list[list[Any]]:
    """Part, line, number: what the page shows, hidden numbers as a word."""
    few = gettext("fewer than 5")
    rows: list[list[Any]] = [[gettext("part"), gettext("line"), gettext("how many")]]
    rows += [[gettext("Reviews per case"), line.label, line.value] for line in report.reviews]
    for part, found in (
        (gettext("Points"), report.scores),
        (gettext("Points, adjusted for the judges"), report.adjusted),
        (gettext("Spread between judges"), report.spread),
        (gettext("Business days to the result"), report.days),
    ):
        if found.count:
            words = (gettext("least"), gettext("middle"), gettext("most"))
            rows += [[part, word, number] for word, number in zip(words, (found.least, found.middle, found.most), strict=True)]
    if report.moved is not None:
        rows.append([gettext("Points, adjusted for the judges"), gettext("cases with another rank"), report.moved])
    rows.append([gettext("Business days to the result"), gettext("beyond the standard time"), report.late])
    rows += [[gettext("Conflicts of interest"), f"{source} / {state}", count] for source, state, count in report.conflicts]
    rows += [[gettext("Appeals"), line.label, line.value] for line in report.appeals]
    for part, groups in (
        (gettext("By ward"), report.wards),
        (gettext("By kind of applicant"), report.kinds),
        (gettext("By kind of organization"), report.sizes),
    ):
        for group in groups:
            applied = few if group.applied is None else group.applied
            certified = few if group.certified is None else group.certified
            rows.append([part, f"{group.label}: {gettext('applications (number)')}", applied])
            rows.append([part, f"{group.label}: {gettext('certified (number)')}", certified])
    return rows
