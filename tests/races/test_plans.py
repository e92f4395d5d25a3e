"""Two officers apply two plans; a plan is applied while a conflict is confirmed. Each is shown to happen without its guards."""

import threading

import pytest

from certifications.actions import assignments, conflicts, plans, rounds
from certifications.actions.plan_inputs import Wishes
from certifications.models import Assignment, AssignmentPlan, Conflict, Round
from tests.certifications import making
from tests.put_back import rounds as put_back
from tests.races.cities import MANY, ROUNDS, again
from tests.races.crowd import meeting, refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
TRIGGER = "ALTER TABLE certifications_assignment {} TRIGGER assignment_without_conflict"


@pytest.fixture
def case(city):
    """One accepted case and two judges who could read it."""
    application = making.accepted(city.submitted(), city.secretary)
    for judge in (city.judge, making.person("second-judge")):
        rounds.seat(application.round, judge, by=city.secretary)
    return again(application)


def planned(city, case, *, never=()):
    """A plan of one review, in which some judges get nothing."""
    caps = {str(judge.public_id): 0 for judge in never}
    plan = plans.draft(Round.objects.get(pk=case.round_id), Wishes(reviews=1, cap=9, caps=caps), by=city.secretary)
    plans.solve(plan)
    return AssignmentPlan.objects.select_related("round__program").get(pk=plan.pk)


def two_plans(city, case):
    """One for each judge."""
    judges = [seat.judge for seat in case.round.panel.select_related("judge")]
    return [planned(city, case, never=[judge]) for judge in judges]


def apply_both(city, pair):
    copies = [AssignmentPlan.objects.select_related("round__program").get(pk=plan.pk) for plan in pair]
    return together(lambda: plans.apply(copies[0], by=city.secretary), lambda: plans.apply(copies[1], by=city.second_secretary))


def test_of_two_plans_one_is_applied(city, case):
    pair = two_plans(city, case)
    for _round in put_back(MANY):
        outcomes = apply_both(city, pair)

        assert refusals(outcomes) == ["PlanOutdated"]
        assert Assignment.objects.counted().filter(application=case).count() == 1


def test_one_plan_that_two_apply_is_applied_once(city, case):
    plan = planned(city, case)
    for _round in put_back(MANY):
        outcomes = apply_both(city, [plan, plan])

        assert refusals(outcomes) == ["IllegalTransition"]
        assert list(plan.history.order_by("seq").values_list("action", flat=True)).count("plan.apply") == 1


def test_both_plans_are_applied_without_the_lock(city, case, monkeypatch):
    pair = two_plans(city, case)
    monkeypatch.setattr(plans, "_hold", lambda round_: Round.objects.select_related("program").get(pk=round_.pk))
    monkeypatch.setattr(assignments, "hold_judges", lambda _people: None)
    monkeypatch.setattr(plans, "is_outdated", meeting(plans.is_outdated))

    outcomes = apply_both(city, pair)

    assert (refusals(outcomes), Assignment.objects.counted().filter(application=case).count()) == ([], 2)


def plan_against_conflict(city, case, monkeypatch):
    """The plan has been found to be still true when the conflict of its judge is confirmed; then it is applied."""
    plan = planned(city, case, never=[seat.judge for seat in case.round.panel.exclude(judge=city.judge)])
    looked, confirmed = threading.Event(), threading.Event()
    original = assignments.neutral_order

    def slowly(judge, application):
        looked.set()
        confirmed.wait(1)
        return original(judge, application)

    def confirm():
        looked.wait(5)
        conflicts.record(city.judge, program=city.program, application=case, reason="取引", by=city.second_secretary)
        confirmed.set()

    with monkeypatch.context() as patched:
        patched.setattr(assignments, "neutral_order", slowly)
        outcomes = together(lambda: plans.apply(plan, by=city.secretary), confirm)
    held = Assignment.objects.counted().filter(application=case, judge=city.judge).exists()
    return refusals(outcomes), held and Conflict.objects.confirmed().filter(application=case).exists()


def no_locks(monkeypatch):
    monkeypatch.setattr(assignments, "hold_judges", lambda _people: None)
    monkeypatch.setattr(conflicts, "hold", lambda _person: None)


def test_no_judge_keeps_a_case_of_a_plan_that_a_conflict_touches(city, case, monkeypatch):
    for _round in put_back(ROUNDS):
        assert plan_against_conflict(city, case, monkeypatch) == ([], False)
        assert Assignment.objects.get().state == "recused"


def test_plan_and_conflict_that_come_at_once_leave_no_tie(city, case):
    plan = planned(city, case, never=[seat.judge for seat in case.round.panel.exclude(judge=city.judge)])
    for _round in put_back(MANY):
        copy = AssignmentPlan.objects.select_related("round__program").get(pk=plan.pk)
        outcomes = together(
            lambda copy=copy: plans.apply(copy, by=city.secretary),
            lambda: conflicts.record(city.judge, program=city.program, application=case, reason="取引", by=city.second_secretary),
        )

        assert refusals(outcomes) in ([], ["InConflict"], ["PlanOutdated"])
        assert Assignment.objects.counted().filter(application=case).count() == 0


def test_the_database_stands_behind_the_locks(city, case, monkeypatch):
    no_locks(monkeypatch)

    assert plan_against_conflict(city, case, monkeypatch) == (["IntegrityError"], False)


def test_a_judge_keeps_the_case_without_the_guards(city, case, monkeypatch, no_trigger):
    no_locks(monkeypatch)

    assert plan_against_conflict(city, case, monkeypatch) == ([], True)
