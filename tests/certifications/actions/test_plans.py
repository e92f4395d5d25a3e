"""Plans of assignments: drafted, computed by the worker, applied as one or discarded."""

import pytest
from django_tasks_db.models import DBTaskResult

from certifications import assignment_problems, network_flows, scoring
from certifications.actions import applications, conflicts, judging, plan_inputs, plans, rounds
from certifications.actions.plan_inputs import Wishes
from certifications.models import Assignment, AssignmentPlan, Conflict, Expertise
from certifications.refusals import NothingToAssign, NotOnPanel, PlanContradicts, PlanOutdated
from certifications.tasks import solve_plan, solve_waiting_plans
from home import clock
from home.states import IllegalTransition
from tests.certifications import making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db


def planned(round_, by, **wishes):
    """A plan that the worker has computed."""
    plan = plans.draft(again(round_), Wishes(**{"reviews": 2, "cap": 9} | wishes), by=by)
    plans.solve(plan)
    return again(plan)


def pairs(round_):
    rows = Assignment.objects.counted().filter(application__round=round_)
    return {(row.judge, row.application) for row in rows.select_related("judge", "application")}


def code(record):
    return str(record.public_id)


def test_a_plan_is_computed_by_the_worker_and_assigns_nothing(cases, panel, open_round, secretary):
    plan = plans.draft(open_round, Wishes(reviews=2, cap=9), by=secretary)
    before = (plan.state, plan.output, DBTaskResult.objects.filter(task_path="certifications.tasks.solve_plan").count())

    solve_plan.func(str(plan.public_id))

    plan = again(plan)
    assert before == ("waiting", None, 1)
    assert (plan.state, plan.step, len(plan.output["assigned"]), plan.output["gaps"]) == ("drafted", 4, 6, [])
    assert pairs(open_round) == set()


def test_applying_makes_the_assignments_with_their_history(cases, panel, open_round, secretary):
    plan = planned(open_round, secretary)

    plans.apply(plan, by=secretary)

    wanted = {(row["judge"], row["application"]) for row in plan.output["assigned"]}
    assert {(code(judge), code(case)) for judge, case in pairs(open_round)} == wanted
    first = Assignment.objects.first().history.get()
    assert (first.action, first.by, first.hash) == ("assignment.assign", secretary, first.digest())
    assert again(plan).state == "applied"
    assert list(again(plan).history.values_list("action", flat=True)) == ["plan.draft", "plan.find", "plan.apply"]


def test_the_stored_inputs_are_those_that_were_hashed(cases, panel, open_round, secretary):
    plan = planned(open_round, secretary, links=1, caps={code(panel[0]): 1}, must=((code(panel[1]), code(cases[0])),))

    problem = plan_inputs.stored(again(plan).inputs)

    assert scoring.digest(assignment_problems.canonical(problem)) == plan.input_hash
    assert Wishes.from_data(plan.parameters).as_data() == plan.parameters


def test_a_job_that_was_killed_is_taken_up_again(cases, panel, open_round, secretary):
    plan = plans.draft(open_round, Wishes(reviews=2, cap=9), by=secretary)
    AssignmentPlan.objects.filter(pk=plan.pk).update(step=2)  # as far as the process came that was killed

    solve_waiting_plans.func()
    solve_waiting_plans.func()

    assert (again(plan).state, again(plan).step, again(plan).history.count()) == ("drafted", 4, 2)


def test_a_solver_that_ends_leaves_a_plan_that_says_so(cases, panel, open_round, secretary, monkeypatch):
    plan = plans.draft(open_round, Wishes(reviews=2, cap=9), by=secretary)
    monkeypatch.setattr(network_flows, "TIMEOUT_SECONDS", 0.001)

    plans.solve(plan)

    assert (again(plan).state, again(plan).problem) == ("failed", "timeout")


@pytest.mark.parametrize("what", ["conflict", "unseated", "withdrawn", "assigned", "field", "begun"])
def test_a_plan_that_rests_on_something_else_is_refused(cases, panel, open_round, secretary, owner, what):
    if what == "begun":
        judging.assign(cases[0], panel[0], by=secretary)
    plan = planned(open_round, secretary)
    before = pairs(open_round)
    if what == "conflict":
        conflicts.record(panel[0], program=open_round.program, application=cases[0], reason="取引", by=secretary)
    elif what == "unseated":
        rounds.unseat(open_round, panel[0], reason="任期満了", by=secretary)
    elif what == "withdrawn":
        applications.withdraw(again(cases[0]), by=owner)
    elif what == "assigned":
        judging.assign(cases[0], panel[0], by=secretary)
        before = pairs(open_round)
    elif what == "field":
        category = open_round.program.categories.first()
        again(cases[0]).__class__.objects.filter(pk=cases[0].pk).update(category=category)
    else:
        with clock.at(making.JUDGING):
            rounds.open_judging(again(open_round), by=secretary)
            judging.pledge(again(open_round), by=panel[0])
            judging.open_sheet(Assignment.objects.select_related("application__round").get(), by=panel[0])

    with pytest.raises(PlanOutdated):
        plans.apply(plan, by=secretary)

    assert pairs(open_round) == before
    assert again(plan).state == "drafted"


def test_a_conflict_is_never_planned(cases, panel, open_round, secretary):
    conflicts.record(panel[0], program=open_round.program, organization=cases[0].organization, reason="元社員", by=secretary)

    plan = planned(open_round, secretary)
    plans.apply(plan, by=secretary)

    assert {judge for judge, _case in pairs(open_round)} == {panel[1], panel[2]}
    assert Conflict.objects.count() == 1


