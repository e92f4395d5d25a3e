"""Cases go on from a stage by its rule or by hand, or do not; and it is taken back."""

import pytest

from certifications.actions import judging, promotions, stages
from certifications.models import Application, StageEntry
from certifications.refusals import (
    LaterStageBegun,
    ReasonMissing,
    RuleChanged,
    StageStillOpen,
)
from tests.certifications.staging.several import by_case, score, stage_of, states


def test_promote_applies_the_rule_that_was_seen(promoted, judged, cases):
    assert by_case(promoted) == {"試作0": "promoted", "試作1": "promoted", "試作2": "stopped"}
    assert set(judged.applications.values_list("state", flat=True)) == {"in_review"}


def test_promote_writes_nothing_when_the_rule_would_do_something_else(closed, cases, secretary):
    seen = promotions.seen(promotions.preview(closed))
    Application.objects.filter(pk=cases[0].pk).update(state="withdrawn")

    with pytest.raises(RuleChanged):
        promotions.promote(closed, seen_as=seen, by=secretary)

    assert set(by_case(closed).values()) == {"in"}


def test_equal_points_at_the_edge_are_decided_by_hand_with_a_reason(judged, cases, secretary):
    for case, points in zip(cases, (5, 3, 3), strict=True):
        for assignment in case.assignments.all():
            score(assignment, points)
    paper = stage_of(judged, "scoring")
    stages.close_stage(paper, by=secretary)

    counts = promotions.promote(paper, seen_as=promotions.seen(promotions.preview(paper)), by=secretary)
    left = StageEntry.objects.undecided().filter(stage=paper)
    with pytest.raises(ReasonMissing):
        promotions.decide(left[0], goes_on=True, reason=" ", by=secretary)
    for entry, goes_on in zip(list(left), (True, False), strict=True):
        promotions.decide(entry, goes_on=goes_on, reason="委員長の判断", by=secretary)

    assert counts == {"promoted": 1, "stopped": 0, "left": 2}
    assert sorted(by_case(paper).values()) == ["promoted", "promoted", "stopped"]
    assert StageEntry.objects.filter(stage=paper, state="stopped").get().history.last().note == "委員長の判断"


def test_promote_waits_for_the_close(paper, secretary):
    with pytest.raises(StageStillOpen):
        promotions.promote(paper, seen_as="", by=secretary)


def test_reopen_takes_back_who_went_on(promoted, judged, secretary):
    stages.open_stage(stage_of(judged, "site_visit"), by=secretary)

    stages.reopen_stage(promoted, reason="採点表の取り違え", by=secretary)

    assert states(judged)[1:3] == [("scoring", "open"), ("site_visit", "waiting")]
    assert set(by_case(promoted).values()) == {"in"}


def test_reopen_is_refused_once_a_later_stage_has_a_sheet(promoted, judged, secretary):
    stages.open_stage(stage_of(judged, "site_visit"), by=secretary)
    judging.spread(judged, by=secretary)
    stages.open_stage(stage_of(judged, "final"), by=secretary)
    score(stage_of(judged, "final").assignments.first(), 4)

    with pytest.raises(LaterStageBegun):
        stages.reopen_stage(promoted, reason="採点表の取り違え", by=secretary)


def test_take_back_waits_for_no_later_stage(promoted, judged, secretary):
    entry = StageEntry.objects.get(stage=promoted, state="stopped")
    promotions.take_back(entry, reason="集計の誤り", by=secretary)
    promotions.decide(StageEntry.objects.get(pk=entry.pk), goes_on=True, reason="再確認", by=secretary)
    stages.open_stage(stage_of(judged, "site_visit"), by=secretary)

    with pytest.raises(LaterStageBegun):
        promotions.take_back(StageEntry.objects.get(pk=entry.pk), reason="集計の誤り", by=secretary)

    assert by_case(stage_of(judged, "site_visit")) == {"試作0": "in", "試作1": "in", "試作2": "in"}
