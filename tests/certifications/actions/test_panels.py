"""Who sits on a panel can leave it as long as no sheet of hers is begun."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import conflicts, judging, rounds
from certifications.models import Assignment, Round
from certifications.refusals import (
    NotOnPanel,
    ReasonMissing,
    RoundCancelled,
    SheetBegun,
    WrongStage,
)
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


def test_a_judge_leaves_and_her_cases_are_free(in_judging, open_round, secretary, judges):
    other = making.person("judge-c")

    rounds.unseat(open_round, judges[0], reason="任期満了", by=secretary)
    rounds.seat(open_round, other, by=secretary)
    judging.spread(again(open_round), by=secretary)

    states = dict(in_judging.assignments.values_list("judge", "state"))
    assert states == {judges[0].pk: "recused", judges[1].pk: "assigned", other.pk: "assigned"}
    assert {member.judge for member in open_round.panel.all()} == {judges[1], other}
    left = open_round.history.get(action="panel.unseat")
    assert (left.note, left.by, left.facts["judge"]) == ("任期満了", secretary, str(judges[0].public_id))
    assert Assignment.objects.get(judge=judges[0]).history.last().note == "任期満了"


def test_who_comes_back_gets_the_cases_that_nobody_has_taken_over(in_judging, open_round, secretary, judges):
    rounds.unseat(open_round, judges[0], reason="取り違え", by=secretary)
    rounds.seat(open_round, judges[0], by=secretary)

    assignment = in_judging.assignments.get(judge=judges[0])
    assert (assignment.state, assignment.history.latest("seq").action) == ("assigned", "assignment.give_back")
    assert open_round.history.filter(action="panel.seat").latest("seq").facts["given_back"] == 1


def test_who_comes_back_leaves_to_others_what_they_have_taken_over(in_judging, open_round, secretary, judges):
    other = making.person("judge-c")
    rounds.unseat(open_round, judges[0], reason="任期満了", by=secretary)
    rounds.seat(open_round, other, by=secretary)
    judging.spread(again(open_round), by=secretary)
    rounds.seat(open_round, judges[0], by=secretary)

    states = dict(in_judging.assignments.values_list("judge", "state"))
    assert states == {judges[0].pk: "recused", judges[1].pk: "assigned", other.pk: "assigned"}


def test_who_comes_back_gets_no_case_in_which_she_has_an_interest(in_judging, open_round, program, secretary, judges):
    conflicts.record(judges[0], program=program, application=in_judging, reason="取引", by=secretary)
    rounds.unseat(open_round, judges[0], reason="任期満了", by=secretary)
    rounds.seat(open_round, judges[0], by=secretary)

    assert in_judging.assignments.get(judge=judges[0]).state == "recused"


def test_who_has_left_sees_nothing_more(client, in_judging, open_round, secretary, judges):
    assignment = in_judging.assignments.get(judge=judges[0])
    client.force_login(judges[0])

    rounds.unseat(open_round, judges[0], reason="任期満了", by=secretary)

    assert client.get(f"/judging/{assignment.public_id}/").status_code == 404
    with pytest.raises(NotOnPanel):
        judging.pledge(open_round, by=judges[0])


@pytest.mark.parametrize("handed_in", [False, True])
def test_a_sheet_that_is_begun_keeps_its_judge(in_judging, open_round, secretary, judges, handed_in):
    assignment = in_judging.assignments.get(judge=judges[0])
    judging.pledge(open_round, by=judges[0])
    judging.open_sheet(assignment, by=judges[0])
    if handed_in:
        for criterion in open_round.rubric_version.criteria.all():
            judging.score(assignment, criterion, 3, by=judges[0])
        judging.submit(assignment, by=judges[0])

    with pytest.raises(SheetBegun):
        rounds.unseat(open_round, judges[0], reason="x", by=secretary)

    assert open_round.panel.filter(judge=judges[0]).exists()


def test_what_is_no_leaving_is_refused(open_round, secretary, approver, judges):
    rounds.seat(open_round, judges[0], by=secretary)

    with pytest.raises(NotOnPanel):
        rounds.unseat(open_round, judges[1], reason="x", by=secretary)
    with pytest.raises(ReasonMissing):
        rounds.unseat(open_round, judges[0], reason=" ", by=secretary)
    with pytest.raises(PermissionDenied):
        rounds.unseat(open_round, judges[0], reason="x", by=approver)
    for state, refusal in (("deciding", WrongStage), ("cancelled", RoundCancelled)):
        Round.objects.filter(pk=open_round.pk).update(state=state)
        with pytest.raises(refusal):
            rounds.unseat(open_round, judges[0], reason="x", by=secretary)

    assert [member.judge for member in open_round.panel.all()] == [judges[0]]
