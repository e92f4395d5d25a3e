"""Two at once on one case: one wins, and nothing is lost or doubled. Each race is shown to happen without its guard."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import transaction

from certifications.actions import conflicts, corrections, decisions, judging, results, screening
from certifications.models import Assignment, Conflict, Decision, Review, Round, Score
from home import clock
from tests.put_back import rounds
from tests.races.cities import MANY, ROUNDS, actions_of, again, assignment_of, decision_of, running_clock
from tests.races.crowd import careless_change_state, meeting, refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


# Two approvers, two secretaries


def approve_twice(city, decision):
    copies = [decision_of(decision.application), decision_of(decision.application)]
    return together(
        lambda: decisions.approve(copies[0], by=city.approver), lambda: decisions.approve(copies[1], by=city.second_approver)
    )


def test_of_two_approvers_one_approves(city):
    decision = city.proposed()
    for _round in rounds(MANY):
        outcomes = approve_twice(city, decision)

        assert (refusals(outcomes), actions_of(decision).count("decision.approve")) == (["StaleState"], 1)


def test_two_approvals_happen_without_the_guard(city, monkeypatch):
    decision = city.proposed()
    monkeypatch.setattr(decisions, "change_state", meeting(careless_change_state))

    outcomes = approve_twice(city, decision)

    assert (refusals(outcomes), actions_of(decision).count("decision.approve")) == ([], 2)


def test_of_two_secretaries_one_moves_the_case(city):
    application = city.submitted()
    for row in application.round.rules["checklist"]:
        screening.check(application, row["code"], passed=True, by=city.secretary)
    key = str(application.round.form_version.questions.filter(kind="long_text").first().key)
    due = clock.today() + timedelta(days=7)
    for _round in rounds(MANY):
        copies = [again(application), again(application)]

        outcomes = together(
            lambda copies=copies: screening.accept(copies[0], by=city.secretary),
            lambda copies=copies: corrections.request(copies[1], {key: "直してください"}, due_on=due, by=city.second_secretary),
        )

        assert refusals(outcomes) == ["StaleState"]
        moved = again(application)
        assert (moved.state == "correction") == moved.correction_requests.exists()
        assert len([action for action in actions_of(moved) if action in {"application.accept", "correction.request"}]) == 1


def test_redraft_never_overtakes_an_approval(city, monkeypatch):
    """A second secretary who opened the draft earlier cannot write into what was handed on and approved meanwhile."""
    for _round in range(ROUNDS):
        decision = city.proposed()
        decisions.send_back(decision, comment="もう一度", by=city.approver)
        approved = threading.Event()
        original = Decision.objects.get_or_create

        def slowly(*args, original=original, approved=approved, **kwargs):
            found = original(*args, **kwargs)
            approved.wait(5)
            return found

        def hand_on(decision=decision, approved=approved):
            time.sleep(0.3)
            with transaction.atomic():
                decisions.propose(decision_of(decision.application), by=city.secretary)
                decisions.approve(decision_of(decision.application), by=city.approver)
            approved.set()

        with monkeypatch.context() as patched:
            patched.setattr(type(Decision.objects), "get_or_create", lambda _self, *a, slowly=slowly, **k: slowly(*a, **k))
            outcomes = together(
                lambda decision=decision: decisions.draft(
                    again(decision.application), outcome="not_certified", reasons="別の理由", by=city.second_secretary
                ),
                hand_on,
            )

        assert refusals(outcomes) == ["StaleState"]
        final = decision_of(decision.application)
        assert (final.outcome, final.bundle_hash) == ("certified", decisions.bundle_hash(final))


# Scores


def other_values(assignment, judge):
    """The judge takes the sheet back, changes every value and hands it in again."""
    judging.reopen(assignment, by=judge, reason="見落とし")
    for criterion in assignment.application.round.rubric_version.criteria.all():
        judging.score(assignment, criterion, 2, by=judge)
    judging.submit(assignment, by=judge)


def is_frozen(round_):
    """Whether the ranking on record was computed from the values that stand in the sheets now."""
    run = round_.result_runs.first()
    return run is None or (results.is_reproducible(run) and run.inputs == results.inputs_of(run.stage))


def test_no_score_changes_behind_the_ranking(city):
    assignment = city.judged()
    judging.submit(assignment, by=city.judge)
    for _round in rounds(MANY):
        round_ = Round.objects.get(pk=assignment.application.round_id)

        outcomes = together(
            lambda: other_values(assignment_of(assignment.application), city.judge),
            lambda round_=round_: results.lock_and_rank(round_, by=city.secretary),
        )

        assert set(refusals(outcomes)) <= {"ReviewsMissing", "ScoresLocked"}
        assert is_frozen(Round.objects.get(pk=round_.pk))


def test_score_slips_behind_the_ranking_without_the_guard(city, monkeypatch):
    assignment = city.judged()
    judging.submit(assignment, by=city.judge)
    round_ = Round.objects.get(pk=assignment.application.round_id)
    ranked = threading.Event()

    def look_away(each, _by):
        each.state = "working"
        ranked.wait(5)

    def rank():
        results.lock_and_rank(round_, by=city.secretary)
        ranked.set()

    monkeypatch.setattr(judging, "_look_again", look_away)
    copy = assignment_of(assignment.application)
    together(lambda: judging.score(copy, first(copy), 1, by=city.judge), rank)

    assert is_frozen(Round.objects.get(pk=round_.pk)) is False


def first(assignment):
    return assignment.application.round.rubric_version.criteria.order_by("order").first()


def score_against_conflict(city, monkeypatch, declare):
    """The judge's score has been looked at and is about to be written when the conflict comes."""
    assignment = city.judged()
    looked, declared = threading.Event(), threading.Event()
    original = judging._look_again

    def look_and_linger(each, by):
        original(each, by)
        looked.set()
        declared.wait(1)

    def conflict():
        looked.wait(5)
        declare(assignment)
        declared.set()

    with monkeypatch.context() as patched, running_clock():
        patched.setattr(judging, "_look_again", look_and_linger)
        copy = assignment_of(assignment.application)
        outcomes = together(lambda: judging.score(copy, first(copy), 1, by=city.judge), conflict)
    review, recorded = Review.objects.get(assignment=assignment), Conflict.objects.get(application=assignment.application)
    late = Score.objects.filter(review=review, criterion=first(assignment), value=1).exists() and (
        review.changed_at > recorded.recorded_at
    )
    return outcomes, late


