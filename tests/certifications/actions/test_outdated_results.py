"""A judge steps back after the scores were locked: what rests on the result waits until there is a new one."""

import pytest

from certifications.actions import applications, conflicts, decisions, judging, releases, results, rounds
from certifications.models import Assignment, Certificate, Decision
from certifications.refusals import ResultOutdated
from home import clock
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked

pytestmark = pytest.mark.django_db


@pytest.fixture
def deciding(in_judging, open_round, secretary, judges):
    """A case whose round has its result."""
    locked(open_round, secretary, {judges[0].email: 5, judges[1].email: 2})
    return again(in_judging)


@pytest.fixture
def level(program):
    return program.levels.get(rank=1)


def step_back(application, judge):
    conflicts.declare(Assignment.objects.get(application=application, judge=judge), reason="親族", by=judge)


def draft(application, level, secretary):
    return decisions.draft(again(application), outcome="certified", level=level, by=secretary)


def test_result_holds_while_nothing_happens(deciding, open_round):
    assert [run.is_outdated for run in open_round.result_runs.all()] == [False]


def test_draft_on_a_result_with_a_recused_judge_is_not_handed_on(deciding, level, secretary, judges):
    decision = draft(deciding, level, secretary)
    step_back(deciding, judges[0])

    with pytest.raises(ResultOutdated):
        decisions.propose(again(decision), by=secretary)

    assert (again(decision).state, again(decision).is_stale) == ("drafted", True)


def test_proposal_on_a_result_with_a_recused_judge_is_not_approved(deciding, level, secretary, approver, judges):
    decision = draft(deciding, level, secretary)
    decisions.propose(decision, by=secretary)
    step_back(deciding, judges[0])

    with pytest.raises(ResultOutdated):
        decisions.approve(again(decision), by=approver)

    assert again(decision).state == "proposed"


@pytest.mark.parametrize("verb", ["propose", "approve"])
def test_whether_a_result_holds_is_asked_of_the_record_and_not_of_what_is_in_hand(
    deciding, level, secretary, approver, judges, verb
):
    decision = draft(deciding, level, secretary)
    if verb == "approve":
        decisions.propose(decision, by=secretary)
    step_back(deciding, judges[0])
    held = again(decision)
    held.result_run = None

    facts = {"by": secretary} if verb == "propose" else {"by": approver, "seen_as": decisions.seen(again(decision))}
    with pytest.raises(ResultOutdated):
        getattr(decisions, verb)(held, **facts)


def test_a_record_in_hand_that_cites_an_older_result_does_not_stop_what_stands_now(
    deciding, open_round, level, secretary, approver, judges
):
    held = draft(deciding, level, secretary)
    step_back(deciding, judges[0])
    rounds.reopen_judging(again(open_round), reason="委員の辞退", by=secretary)
    with clock.at(making.JUDGING):
        results.lock_and_rank(again(open_round), by=secretary)
    redrafted = draft(deciding, level, secretary)
    decisions.propose(redrafted, by=secretary)
    held.state = "proposed"

    decisions.approve(held, by=approver, seen_as=decisions.seen(again(redrafted)))

    assert (held.result_run == again(held).result_run, again(held).state) == (False, "approved")


def test_approval_on_a_result_with_a_recused_judge_is_not_released(deciding, open_round, secretary, approver, judges):
    approved(deciding, secretary, approver)
    step_back(deciding, judges[0])

    assert ResultOutdated in releases.obstacles(again(open_round))
    with pytest.raises(ResultOutdated), clock.at(RELEASE):
        releases.release(again(open_round), by=approver)

    assert (Certificate.objects.count(), again(open_round).state) == (0, "deciding")


def test_a_conflict_with_the_company_counts_like_a_step_back(deciding, company, program, level, secretary, judges):
    decision = draft(deciding, level, secretary)
    facts = {"person": judges[1], "organization": company, "source": "office", "recorded_at": clock.now()}
    judges[1].conflicts.create(state="suspected", **{name: facts[name] for name in ("organization", "source", "recorded_at")})
    suspected = again(decision).is_stale

    conflicts.record(judges[1], program=program, organization=company, reason="取引", by=secretary)

    assert (suspected, again(decision).is_stale) == (False, True)


def test_the_advice_leads_to_a_release(deciding, open_round, level, secretary, approver, judges):
    decision = draft(deciding, level, secretary)
    decisions.propose(decision, by=secretary)
    step_back(deciding, judges[0])

    rounds.reopen_judging(again(open_round), reason="委員の辞退", by=secretary)
    with pytest.raises(ResultOutdated):
        decisions.approve(again(decision), by=approver)
    with clock.at(making.JUDGING):
        run = results.lock_and_rank(again(open_round), by=secretary)
    decisions.send_back(again(decision), comment="新しい結果で作り直してください", by=approver)
    approved(deciding, secretary, approver)
    with clock.at(RELEASE):
        issued = releases.release(again(open_round), by=approver)

    assert [(row.reviews, row.score) for row in run.rows.all()] == [(1, 2)]
    assert (len(issued), Decision.objects.get().result_run, Decision.objects.get().is_stale) == (1, run, False)


def test_an_applicant_who_withdraws_leaves_the_result_to_the_others(deciding, open_round, owner):
    applications.withdraw(deciding, by=owner)

    assert open_round.result_runs.get().is_outdated is False


def test_a_decision_without_a_result_is_never_stale(submitted, secretary):
    decision = decisions.draft(submitted, outcome="ineligible", reasons="対象外の製品です。", by=secretary)

    assert decision.is_stale is False


def test_a_sheet_taken_back_and_handed_in_alike_changes_nothing(deciding, open_round, level, secretary, approver, judges):
    decision = draft(deciding, level, secretary)
    rounds.reopen_judging(again(open_round), reason="確認", by=secretary)
    with clock.at(making.JUDGING):
        sheet = Assignment.objects.get(application=deciding, judge=judges[0])
        judging.reopen(sheet, by=judges[0], reason="見落とし")
        judging.submit(sheet, by=judges[0])
        results.lock_and_rank(again(open_round), by=secretary)

    decisions.propose(again(decision), by=secretary)

    assert again(decision).state == "proposed"
