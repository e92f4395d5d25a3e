"""Samples, and cases whose judges lie far apart, belong to one stage."""

from decimal import Decimal

import pytest

from certifications.actions import calibration, disagreements, judging, stages
from certifications.models import Assignment, CalibrationCase
from certifications.refusals import SampleWaits, SheetIncomplete
from tests.certifications.staging.several import score, stage_of


def values_of(stage, value):
    return {criterion.code: value for criterion in stage.rubric.criteria.all()}


@pytest.fixture
def in_final(promoted, judged, cases, secretary):
    """The paper stage is over, the final goes on; one judge has the first case."""
    stages.open_stage(stage_of(judged, "site_visit"), by=secretary)
    final = stage_of(judged, "final")
    calibration.add(judged, title="見本", text="折りたたみ杖", references=values_of(final, 3), by=secretary)
    judging.spread(judged, by=secretary)
    stages.open_stage(final, by=secretary)
    return stage_of(judged, "final")


def test_a_sample_is_set_for_the_stage_that_is_scored_next_by_its_criteria(closed, judged, secretary):
    paper, final = stage_of(judged, "scoring"), stage_of(judged, "final")
    with pytest.raises(SheetIncomplete):
        calibration.add(judged, title="見本", text="杖", references=values_of(paper, 3), by=secretary)

    calibration.add(judged, title="見本", text="杖", references=values_of(final, 3), by=secretary)

    assert list(CalibrationCase.objects.values_list("stage", "rubric_version")) == [(final.pk, final.rubric_version_id)]


def test_samples_of_a_stage_hold_up_only_its_own_sheets(in_final):
    assignment = Assignment.objects.select_related("application__round", "stage").filter(stage=in_final).first()
    with pytest.raises(SampleWaits):
        judging.open_sheet(assignment, by=assignment.judge)

    calibration.score(in_final.samples.get(), values_of(in_final, 5), by=assignment.judge)
    judging.open_sheet(assignment, by=assignment.judge)

    assert [(row.judge, row.drift) for row in calibration.drifts(in_final)] == [
        (str(assignment.judge.public_id), Decimal("2.0000"))
    ]


def test_a_sample_by_criteria_that_were_given_up_is_not_asked_for(closed, judged, secretary, judges):
    final = stage_of(judged, "final")
    calibration.add(judged, title="見本", text="杖", references=values_of(final, 3), by=secretary)

    stages.set_up(final, rubric_version=judged.rubric_version, row_version=final.row_version, by=secretary)

    assert (final.samples.standing().count(), final.samples.waiting_for(judges[0]).count()) == (0, 0)


def test_who_sits_on_another_stage_only_does_not_see_the_sample(in_final, judged, judges):
    seat = judged.panel.get(judge=judges[0])
    seat.stages.set([stage_of(judged, "scoring")])

    seen = [CalibrationCase.objects.visible_to(judge).count() for judge in judges]

    assert seen == [0, 1]


def test_judges_of_one_stage_lie_apart_whatever_another_stage_waits_for(judged, cases, judges):
    for assignment in cases[0].assignments.select_related("judge"):
        score(assignment, {judges[0]: 5, judges[1]: 2}[assignment.judge])
    paper, final = stage_of(judged, "scoring"), stage_of(judged, "final")
    Assignment.objects.create(
        application=cases[0], stage=final, judge=judges[0], assigned_at=judged.opens_at, order=1, assigned_by=judges[0]
    )

    found = disagreements.apart(paper)

    assert found == [(cases[0], Decimal("3.0000"))]
