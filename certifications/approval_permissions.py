"""Who signs which step of an approval. Objects are duck-typed, as in permissions.py."""

from typing import Any

from certifications.permissions import is_case_approver, is_secretariat
from home import clock


def has_judged(user: Any, application: Any) -> bool:
    """Whether the person's sheet went into the case's result, or was to go in: who evaluates does not decide."""
    return bool(application.assignments.filter(judge=user).exclude(state="recused").exists())


def had_a_part(user: Any, decision: Any) -> bool:
    """Of an answer to an appeal: whether the person had a part in what is appealed against, or sits on the panel."""
    appeal = decision.appeal
    return appeal is not None and bool(
        appeal.first_deciders.filter(person=user).exists() or appeal.seats.filter(person=user).exists()
    )


def may_move(user: Any, decision: Any) -> bool:
    """Whether a draft may be handed on, returned or discarded: an answer to an appeal by nobody who had a part in the first."""
    return decision.appeal is None or not decision.appeal.first_deciders.filter(person=user).exists()


def seat_for(user: Any, step: Any, program: Any) -> tuple[bool, str]:
    """Whether the person stands at the step today, and if as a deputy, why. A step that names nobody is every approver's."""
    seats = list(program.approval_seats.in_force(clock.today()).filter(code=step.code))
    if not any(not seat.deputy for seat in seats):
        return True, ""
    mine = [seat for seat in seats if seat.user_id == user.pk]
    if any(not seat.deputy for seat in mine):
        return True, ""
    return bool(mine), mine[0].reason if mine else ""


def may_sign_step(user: Any, decision: Any, step: Any) -> bool:
    """Approver of the case without an interest in it, at this step, neither its author nor its judge, and only once."""
    return (
        is_case_approver(user, decision.application)
        and decision.drafted_by_id != user.pk
        and seat_for(user, step, decision.application.round.program)[0]
        and not decision.steps.counting().filter(signed_by=user).exists()
        and not has_judged(user, decision.application)
        and not had_a_part(user, decision)
    )


def may_sign(user: Any, decision: Any) -> bool:
    """May sign the step whose turn it is."""
    step = decision.waiting_step if decision.state == "proposed" else None
    return step is not None and may_sign_step(user, decision, step)


def may_pass_over(user: Any, decision: Any) -> bool:
    """Stands at the step after the one whose turn it is: she goes on without it. The last step is never passed over."""
    if decision.state != "proposed":
        return False
    waiting = list(decision.steps.waiting()[:2])
    return len(waiting) == 2 and may_sign_step(user, decision, waiting[1]) and not seat_is_own(user, decision, waiting[0])


def seat_is_own(user: Any, decision: Any, step: Any) -> bool:
    """Whether she could sign the step herself: then nobody is absent."""
    return may_sign_step(user, decision, step)


def may_read_later(user: Any, decision: Any, step: Any) -> bool:
    """Was passed over, as the step's holder."""
    program = decision.application.round.program
    return (
        step.state == "passed_over"
        and is_case_approver(user, decision.application)
        and decision.drafted_by_id != user.pk
        and seat_for(user, step, program) == (True, "")
        and not decision.steps.signed().filter(turn=step.turn, signed_by=user).exists()
    )


def may_take_back(user: Any, decision: Any) -> bool:
    """Drafted it and works for the program still; nobody has signed yet."""
    return (
        decision.state == "proposed"
        and decision.drafted_by_id == user.pk
        and is_secretariat(user, decision.application.round.program)
        and not decision.steps.counting().exclude(state="waiting").exists()
    )