def test_a_judge_of_the_applicants_company_is_never_planned(cases, panel, open_round, secretary, company):
    company.memberships.create(user=panel[2], role="viewer", started_at=clock.now())

    plan = planned(open_round, secretary)

    assert code(panel[2]) not in {row["judge"] for row in plan.output["assigned"]}


def test_a_newer_plan_moves_the_fewest_and_gives_back_what_was_taken(cases, panel, open_round, secretary):
    plans.apply(planned(open_round, secretary), by=secretary)
    before = pairs(open_round)

    plans.apply(planned(open_round, secretary, caps={code(panel[0]): 0}), by=secretary)
    without = pairs(open_round)
    plans.apply(planned(open_round, secretary, must=tuple((code(j), code(c)) for j, c in before if j == panel[0])), by=secretary)

    assert {pair for pair in before if pair[0] != panel[0]} <= without
    assert {judge for judge, _case in without} == {panel[1], panel[2]}
    assert {pair for pair in before if pair[0] == panel[0]} <= pairs(open_round)
    returned = Assignment.objects.counted().filter(judge=panel[0]).first()
    assert list(returned.history.values_list("action", flat=True)) == [
        "assignment.assign",
        "assignment.take_away",
        "assignment.give_back",
    ]


def test_a_begun_sheet_never_moves(cases, panel, open_round, secretary):
    judging.assign(cases[0], panel[0], by=secretary)
    with clock.at(making.JUDGING):
        rounds.open_judging(again(open_round), by=secretary)
        judging.pledge(again(open_round), by=panel[0])
        judging.open_sheet(Assignment.objects.select_related("application__round").get(), by=panel[0])

        with pytest.raises(PlanContradicts) as refused:
            plans.draft(again(open_round), Wishes(reviews=2, cap=9, caps={code(panel[0]): 0}), by=secretary)
        plans.apply(planned(open_round, secretary, caps={code(panel[0]): 1}), by=secretary)

    assert (refused.value.code, refused.value.subject) == ("fixed_over_cap", (str(panel[0]),))
    assert {case for judge, case in pairs(open_round) if judge == panel[0]} == {cases[0]}


def test_link_reviews_are_marked_and_stay_links(cases, panel, open_round, secretary):
    plans.apply(planned(open_round, secretary, reviews=1, cap=3, links=2), by=secretary)
    before = set(Assignment.objects.filter(link=True).values_list("pk", flat=True))

    plans.apply(planned(open_round, secretary, reviews=1, cap=3, links=2), by=secretary)

    assert len(before) == 2
    assert set(Assignment.objects.counted().filter(link=True).values_list("pk", flat=True)) == before
    assert len(pairs(open_round)) == 5


def test_expertise_and_earlier_years_decide_who_reads(cases, panel, open_round, secretary):
    category = open_round.program.categories.first()
    type(cases[0]).objects.filter(pk=cases[0].pk).update(category=category)
    plans.know(open_round, panel[2], {category: 3}, by=secretary)

    plan = planned(open_round, secretary, reviews=1)

    chosen = {row["application"]: (row["judge"], row["reasons"]) for row in plan.output["assigned"]}
    assert chosen[code(cases[0])][0] == code(panel[2])
    assert ["expertise", 3] in chosen[code(cases[0])][1]


def test_expertise_is_written_over_and_taken_back(panel, open_round, secretary):
    category = open_round.program.categories.first()
    plans.know(open_round, panel[0], {category: 1}, by=secretary)
    plans.know(open_round, panel[0], {category: 2}, by=secretary)
    levels = list(Expertise.objects.values_list("judge", "category", "level"))

    plans.know(open_round, panel[0], {category: 0}, by=secretary)

    assert levels == [(panel[0].pk, category.pk, 2)]
    assert Expertise.objects.count() == 0
    with pytest.raises(NotOnPanel):
        plans.know(open_round, making.person("nobody"), {}, by=secretary)


def test_what_is_infeasible_is_named_with_what_would_help(cases, panel, open_round, secretary):
    plan = planned(open_round, secretary, reviews=3, cap=2)

    gaps = plan.output["gaps"]

    assert [gap["lacking"] for gap in gaps] == [1, 1, 1]
    assert {row["code"] for row in gaps[0]["relax"]} == {"cap", "reviews"}


def test_wishes_that_contradict_are_refused_by_name(cases, panel, open_round, secretary):
    pair = (code(panel[0]), code(cases[0]))

    with pytest.raises(PlanContradicts) as refused:
        plans.draft(open_round, Wishes(reviews=2, cap=9, must=(pair,), never=(pair,)), by=secretary)

    assert refused.value.subject == (str(panel[0]), cases[0].receipt_number)
    assert AssignmentPlan.objects.count() == 0


def test_a_plan_needs_judges_and_cases(open_round, secretary):
    with pytest.raises(NothingToAssign):
        plans.draft(open_round, Wishes(reviews=2, cap=9), by=secretary)


def test_a_plan_is_applied_once_and_not_after_it_was_discarded(cases, panel, open_round, secretary):
    applied, discarded = planned(open_round, secretary), planned(open_round, secretary)
    plans.discard(discarded, by=secretary)
    plans.apply(applied, by=secretary)

    for plan in (applied, discarded):
        with pytest.raises(IllegalTransition):
            plans.apply(plan, by=secretary)
    with pytest.raises(IllegalTransition):
        plans.discard(applied, by=secretary)


def test_a_plan_that_was_discarded_is_not_computed_any_more(cases, panel, open_round, secretary):
    plan = plans.draft(open_round, Wishes(reviews=2, cap=9), by=secretary)
    plans.discard(plan, by=secretary)

    solve_plan.func(str(plan.public_id))

    assert (again(plan).state, again(plan).output) == ("discarded", None)
