"""What the page of a case says to each of its office in every state: a verb that opens, or the name of whom it waits for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from certifications import next_steps
from certifications.actions import (
    applications,
    conflicts,
    corrections,
    decisions,
    handling,
    judging,
    programs,
    rechecks,
    releases,
    results,
    rounds,
    screening,
)
from certifications.models import Assignment
from certifications.next_steps import signatures
from certifications.states import ApplicationState
from home import clock
from organizations.models import User
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked, score_everything

pytestmark = pytest.mark.django_db
HOUR = "the hour of the announcement"
OFFICE = "the secretariat"


@pytest.fixture
def other(open_round, other_company, stranger):
    """Another company's case in the same round."""
    return making.submitted(open_round, stranger, organization=other_company, name="多摩の歩行器")


@pytest.fixture
def said(at_desk, program, secretary, approver):
    """`said(case)`: (reason, label, verb, whom it waits for) of its page, to the secretary and to the approver.

    A verb that is offered must open; whoever has none must be told whom the case waits for.
    """

    def read(case):
        case, found = again(case), []
        for user in (secretary, approver):
            client = at_desk(user)
            button = client.get(reverse("cases:detail", args=[case.public_id])).context["main_verb"]
            with translation.override("en"):
                step = next_steps.of_case(case, User.objects.get(pk=user.pk), closely=True)
            assert (button or {"name": ""})["name"] == step.verb
            if button:
                assert client.get(button["url"]).status_code == 200, button
            read.states.add((case.state, case.round.state))
            found.append((step.reason, step.label, step.verb, step.waits_for))
        return found

    read.states = set()
    return read


def row(reason, label, *, secretary="", approver="", waits=""):
    """The two readers' rows: who has the verb, and whom the one without it is told to wait for."""
    return [(reason, label, verb, "" if verb else waits) for verb in (secretary, approver)]


def test_from_the_submission_to_the_acceptance(said, submitted, secretary, owner, company):
    table, code = {}, submitted.round.rules["checklist"][0]["code"]
    key = str(submitted.form_version.questions.filter(kind="short_text").first().key)

    table["submitted"] = said(submitted)
    for each in submitted.round.rules["checklist"]:
        screening.check(submitted, each["code"], passed=each["code"] != code, note="なし", by=secretary)
    table["a point not met"] = said(submitted)
    corrections.request(submitted, {key: "詳しく"}, due_on=making.DUE, by=secretary)
    table["correction"] = said(submitted)
    with clock.at(making.DURING + timedelta(days=15)):
        table["its day has passed"] = said(submitted)
    case = again(submitted)
    corrections.reply(case.correction_requests.get().items.get(), text="直しました。", by=owner)
    corrections.resubmit(case, by=owner)
    table["corrected"] = said(case)
    points = case.correction_requests.get().items.values_list("pk", flat=True)
    rechecks.settle(again(case), accepted=list(points), again={}, by=secretary)
    screening.check(again(case), code, passed=True, by=secretary)
    table["all met"] = said(case)
    applications.withdraw(again(case), by=owner)
    table["withdrawn"] = said(case)

    late = "The day for corrections has passed: close the request, or give more time"
    assert table == {
        "submitted": row("", "Go through the checklist", secretary="checklist", waits=OFFICE),
        "a point not met": row("", "Ask for corrections", secretary="ask_corrections", waits=OFFICE),
        "correction": row("", "The applicant corrects", waits=company.name_ja),
        "its day has passed": row("", late, secretary="close_corrections", waits=OFFICE),
        "corrected": row("", "Look at the corrected points", secretary="recheck", waits=OFFICE),
        "all met": row("", "Accept for judging", secretary="accept", waits=OFFICE),
        "withdrawn": row("", "Nothing more to do"),
    }
    # With the other table these are all states that a case can have, but for those that never come to the office.
    mine = {state for state, _round in said.states}
    assert mine | {"in_review", "decided"} == set(ApplicationState.values) - {"draft", "lapsed"}


