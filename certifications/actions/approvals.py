"""The steps of an approval are begun, signed, passed over, given back. Their decision is locked by whoever calls."""

from typing import Any

from django.db.models import Max

from certifications.approval_permissions import had_a_part, has_judged, may_sign_step, seat_for
from certifications.approval_states import ApprovalState
from certifications.approval_steps import steps_of
from certifications.models import ApprovalStep, Decision
from certifications.permissions import in_conflict
from certifications.refusals import EvaluatorDecides, HadAPart, NotYourStep, SignerInConflict, StepsDone
from home import clock
from home.states import change_state


def begin(decision: Decision, *, by: Any) -> None:
    """Lays out the steps of a new turn, as the round's rules name them."""
    turn = (decision.steps.aggregate(last=Max("turn"))["last"] or 0) + 1
    for planned in steps_of(decision.application.round.rules):
        names = {f"name_{language}": text for language, text in planned.name.items()}
        step = ApprovalStep.objects.create(
            decision=decision, turn=turn, order=planned.order, code=planned.code, drafted_by=decision.drafted_by, **names
        )
        step.history.append(step, action="approval.begin", by=by, to_state=step.state)


def must_hold(decision: Decision) -> None:
    """Raises SignerInConflict when somebody who has drafted or signed turns out to have an interest in the case."""
    signers = [step.signed_by for step in decision.steps.counting().signed().select_related("signed_by")]
    if any(in_conflict(person, decision.application) for person in (decision.drafted_by, *signers)):
        raise SignerInConflict


def sign(decision: Decision, *, by: Any) -> bool:
    """Signs the step whose turn it is over what the decision's lock says; whether it was the last one.

    Raises StepsDone, EvaluatorDecides for who has judged the case, HadAPart, and NotYourStep out of order.
    """
    step = decision.waiting_step
    if step is None:
        raise StepsDone
    if has_judged(by, decision.application):
        raise EvaluatorDecides
    if had_a_part(by, decision):
        raise HadAPart
    if not may_sign_step(by, decision, step):
        raise NotYourStep
    reason = seat_for(by, step, decision.application.round.program)[1]
    change_state(
        step,
        ApprovalState.SIGNED,
        by=by,
        action="approval.sign",
        note=reason,
        signed_by=by,
        signed_at=clock.now(),
        deputy_reason=reason,
        bundle_hash=decision.bundle_hash,
    )
    return decision.waiting_step is None


def pass_over(decision: Decision, *, reason: str, by: Any) -> ApprovalStep:
    """Goes on without the step whose turn it is: its holder is absent and reads the papers later.

    Raises StepsDone, and NotYourStep unless she signs the step after it.
    """
    waiting = list(decision.steps.waiting()[:2])
    if not waiting:
        raise StepsDone
    if len(waiting) == 1 or not may_sign_step(by, decision, waiting[1]):
        raise NotYourStep
    change_state(waiting[0], ApprovalState.PASSED_OVER, by=by, action="approval.pass_over", note=reason)
    return waiting[0]


def step_back(decision: Decision, *, comment: str, by: Any) -> ApprovalStep:
    """Gives the papers back to the step before. Raises NotYourStep, and StepsDone when there is none before."""
    step = decision.waiting_step
    if step is None or not may_sign_step(by, decision, step):
        raise NotYourStep
    before = decision.steps.counting().filter(order__lt=step.order).last()
    if before is None or before.state not in {ApprovalState.SIGNED, ApprovalState.PASSED_OVER}:
        raise StepsDone
    blank = {"signed_by": None, "signed_at": None, "deputy_reason": "", "bundle_hash": ""}
    change_state(before, ApprovalState.WAITING, by=by, action="approval.reopen", note=comment, **blank)
    return before


def end(decision: Decision, *, by: Any, comment: str = "") -> None:
    """The draft goes back to its author: what was signed counts no longer, and stays on record."""
    for step in decision.steps.counting():
        change_state(step, ApprovalState.ENDED, by=by, action="approval.end", note=comment)
