"""Sample cases are set by the office and scored by every judge before the others; they never enter a result."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import comparability, scoring
from certifications.actions.conditions import must_be_in
from certifications.actions.score_rules import rules_of
from certifications.comparability import Drift
from certifications.models import CalibrationCase, CalibrationSheet, Review, Round, RubricVersion, Stage
from certifications.permissions import runs_round
from certifications.refusals import (
    NotOnPanel,
    PledgeMissing,
    SampleScored,
    ScoreOutOfRange,
    ScoringBegun,
    SheetIncomplete,
    WrongStage,
)
from certifications.stage_states import StageState
from home import clock

MAY_GET_SAMPLES = frozenset({"preparing", "published", "judging"})


@transaction.atomic
def add(round_: Round, *, title: str, text: str, references: Mapping[str, int | None], by: Any) -> CalibrationCase:
    """Sets a sample, with the values held right, for the stage that is scored now or next.

    Raises WrongStage, ScoringBegun, and what `check` raises.
    """
    if not runs_round(by, round_):
        raise PermissionDenied
    must_be_in(round_, MAY_GET_SAMPLES)
    locked = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    stage = locked.stage_to_score()
    if stage is None:
        raise WrongStage
    if has_begun(stage):
        raise ScoringBegun
    check(stage.rubric, references)
    facts = {"title": title, "text": text, "references": dict(references), "created_by": by, "created_at": clock.now()}
    case = CalibrationCase.objects.create(stage=stage, rubric_version=stage.rubric, **facts)
    locked.history.append(locked, action="round.add_sample", by=by, note=title)
    return case


def has_begun(stage: Stage) -> bool:
    """Whether a judge has opened a sheet in the stage."""
    return Review.objects.filter(assignment__stage=stage).exists()


def check(rubric: RubricVersion, values: Mapping[str, int | None]) -> None:
    """Raises SheetIncomplete unless every criterion has its word, and ScoreOutOfRange for a value that is not on the scale."""
    criteria = {criterion.code: criterion for criterion in rubric.criteria.all()}
    if set(values) != set(criteria):
        raise SheetIncomplete
    for code, value in values.items():
        if value is None and not criteria[code].not_applicable:
            raise ScoreOutOfRange
        if value is not None and not rubric.low <= value <= rubric.high:
            raise ScoreOutOfRange


@transaction.atomic
def score(case: CalibrationCase, values: Mapping[str, int | None], *, by: Any) -> CalibrationSheet:
    """A judge hands her values in, once, and then sees the ones held right.

    Raises NotOnPanel, PledgeMissing, WrongStage, SampleScored, and what `check` raises.
    """
    seat = case.stage.seats().filter(judge=by).first()
    if seat is None:
        raise NotOnPanel
    if seat.pledged_at is None:
        raise PledgeMissing
    must_be_in(case.stage.round, {"judging"})
    if case.stage.state != StageState.OPEN:
        raise WrongStage
    check(case.rubric_version, values)
    facts = {"values": dict(values), "handed_in_at": clock.now()}
    sheet, created = CalibrationSheet.objects.get_or_create(case=case, judge=by, defaults=facts)
    if not created and sheet.values != dict(values):
        raise SampleScored
    return sheet


def drifts(stage: Stage, *, of: Any = None) -> list[Drift]:
    """How far each judge lies from the values held right, over all samples of the stage; `of` names one judge."""
    cases = list(stage.samples.standing())
    sheets: dict[str, list[scoring.Sheet]] = {}
    rows = CalibrationSheet.objects.filter(case__in=cases).select_related("case", "judge")
    for row in rows.filter(judge=of) if of else rows:
        sheets.setdefault(str(row.case.public_id), []).append(scoring.Sheet(str(row.judge.public_id), row.values))
    weights = {criterion.code: criterion.weight for criterion in stage.rubric.criteria.all()}
    references = {str(case.public_id): case.references for case in cases}
    return comparability.drifts(sheets, references, weights, threshold=rules_of(stage.round).threshold)
