"""Stages are opened and closed in their order; what they ask for and show is frozen when they begin."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import judging, promotions, results, stage_moves, stages
from certifications.models import Assignment, Stage
from certifications.permissions import can_judge, can_score
from certifications.refusals import (
    EarlierStageOpen,
    EarlierStageWaits,
    LastStage,
    NotInStage,
    ScoresLocked,
    StageFrozen,
    StageNotDone,
    StageNotOpen,
    StageSettingsWrong,
    WrongStage,
)
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.staging.several import by_case, score, stage_of, states


def test_prepare_freezes_what_the_program_says_of_its_stages(open_round):
    paper, final = stage_of(open_round, "scoring"), stage_of(open_round, "final")

    assert (paper.rubric_version, paper.promotes, paper.promotion_value, paper.blind) == (
        open_round.rubric_version, "top", 2, True,
    )  # fmt: skip
    assert (final.rubric_version.code, final.rubric_version.criteria.count(), final.wanted) == ("final", 2, 1)
    assert (final.sections, final.blind, stage_of(open_round, "site_visit").rubric_version) == (["product"], False, None)


def test_open_judging_ends_the_screening_and_begins_up_to_the_first_scored_stage(judged):
    assert states(judged) == [
        ("screening", "closed"), ("scoring", "open"), ("site_visit", "waiting"), ("final", "waiting"), ("approval", "waiting"),
    ]  # fmt: skip
    assert set(by_case(stage_of(judged, "scoring")).values()) == {"in"}


def test_close_stage_waits_for_every_sheet(judged, secretary):
    with pytest.raises(StageNotDone):
        stages.close_stage(stage_of(judged, "scoring"), by=secretary)


def test_close_stage_asks_only_for_so_many_where_the_rule_says_so(judged, cases, secretary):
    Stage.objects.filter(round=judged, kind="scoring").update(completes="at_least", completion_n=1)
    for case in cases:
        score(case.assignments.first(), 3)

    stages.close_stage(stage_of(judged, "scoring"), by=secretary)

    assert stage_of(judged, "scoring").state == "closed"


def test_close_stage_freezes_its_ranking_and_its_sheets(closed, judged, cases, judges):
    assignment = cases[0].assignments.select_related("application__round", "application__subject", "stage").first()

    assert [row.application for row in closed.result_runs.get().rows.order_by("rank")] == cases
    assert (can_judge(assignment.judge, assignment), can_score(assignment.judge, assignment)) == (True, False)
    with pytest.raises(ScoresLocked):
        judging.reopen(assignment, by=assignment.judge, reason="見落とし")


def test_open_stage_keeps_the_order(closed, judged, secretary):
    final = stage_of(judged, "final")

    with pytest.raises(EarlierStageWaits):
        stages.open_stage(final, by=secretary)
    with pytest.raises(EarlierStageOpen):
        stages.open_stage(stage_of(judged, "site_visit"), by=secretary)


def test_next_stage_has_only_what_went_on(promoted, judged, cases, secretary, judges):
    stages.open_stage(stage_of(judged, "site_visit"), by=secretary)
    final = stage_of(judged, "final")
    assigned = judging.spread(judged, by=secretary)
    with pytest.raises(NotInStage):
        judging.assign(cases[2], judges[0], by=secretary)

    stages.open_stage(final, by=secretary)

    assert by_case(final) == {"試作0": "in", "試作1": "in"}
    assert assigned == 2
    assert set(final.assignments.values_list("application", flat=True)) == {cases[0].pk, cases[1].pk}
    assert Letter.objects.filter(key__contains=f":{final.order}:").count() > 0


def test_result_rests_on_the_last_scored_stage(promoted, judged, cases, secretary):
    stages.open_stage(stage_of(judged, "site_visit"), by=secretary)
    judging.spread(judged, by=secretary)
    with pytest.raises(StageNotOpen):
        results.lock_and_rank(judged, by=secretary)
    stages.open_stage(stage_of(judged, "final"), by=secretary)
    with pytest.raises(LastStage):
        stages.close_stage(stage_of(judged, "final"), by=secretary)
    for assignment in stage_of(judged, "final").assignments.all():
        score(assignment, 4)

    run = results.lock_and_rank(judged, by=secretary)

    judged.refresh_from_db()
    assert (run.stage, run.inputs["rubric"], judged.state) == (stage_of(judged, "final"), 1, "deciding")
    assert set(run.rows.values_list("application", flat=True)) == {cases[0].pk, cases[1].pk}
    assert states(judged)[2:] == [("site_visit", "closed"), ("final", "closed"), ("approval", "open")]


def test_sheets_of_a_stage_stay_out_of_the_result_of_another(promoted, judged, secretary):
    stages.open_stage(stage_of(judged, "site_visit"), by=secretary)
    judging.spread(judged, by=secretary)
    stages.open_stage(stage_of(judged, "final"), by=secretary)

    inputs = results.inputs_of(stage_of(judged, "final"))

    assert list(inputs["sheets"].values()) == [[], []]


def test_stage_is_set_up_only_until_it_begins(judged, secretary):
    final, paper = stage_of(judged, "final"), stage_of(judged, "scoring")

    stages.set_up(final, row_version=final.row_version, promotes="threshold", promotion_value=3, by=secretary)
    with pytest.raises(StageSettingsWrong):
        stages.set_up(final, row_version=final.row_version, promotes="top", promotion_value=None, by=secretary)
    with pytest.raises(StageFrozen):
        stages.set_up(paper, row_version=paper.row_version, rubric_version=final.rubric_version, by=secretary)

    assert (stage_of(judged, "final").promotes, stage_of(judged, "scoring").rubric_version) == (
        "threshold", judged.rubric_version,
    )  # fmt: skip


def test_judges_see_a_stage_from_its_hour_on(judged, cases):
    Stage.objects.filter(round=judged, kind="scoring").update(sees_from=making.ANNOUNCES)
    assignment = cases[0].assignments.select_related("application__round", "application__subject", "stage").first()

    early = can_judge(assignment.judge, assignment), Assignment.objects.visible_to(assignment.judge).exists()
    with clock.at(making.ANNOUNCES):
        late = can_judge(assignment.judge, assignment), Assignment.objects.visible_to(assignment.judge).exists()

    assert (early, late) == ((False, False), (True, True))


def test_own_panel_of_a_stage_judges_only_there(judged, promoted, secretary, judges):
    final = stage_of(judged, "final")
    judged.panel.get(judge=judges[1]).stages.add(stage_of(judged, "scoring"))

    assert [member.judge for member in final.seats()] == [judges[0]]


@pytest.mark.parametrize("verb", [
    lambda stage, by: stages.open_stage(stage, by=by),
    lambda stage, by: stages.close_stage(stage, by=by),
    lambda stage, by: stages.reopen_stage(stage, reason="x", by=by),
    lambda stage, by: stages.set_up(stage, row_version=1, by=by),
    lambda stage, by: promotions.promote(stage, seen_as="", by=by),
])  # fmt: skip
def test_only_the_secretariat_moves_stages(judged, approver, judges, verb):
    for stranger in (approver, judges[0]):
        with pytest.raises(PermissionDenied):
            verb(stage_of(judged, "scoring"), stranger)


def test_late_case_joins_no_round_whose_first_stage_is_over(closed, judged):
    with pytest.raises(WrongStage):
        stage_moves.join(judged.applications.first())
