"""Samples: set by the office, scored by every judge before the cases, never in a result."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from certifications.actions import calibration, disagreements, judging, results, rounds
from certifications.models import Assignment, CalibrationCase, CalibrationSheet, Round
from certifications.refusals import (
    NotOnPanel,
    PledgeMissing,
    SampleScored,
    SampleWaits,
    ScoreOutOfRange,
    ScoringBegun,
    SheetIncomplete,
    WrongStage,
)
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again, score_everything

pytestmark = pytest.mark.django_db


def values_of(round_, value):
    return {criterion.code: value for criterion in round_.rubric_version.criteria.all()}


@pytest.fixture
def sample(in_judging, open_round, secretary):
    return calibration.add(
        again(open_round), title="見本", text="折りたたみ杖", references=values_of(open_round, 3), by=secretary
    )


@pytest.fixture
def pledged(sample, open_round, judges):
    for judge in judges:
        judging.pledge(again(open_round), by=judge)
    return judges


def stage_of(round_):
    return round_.stages.scored().select_related("round__program", "rubric_version").get()


def assignment_of(judge):
    return Assignment.objects.select_related("application__round").get(judge=judge)


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def test_samples_come_before_the_first_case(pledged, sample, open_round):
    with pytest.raises(SampleWaits):
        judging.open_sheet(assignment_of(pledged[0]), by=pledged[0])
    calibration.score(sample, values_of(open_round, 4), by=pledged[0])

    judging.open_sheet(assignment_of(pledged[0]), by=pledged[0])

    assert [assignment_of(judge).state for judge in pledged] == ["working", "assigned"]


def test_each_judge_is_held_against_the_values_held_right(pledged, sample, open_round):
    calibration.score(sample, values_of(open_round, 5), by=pledged[0])
    calibration.score(sample, values_of(open_round, 2), by=pledged[1])

    found = {row.judge: (row.drift, row.distance, row.needs_talk) for row in calibration.drifts(stage_of(open_round))}

    assert found == {
        str(pledged[0].public_id): (Decimal("2.0000"), Decimal("2.0000"), True),
        str(pledged[1].public_id): (Decimal("-1.0000"), Decimal("1.0000"), False),
    }
    assert [row.drift for row in calibration.drifts(stage_of(open_round), of=pledged[1])] == [Decimal("-1.0000")]


def test_a_sample_is_handed_in_once(pledged, sample, open_round):
    first = calibration.score(sample, values_of(open_round, 4), by=pledged[0])

    again_the_same = calibration.score(sample, values_of(open_round, 4), by=pledged[0])
    with pytest.raises(SampleScored):
        calibration.score(sample, values_of(open_round, 5), by=pledged[0])

    assert (again_the_same, CalibrationSheet.objects.get().values) == (first, values_of(open_round, 4))


@pytest.mark.parametrize(("value", "refusal"), [(0, ScoreOutOfRange), (6, ScoreOutOfRange), (None, ScoreOutOfRange)])
def test_values_off_the_scale_are_refused(pledged, sample, open_round, secretary, value, refusal):
    values = values_of(open_round, 3)
    strict = open_round.rubric_version.criteria.filter(not_applicable=False).first()
    values[strict.code] = value

    with pytest.raises(refusal):
        calibration.score(sample, values, by=pledged[0])
    with pytest.raises(refusal):
        calibration.add(again(open_round), title="別", text="別", references=values, by=secretary)
    with pytest.raises(SheetIncomplete):
        calibration.score(sample, {strict.code: 3}, by=pledged[0])


def test_only_judges_of_the_panel_who_have_pledged_score(sample, open_round, judges, secretary):
    for person, refusal in ((making.person("nobody"), NotOnPanel), (secretary, NotOnPanel), (judges[0], PledgeMissing)):
        with pytest.raises(refusal):
            calibration.score(sample, values_of(open_round, 3), by=person)


def test_samples_are_set_by_the_secretariat_before_scoring_begins(in_judging, open_round, secretary, approver, judges):
    facts = {"title": "見本", "text": "杖", "references": values_of(open_round, 3)}
    with pytest.raises(PermissionDenied):
        calibration.add(again(open_round), by=approver, **facts)
    judging.pledge(again(open_round), by=judges[0])
    judging.open_sheet(assignment_of(judges[0]), by=judges[0])

    with pytest.raises(ScoringBegun):
        calibration.add(again(open_round), by=secretary, **facts)
    Round.objects.filter(pk=open_round.pk).update(state="deciding")
    with pytest.raises(WrongStage):
        calibration.add(again(open_round), by=secretary, **facts)


def test_samples_never_enter_a_result(pledged, sample, open_round, secretary):
    for judge in pledged:
        calibration.score(sample, values_of(open_round, 1), by=judge)
    score_everything(open_round)

    with clock.at(making.JUDGING):
        run = results.lock_and_rank(again(open_round), by=secretary)

    assert run.rows.get().score == 4
    assert str(sample.public_id) not in str(run.inputs)


def test_a_judge_scores_the_sample_on_its_page_and_sees_how_far_she_lies(pledged, sample, open_round):
    client, page = client_of(pledged[0]), reverse("certifications:judging_sample", args=[sample.public_id])
    listed = sample.title in client.get("/judging/").content.decode()
    half = client.post(page, {})

    client.post(page, {f"value-{code}": "5" for code in values_of(open_round, 5)})

    after = client.get(page).context
    assert (listed, half.status_code) == (True, 422)
    assert {(mine, right) for _criterion, mine, right in after["compared"]} == {(5, 3)}
    assert after["drift"].drift == Decimal("2.0000")
    assert sample.title not in client.get("/judging/").content.decode()


def test_values_held_right_are_not_told_before_one_has_scored(pledged, sample, open_round):
    page = reverse("certifications:judging_sample", args=[sample.public_id])
    calibration.score(sample, values_of(open_round, 5), by=pledged[1])

    context = client_of(pledged[0]).get(page).context

    assert (context["compared"], context["drift"]) == ([], None)


def test_a_sample_is_nowhere_for_others(sample, open_round, judges, secretary, owner):
    page = reverse("certifications:judging_sample", args=[sample.public_id])

    assert [client_of(person).get(page).status_code for person in (judges[0], secretary, owner)] == [404, 404, 404]


def test_disagreements_are_named_once_all_sheets_are_in(in_judging, open_round, judges, secretary):
    score_everything(open_round, {judges[0].email: 5, judges[1].email: 2})
    found = disagreements.apart(stage_of(open_round))
    with clock.at(making.JUDGING):
        other = making.person("judge-c")
        rounds.seat(again(open_round), other, by=secretary)
        judging.assign(again(in_judging), other, by=secretary)

    assert found == [(in_judging, Decimal("3.0000"))]
    assert disagreements.apart(stage_of(open_round)) == []


def test_nothing_is_apart_below_the_threshold(in_judging, open_round, judges):
    score_everything(open_round, {judges[0].email: 4, judges[1].email: 3})

    assert disagreements.apart(stage_of(open_round)) == []
    assert CalibrationCase.objects.count() == 0
