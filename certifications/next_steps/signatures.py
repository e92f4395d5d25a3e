"""Whose signature comes next: on one decision, and over a round."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from certifications.approval_permissions import may_sign, may_sign_step, seat_for
from certifications.approval_querysets import ApprovalStepQuerySet
from certifications.models import ApprovalStep, Decision, Round
from certifications.next_steps.steps import NextStep, turn
from certifications.permissions import is_approver
from home import clock


def of_decision(decision: Decision, user: Any) -> NextStep:
    """Whose turn it is in the approval."""
    program, step = decision.application.round.program, decision.waiting_step
    if step is None:
        label = gettext("Return the draft, so that it is handed on anew")
        return turn(label, "send_back", is_approver(user, program), an_approver(program))
    last = not decision.steps.waiting().exclude(pk=step.pk).exists()
    label = gettext("Approve the decision") if last else gettext("Sign the decision")
    able = [person for person in standing(program, step) if may_sign_step(person, decision, step)]
    return turn(label, "approve", may_sign(user, decision), names_at(step, able))


def standing(program: Any, step: Any) -> list[Any]:
    """Who stands at the step today, without who has drafted it herself: those named; where nobody is, every approver."""
    seats = list(program.approval_seats.in_force(clock.today()).filter(code=step.code).select_related("user"))
    if any(not seat.deputy for seat in seats):
        return [seat.user for seat in seats if seat.user_id != step.drafted_by_id]
    roles = program.roles.filter(role="approver", ended_at__isnull=True).exclude(user=step.drafted_by_id)
    return [role.user for role in roles.select_related("user").order_by("user__name_kana", "pk")]


def an_approver(program: Any) -> str:
    """The program's approvers by name, or in a word."""
    roles = program.roles.filter(role="approver", ended_at__isnull=True).select_related("user")
    return "、".join(str(role.user) for role in roles.order_by("user__name_kana", "pk")) or gettext("the approver")


def names_at(step: Any, people: Iterable[Any]) -> str:
    """The step, and who can sign it by name."""
    names = "、".join(map(str, people))
    nobody = gettext("an approver who has neither drafted it nor has an interest in it")
    return f"{step.name} ({names})" if names else nobody


def to_sign(round_: Round, user: Any) -> list[ApprovalStep]:
    """Steps whose turn it is and at which the user can sign: one of each code, since many cases wait at the same one.

    As `may_sign` says of a single decision; in a few queries however many wait.
    """
    if not is_approver(user, round_.program):
        return []
    free = round_.applications.without_conflict(user).exclude(
        Exists(user.assignments.filter(application=OuterRef("pk")).exclude(state="recused"))
    )
    steps = {step.code: step for step in _whose_turn(round_).left_to(user).filter(decision__application__in=free)}
    return [step for step in steps.values() if seat_for(user, step, round_.program)[0]]


def _whose_turn(round_: Round) -> ApprovalStepQuerySet:
    return ApprovalStep.objects.whose_turn().filter(decision__application__round=round_)


def of_round(round_: Round, user: Any) -> NextStep:
    """Whose turn it is in the approvals of a round: the reader's if one of them waits for her."""
    mine = to_sign(round_, user)
    steps = mine or {step.code: step for step in _whose_turn(round_)}.values()
    who = "、".join(names_at(step, standing(round_.program, step)) for step in steps)
    own = not mine and is_approver(user, round_.program) and not _whose_turn(round_).exclude(drafted_by=user).exists()
    others = gettext("another approver: nobody approves what she has drafted herself")
    return turn(
        gettext("Approve all decisions"), "approve_all", bool(mine), others if own else who or an_approver(round_.program)
    )
