"""Plans of assignments: asked for, computed by the worker, applied as one, or discarded."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import assigning, assignment_problems, network_flows, scoring
from certifications.actions import assignments, plan_inputs
from certifications.actions.conditions import must_be_in
from certifications.actions.plan_inputs import Wishes
from certifications.assignment_problems import Contradiction, Problem, Solution
from certifications.judge_graphs import Pair
from certifications.models import Assignment, AssignmentPlan, Category, Expertise, Round
from certifications.network_flows import Arc, NoFlow
from certifications.permissions import is_secretariat, runs_round
from certifications.plan_states import PlanState, PlanStep
from certifications.refusals import NothingToAssign, NotOnPanel, PlanContradicts, PlanOutdated
from certifications.states import MAY_BE_ASSIGNED, AssignmentState
from home import clock, jobs
from home.states import IllegalTransition, StaleState, change_state
from organizations.models import User


@transaction.atomic
def draft(round_: Round, wishes: Wishes, *, by: Any) -> AssignmentPlan:
    """Asks the worker for a plan; nothing is assigned by it.

    Raises WrongStage, NothingToAssign, and PlanContradicts when the wishes cannot all be true.
    """
    if not runs_round(by, round_):
        raise PermissionDenied
    must_be_in(round_, MAY_BE_ASSIGNED)
    locked = _hold(round_)
    problem = plan_inputs.problem_of(locked, wishes)
    if not problem.applications or not problem.judges:
        raise NothingToAssign
    try:
        assignment_problems.table(problem)
    except Contradiction as contradiction:
        raise PlanContradicts(contradiction.code, *_names(locked, contradiction.subject)) from contradiction
    inputs = assignment_problems.canonical(problem)
    last = locked.plans.order_by("-number").first()
    plan = AssignmentPlan.objects.create(
        round=locked,
        number=last.number + 1 if last else 1,
        seed=wishes.seed,
        parameters=wishes.as_data(),
        inputs=inputs,
        input_hash=scoring.digest(inputs),
        drafted_by=by,
        drafted_at=clock.now(),
    )
    plan.history.append(plan, action="plan.draft", by=by, to_state=plan.state)
    jobs.enqueue("certifications.tasks.solve_plan", str(plan.public_id))
    return plan


def _hold(round_: Round) -> Round:
    """The round, locked: assignments, conflicts and sheets of it wait."""
    return Round.objects.select_for_update(of=("self",)).select_related("program").get(pk=round_.pk)


def _names(round_: Round, codes: Sequence[str]) -> list[str]:
    """Judges and cases in words, for a message."""
    names = {str(member.judge.public_id): str(member.judge) for member in round_.panel.select_related("judge")}
    names |= {str(case.public_id): case.receipt_number or "" for case in round_.applications.in_review()}
    return [names.get(code, code) for code in codes]


def solve(plan: AssignmentPlan) -> None:
    """Computes a plan that waits, and shows how far it is; what was begun and lost begins anew. Twice has one effect."""
    if not AssignmentPlan.objects.waiting().filter(pk=plan.pk).exists():
        return

    def find(balances: Sequence[int], arcs: Sequence[Arc]) -> list[int]:
        _show(plan, PlanStep.FLOW)
        flow = network_flows.cheapest(balances, arcs)
        _show(plan, PlanStep.LINKS)
        return flow

    _show(plan, PlanStep.COSTS)
    try:
        solution = assigning.assign(plan_inputs.stored(plan.inputs), find=find)
    except NoFlow as failure:
        why = {"why": "no_flow", "solver": str(failure)}
        change_state(plan, PlanState.FAILED, by=None, action="plan.fail", facts=why, problem=str(failure)[:200])
        return
    found = as_data(solution)
    try:
        change_state(plan, PlanState.DRAFTED, by=None, action="plan.find", output=found, step=PlanStep.DONE)
    except (IllegalTransition, StaleState):
        return  # another worker was first, or the office has discarded it meanwhile


def _show(plan: AssignmentPlan, step: PlanStep) -> None:
    AssignmentPlan.objects.waiting().filter(pk=plan.pk).update(step=step)


def solve_all_waiting() -> None:
    """Computes what still waits, should a job ever have been lost."""
    for plan in AssignmentPlan.objects.waiting().order_by("drafted_at"):
        solve(plan)


def as_data(solution: Solution) -> dict[str, Any]:
    """JSON-ready, in one order."""
    return {
        "assigned": [
            {
                "judge": row.judge,
                "application": row.application,
                "link": row.link,
                "reasons": [[reason.code, reason.value] for reason in row.reasons],
            }
            for row in solution.assigned
        ],
        "loads": dict(solution.loads),
        "dropped": [[row.judge, row.application, row.code] for row in solution.dropped],
        "gaps": [asdict(gap) for gap in solution.gaps],
        "groups": [list(group) for group in solution.groups],
        "links_missing": solution.links_missing,
        "relax_links": [asdict(relax) for relax in solution.relax_links],
    }


@transaction.atomic
def apply(plan: AssignmentPlan, *, by: Any) -> AssignmentPlan:
    """Makes the assignments of the plan, and takes away what it no longer has; a begun sheet never moves.

    Everything that the plan rests on is asked of the database again, conflicts among it. Raises PlanOutdated, WrongStage.
    """
    round_ = _hold(plan.round)
    if not runs_round(by, round_):
        raise PermissionDenied
    must_be_in(round_, MAY_BE_ASSIGNED)
    held = AssignmentPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if held.state != PlanState.DRAFTED or held.output is None:
        raise IllegalTransition(held, PlanState.APPLIED)
    if is_outdated(held, round_):
        raise PlanOutdated
    wanted = {(row["judge"], row["application"]): row["link"] for row in held.output["assigned"]}
    _take_away(round_, wanted, by)
    assignments.give(round_, wanted, by=by)
    change_state(held, PlanState.APPLIED, by=by, action="plan.apply")
    return held


def is_outdated(plan: AssignmentPlan, round_: Round) -> bool:
    """Whether the same wishes would be computed from something else now."""
    return scoring.digest(assignment_problems.canonical(_problem(plan, round_))) != plan.input_hash


def _problem(plan: AssignmentPlan, round_: Round) -> Problem:
    return plan_inputs.problem_of(round_, Wishes.from_data(plan.parameters))


def _take_away(round_: Round, wanted: dict[Pair, bool], by: Any) -> None:
    """Cases that the plan gives to others leave their judges; what was read under a conflict leaves, too."""
    present = Assignment.objects.counted().filter(stage=round_.stage_to_score(), application__state="in_review")
    for assignment in present.select_related("judge", "application"):
        pair = (str(assignment.judge.public_id), str(assignment.application.public_id))
        if pair not in wanted:
            change_state(assignment, AssignmentState.RECUSED, by=by, action="assignment.take_away")


@transaction.atomic
def discard(plan: AssignmentPlan, *, by: Any) -> None:
    """Puts a plan away that was not applied."""
    if not runs_round(by, plan.round):
        raise PermissionDenied
    held = AssignmentPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    change_state(held, PlanState.DISCARDED, by=by, action="plan.discard")


@transaction.atomic
def know(round_: Round, judge: User, levels: dict[Category, int], *, by: Any) -> None:
    """Writes down how well a judge of the panel knows fields of the program: 0 (nothing) to 3. Raises NotOnPanel."""
    if not is_secretariat(by, round_.program):
        raise PermissionDenied
    if not round_.panel.filter(judge=judge).exists():
        raise NotOnPanel
    for category, level in levels.items():
        if level:
            Expertise.objects.update_or_create(judge=judge, category=category, defaults={"level": level})
        else:
            Expertise.objects.filter(judge=judge, category=category).delete()
