"""Decisions are drafted by one person and approved by another; what was approved is locked by its hash."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from certifications import emails, reasoning
from certifications.actions import appeals, approvals
from certifications.actions.conditions import must_run
from certifications.approval_permissions import may_move, may_pass_over, may_read_later, may_take_back
from certifications.approval_states import ApprovalState
from certifications.models import Application, Decision, Level
from certifications.papers import bundle_hash
from certifications.permissions import is_case_approver, is_case_secretariat
from certifications.refusals import (
    BundleChanged,
    DecisionChanged,
    LevelWrong,
    ReasonsMissing,
    ResultOutdated,
    SecondPersonNeeded,
    SomebodySigned,
)
from certifications.states import ApplicationState, DecisionState, Outcome, RoundState
from home import clock
from home.states import IllegalTransition, StaleState, change_state


def seen(decision: Decision) -> str:
    """What an approver has in front of her, in one word: which writing of the draft, which step, and all that is locked."""
    step = decision.waiting_step
    return f"{decision.row_version}:{step.pk if step else ''}:{bundle_hash(decision)}"


def outcomes_open(application: Application) -> list[str]:
    """Which outcomes can be drafted now: before the scores are locked only that requirements are not met."""
    state, stage = application.state, application.round.state
    if state == ApplicationState.IN_REVIEW and stage == RoundState.DECIDING:
        return [outcome.value for outcome in Outcome]
    if stage in {RoundState.CANCELLED, RoundState.RELEASED}:
        return []
    if state == ApplicationState.SUBMITTED or (state == ApplicationState.IN_REVIEW and stage == RoundState.PUBLISHED):
        return [Outcome.INELIGIBLE.value]
    return []


@transaction.atomic
def draft(
    application: Application,
    *,
    outcome: str,
    by: Any,
    level: Level | None = None,
    reasons: str = "",
    criterion_reasons: Mapping[str, str] | None = None,
    public_comment: str = "",
) -> Decision:
    """Drafts the decision on a case, or changes the draft. It cites the round's newest result.

    `criterion_reasons` are texts by the criterion's code.
    A changed draft gets a new row version. Raises RoundCancelled, LevelWrong, NotRanked for a case that the result does
    not rank, and IllegalTransition for an outcome that is
    not open now (see `outcomes_open`).
    """
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    round_ = application.round
    must_run(round_)
    if outcome not in outcomes_open(application):
        raise IllegalTransition(application, outcome)
    if outcome == Outcome.CERTIFIED and (level is None or level.program_id != round_.program_id):
        raise LevelWrong
    run = reasoning.run_of(application) if outcome != Outcome.INELIGIBLE else None
    facts = {
        "outcome": outcome,
        "level": level if outcome == Outcome.CERTIFIED else None,
        "reasons": reasons.strip(),
        "criterion_reasons": reasoning.as_rows(application, run, criterion_reasons or {}),
        "public_comment": public_comment.strip(),
        "result_run": run,
        "drafted_by": by,
        "drafted_at": clock.now(),
    }
    decision, created = Decision.objects.get_or_create(application=application, appeal=None, defaults=facts)
    if created:
        decision.history.append(decision, action="decision.draft", by=by, to_state=decision.state, facts={"outcome": outcome})
        return decision
    if decision.state != DecisionState.DRAFTED:
        raise IllegalTransition(decision, DecisionState.DRAFTED)
    if not Decision.objects.filter(pk=decision.pk, state=DecisionState.DRAFTED).update(row_version=F("row_version") + 1, **facts):
        raise StaleState(decision)
    decision.refresh_from_db()
    decision.history.append(decision, action="decision.redraft", by=by, to_state=decision.state, facts={"outcome": outcome})
    return decision


def _held(decision: Decision) -> Decision:
    """The record as it stands now, behind its lock. Raises StaleState when it is gone."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("application", "level", "result_run")
    present = rows.filter(pk=decision.pk).first()
    if present is None:
        raise StaleState(decision)
    return present


@transaction.atomic
def propose(decision: Decision, *, by: Any) -> None:
    """Hands the draft with its letter and its certificate to the first step of the approval; all of it is locked by its hash.

    Raises ResultOutdated, ReasonsMissing for a refusal that says nothing about a criterion that fell short (or nothing at
    all), and RoundCancelled.
    """
    if not (is_case_secretariat(by, decision.application) and may_move(by, decision)):
        raise PermissionDenied
    must_run(decision.application.round)
    present = _held(decision)
    if lacking := reasoning.missing(present):
        raise ReasonsMissing(lacking)
    if present.is_stale:
        raise ResultOutdated
    change_state(decision, DecisionState.PROPOSED, by=by, action="decision.propose", bundle_hash=bundle_hash(present))
    approvals.begin(decision, by=by)


