"""What the office is told when the result that a decision cites holds no longer, and who computes it anew."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import translation

from certifications import next_steps
from certifications.actions import conflicts, decisions, results, rounds
from certifications.models import Assignment
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again, locked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def stale(in_judging, open_round, secretary, judges, program):
    """A draft on a result from which a judge has stepped back."""
    locked(open_round, secretary)
    decision = decisions.draft(again(in_judging), outcome="certified", level=program.levels.first(), by=secretary)
    conflicts.declare(Assignment.objects.get(application=in_judging, judge=judges[0]), reason="親族", by=judges[0])
    return decision


def told(case, round_, user):
    """(label, verb, whom it waits for) of the case, then of its round."""
    found = (next_steps.of_case(again(case), user, closely=True), next_steps.of_round(again(round_), user))
    return [(step.label, step.verb, step.waits_for) for step in found]


def test_a_stale_result_is_named_with_who_computes_it_anew(stale, in_judging, open_round, secretary, approver):
    step = ("The result is out of date: reopen the scoring, then lock the scores again", "reopen", "")
    theirs = (step[0], "", "the secretariat")

    assert told(in_judging, open_round, secretary) == [step, step]
    assert told(in_judging, open_round, approver) == [theirs, theirs]


def test_after_the_new_result_the_decision_is_drafted_anew(stale, in_judging, open_round, secretary, approver, program):
    rounds.reopen_judging(again(open_round), reason="委員の辞退", by=secretary)
    meanwhile = told(in_judging, open_round, secretary)[0]
    with clock.at(making.JUDGING):
        results.lock_and_rank(again(open_round), by=secretary)
    after = told(in_judging, open_round, secretary)
    decisions.draft(again(in_judging), outcome="certified", level=program.levels.first(), by=secretary)
    mended = told(in_judging, open_round, secretary)[0]

    assert meanwhile == ("Lock the scores and rank", "lock", "")
    assert after[0] == ("The decision cites an earlier result: please draft it anew", "decide", "")
    assert after[1] == ("Some decisions cite an earlier result: please draft them anew on their pages", "decide", "")
    assert mended == ("Hand the draft to the approver", "propose", "")


def test_the_day_of_the_announcement_is_named_until_it_has_come(in_judging, open_round, secretary, approver, program):
    locked(open_round, secretary)
    decision = decisions.draft(again(in_judging), outcome="certified", level=program.levels.first(), by=secretary)
    decisions.propose(decision, by=secretary)
    decisions.approve(again(decision), by=approver)
    day = open_round.announces_at.astimezone(clock.TOKYO).date()

    found = []
    for moment in (open_round.announces_at - timedelta(days=1), open_round.announces_at + timedelta(days=1)):
        with clock.at(moment):
            steps = (next_steps.of_case(again(in_judging), secretary), next_steps.of_round(again(open_round), secretary))
            found.append([(step.not_before, step.due) for step in steps])

    assert found == [[(day, None)] * 2, [(None, None)] * 2]


def test_a_day_that_has_passed_is_said_to_have_passed(in_judging, open_round, secretary):
    due = open_round.stages.get(kind="scoring").due

    found = []
    for day in (due, due + timedelta(days=1)):
        with clock.at(datetime.combine(day, time(12), clock.TOKYO)):
            found.append(next_steps.of_round(again(open_round), secretary).is_overdue)

    assert found == [False, True]