def by_judge(city):
    return lambda assignment: conflicts.declare(assignment_of(assignment.application), reason="親族", by=city.judge)


def by_office(city):
    return lambda assignment: conflicts.record(
        city.judge, program=city.program, application=assignment.application, reason="取引", by=city.secretary
    )


@pytest.mark.parametrize("declare", [by_judge, by_office])
def test_no_score_is_written_after_a_conflict_is_on_record(city, monkeypatch, declare):
    outcomes, late = score_against_conflict(city, monkeypatch, declare(city))

    assert (refusals(outcomes), late) == ([], False)
    assert Assignment.objects.get().state == "recused"


def test_scores_and_conflicts_that_come_at_once_leave_no_late_score(city):
    """As in the test before, but nobody is made to wait: each time whoever comes first, does."""
    assignment = city.judged()
    wanted = first(assignment)
    with running_clock():
        for number in rounds(MANY):
            copy = assignment_of(assignment.application)
            declare = (by_judge, by_office)[number % 2](city)
            outcomes = together(
                lambda copy=copy: judging.score(copy, wanted, 1, by=city.judge), lambda declare=declare: declare(assignment)
            )

            recorded = Conflict.objects.get(application=assignment.application)
            written = Score.objects.filter(review__assignment=assignment, criterion=wanted, value=1).exists()
            late = written and Review.objects.get(assignment=assignment).changed_at > recorded.recorded_at
            assert (set(refusals(outcomes)) <= {"PermissionDenied"}, written, late) == (True, not refusals(outcomes), False)
            assert Assignment.objects.get().state == "recused"


def test_score_is_written_after_a_conflict_without_the_guard(city, monkeypatch):
    monkeypatch.setattr(conflicts, "hold", lambda _person: None)

    _outcomes, late = score_against_conflict(city, monkeypatch, by_judge(city))

    assert late is True


def test_conflict_is_declared_though_the_sheet_was_just_handed_in(city):
    assignment = city.judged()
    stale = assignment_of(assignment.application)
    judging.submit(assignment, by=city.judge)

    conflicts.declare(stale, reason="親族", by=city.judge)

    assert Assignment.objects.get(pk=stale.pk).state == "recused"