@transaction.atomic
def approve(decision: Decision, *, by: Any, seen_as: str | None = None) -> None:
    """Signs the step whose turn it is, over what was seen and nothing else; the last step approves.

    `seen_as` is what `seen` said when the approver's page was made; without it, the record in hand is what was seen.
    Raises ResultOutdated, ReasonsMissing, DecisionChanged when it is another draft or another step now, BundleChanged when
    something of the papers is not what was handed on, SignerInConflict, NotYourStep, EvaluatorDecides, SecondPersonNeeded for who
    drafted it (the database refuses it, too), RoundCancelled, and StaleState when somebody else was first.
    """
    read = seen_as if seen_as is not None else seen(decision)
    if not is_case_approver(by, decision.application):
        raise PermissionDenied
    must_run(decision.application.round)
    present = _held(decision)
    if present.drafted_by_id == by.pk:
        raise SecondPersonNeeded
    if present.is_stale:
        raise ResultOutdated
    if lacking := reasoning.missing(present):
        raise ReasonsMissing(lacking)
    if present.state == DecisionState.PROPOSED:
        if seen(present) != read:
            raise DecisionChanged
        if bundle_hash(present) != present.bundle_hash:
            raise BundleChanged
        approvals.must_hold(present)
        if not approvals.sign(present, by=by):
            decision.history.append(decision, action="decision.sign", by=by, to_state=present.state, held=True)
            return
    change_state(decision, DecisionState.APPROVED, by=by, action="decision.approve", approved_by=by, approved_at=clock.now())
    # The row is ours now: what came between our reading and our writing shows here, and undoes the approval.
    written = Decision.objects.get(pk=decision.pk)
    if bundle_hash(written) != written.bundle_hash:
        raise DecisionChanged


@transaction.atomic
def pass_over(decision: Decision, *, reason: str, by: Any) -> None:
    """Goes on without the step whose turn it is, because its holder is absent (不在後閲); she reads the papers later.

    Done by who signs the step after it; the last step is never passed over. Raises NotYourStep, StepsDone, RoundCancelled.
    """
    if not may_pass_over(by, decision):
        raise PermissionDenied
    must_run(decision.application.round)
    present = _held(decision)
    step = approvals.pass_over(present, reason=reason, by=by)
    decision.history.append(
        decision, action="decision.pass_over", by=by, to_state=present.state, note=reason, facts={"step": step.code}, held=True
    )


@transaction.atomic
def read_later(decision: Decision, *, by: Any) -> None:
    """Notes that who was passed over has read the papers now (後閲): she had a part in it. Raises SitsOnAppeal."""
    present = _held(decision)
    steps = [step for step in present.steps.counting() if may_read_later(by, present, step)]
    if not steps:
        raise PermissionDenied
    appeals.read_by(decision, by)
    for step in steps[:1]:
        change_state(
            step,
            ApprovalState.READ_LATER,
            by=by,
            action="approval.read_later",
            signed_by=by,
            signed_at=clock.now(),
        )
        decision.history.append(decision, action="decision.read_later", by=by, facts={"step": step.code}, held=True)


@transaction.atomic
def step_back(decision: Decision, *, comment: str, by: Any) -> None:
    """Returns the papers to the step before, with a comment. Raises NotYourStep, StepsDone, RoundCancelled."""
    if not is_case_approver(by, decision.application):
        raise PermissionDenied
    must_run(decision.application.round)
    present = _held(decision)
    if present.state != DecisionState.PROPOSED:
        raise IllegalTransition(present, "step_back")
    step = approvals.step_back(present, comment=comment, by=by)
    decision.history.append(
        decision, action="decision.step_back", by=by, to_state=present.state, note=comment, facts={"step": step.code}, held=True
    )


@transaction.atomic
def send_back(decision: Decision, *, comment: str, by: Any) -> None:
    """Returns the draft to its author with a comment, also after approval as long as it is not released.

    What was signed counts no longer; it stays on record. Raises RoundCancelled.
    """
    if not (is_case_approver(by, decision.application) and may_move(by, decision)):
        raise PermissionDenied
    must_run(decision.application.round)
    change_state(
        decision,
        DecisionState.DRAFTED,
        by=by,
        action="decision.send_back",
        note=comment,
        approved_by=None,
        approved_at=None,
        bundle_hash="",
    )
    approvals.end(decision, by=by, comment=comment)
    emails.decision_sent_back(decision)


@transaction.atomic
def take_back(decision: Decision, *, by: Any) -> None:
    """The author takes the draft back while nobody has signed. Raises SomebodySigned, RoundCancelled, IllegalTransition."""
    if decision.drafted_by_id != by.pk or not is_case_secretariat(by, decision.application):
        raise PermissionDenied
    must_run(decision.application.round)
    present = _held(decision)
    if present.state == DecisionState.PROPOSED and not may_take_back(by, present):
        raise SomebodySigned
    if present.state == DecisionState.APPROVED:
        raise SomebodySigned
    change_state(decision, DecisionState.DRAFTED, by=by, action="decision.take_back", bundle_hash="")
    approvals.end(decision, by=by)


@transaction.atomic
def discard(decision: Decision, *, reason: str, by: Any) -> None:
    """Takes a draft away that was made by mistake: the case stands again where it stood without one.

    Only a draft: what has been handed on must come back first (`send_back`). What was drafted and the draft's own chain
    of events stay in the history of the application. Raises RoundCancelled, and IllegalTransition for anything else.
    """
    application = decision.application
    if not (is_case_secretariat(by, application) and may_move(by, decision)):
        raise PermissionDenied
    must_run(application.round)
    held = Decision.objects.select_for_update(of=("self",)).filter(pk=decision.pk).first()
    if held is None:
        raise StaleState(decision)
    if held.state != DecisionState.DRAFTED:
        raise IllegalTransition(held, "discarded")
    facts = {
        "outcome": held.outcome,
        "level": held.level.code if held.level else "",
        "reasons": held.reasons,
        "criterion_reasons": held.criterion_reasons,
        "public_comment": held.public_comment,
        "drafted_by": held.drafted_by_id,
        "drafted_at": held.drafted_at.isoformat(),
        "events": [
            [event.seq, event.at.isoformat(), event.by_id, event.action, event.note, event.hash] for event in held.history.all()
        ],
    }
    held.delete()
    action = "decision.discard"
    application.history.append(application, action=action, by=by, to_state=application.state, note=reason, facts=facts)