def test_from_the_acceptance_to_the_announcement(said, submitted, other, open_round, secretary, approver, judges):
    table, level = {}, open_round.program.levels.first()
    making.accepted(submitted, secretary)

    table["call open"] = said(submitted)
    with clock.at(making.JUDGING):
        table["another in screening"] = said(submitted)
        making.accepted(other, secretary)
        table["all accepted"] = said(submitted)
        for judge in judges:
            rounds.seat(open_round, judge, by=secretary)
        judging.spread(open_round, by=secretary)
        making.looked_through(open_round, secretary)
        table["assigned"] = said(submitted)
        rounds.open_judging(again(open_round), by=secretary)
        table["judging"] = said(submitted)
        score_everything(open_round, only=submitted)
        table["own sheets in"] = said(submitted)
        score_everything(open_round)
        table["all sheets in"] = said(submitted)
    locked(open_round, secretary)
    table["ranked"] = said(submitted)
    decision = decisions.draft(again(submitted), outcome="certified", level=level, by=secretary)
    table["drafted"] = said(submitted)
    decisions.propose(decision, by=secretary)
    table["proposed"] = said(submitted)
    decisions.approve(again(decision), by=approver)
    table["approved"] = said(submitted)
    approved(other, secretary, approver)
    table["all approved"] = said(submitted)
    with clock.at(RELEASE):
        table["its hour"] = said(submitted)
        releases.release(again(open_round), by=approver)
        table["released"] = said(submitted)

    before, sheets, ready = "Judging has not begun", "All sheets are in", "Approved; waits for the release"
    left = "1 case has no decision yet: please decide it on its page"
    assert table == {
        "call open": row(before, "The call is open", waits="applicants"),
        "another in screening": row(before, "Finish screening", secretary="screening", waits=OFFICE),
        "all accepted": row(before, "Assign judges", secretary="spread", waits=OFFICE),
        "assigned": row(before, "Open judging", secretary="open_judging", waits=OFFICE),
        "judging": row("", "2 judges are scoring", waits="judge-a、judge-b"),
        "own sheets in": row(sheets, "Judges are scoring", waits="judge-a、judge-b"),
        "all sheets in": row(sheets, "Lock the scores and rank", secretary="lock", waits=OFFICE),
        "ranked": row("", "Draft the decision", secretary="decide", waits=OFFICE),
        "drafted": row("", "Hand the draft to the approver", secretary="propose", waits=OFFICE),
        "proposed": row("", "Approve the decision", approver="approve", waits="Approver (approver)"),
        "approved": row(ready, left, secretary="decide", waits=OFFICE),
        "all approved": row(ready, "Ready; waits for its hour", waits=HOUR),
        "its hour": row(ready, "Release the result", approver="release", waits="approver"),
        "released": row("", "The result has been announced"),
    }
    assert said.states == {("in_review", stage) for stage in ("published", "judging", "deciding")} | {("decided", "released")}


def test_when_the_result_holds_no_longer(said, in_judging, open_round, secretary, approver, judges):
    table, level = {}, open_round.program.levels.first()
    locked(open_round, secretary)
    decision = decisions.draft(again(in_judging), outcome="certified", level=level, by=secretary)
    conflicts.declare(Assignment.objects.get(application=in_judging, judge=judges[0]), reason="親族", by=judges[0])

    table["out of date"] = said(in_judging)
    rounds.reopen_judging(again(open_round), reason="委員の辞退", by=secretary)
    table["open again"] = said(in_judging)
    with clock.at(making.JUDGING):
        results.lock_and_rank(again(open_round), by=secretary)
    table["cites the earlier"] = said(in_judging)
    decision = decisions.draft(again(in_judging), outcome="certified", level=level, by=secretary)
    decisions.propose(decision, by=secretary)
    conflicts.declare(Assignment.objects.get(application=in_judging, judge=judges[1]), reason="親族", by=judges[1])
    table["out of date, proposed"] = said(in_judging)

    reopen = "The result is out of date: reopen the scoring, then lock the scores again"
    wrong = "The result is out of date and must be computed anew"
    cites = "The decision cites an earlier result: please draft it anew"
    again_open = "Scoring is open again: a new result must follow, then a new draft"
    assert table == {
        "out of date": row(wrong, reopen, secretary="reopen", waits=OFFICE),
        "open again": row(again_open, "Lock the scores and rank", secretary="lock", waits=OFFICE),
        "cites the earlier": row("", cites, secretary="decide", waits=OFFICE),
        "out of date, proposed": row(wrong, reopen, secretary="reopen", waits=OFFICE),
    }


def test_who_handles_the_case_is_named_and_an_approver_is_told_of_another(said, submitted, secretary, approver, program):
    handling.hand_over(submitted, secretary, by=secretary)
    handled = said(submitted)[1]
    programs.grant_role(program, approver, "secretariat", by=None)
    decision = decisions.draft(again(submitted), outcome="ineligible", reasons="対象外です。", by=approver)
    decisions.propose(decision, by=approver)
    own = said(submitted)

    assert handled[3] == "secretary"
    assert [each[2:] for each in own] == [("", "an approver who has neither drafted it nor has an interest in it")] * 2


def test_only_who_can_sign_is_named(submitted, secretary, approver, program):
    second = making.office(program, "second", "approver")
    decision = decisions.draft(again(submitted), outcome="ineligible", reasons="対象外です。", by=secretary)
    decisions.propose(decision, by=secretary)
    named = []
    with translation.override("en"):
        for person in (None, approver, second):
            if person:
                conflicts.record(person, program=program, application=submitted, reason="親族", by=secretary)
            named.append(signatures.of_decision(again(decision), secretary).waits_for)

    nobody = "an approver who has neither drafted it nor has an interest in it"
    assert named == ["Approver (approver、second)", "Approver (second)", nobody]
