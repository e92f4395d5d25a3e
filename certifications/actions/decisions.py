"""Decisions are drafted by one person and approved by another; what was approved is locked by its hash."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import emails
from certifications.models import Application, Decision, Level
from certifications.permissions import is_approver, is_case_office, is_case_secretariat
from certifications.refusals import ReasonsMissing, ResultOutdated, SecondPersonNeeded
from certifications.scoring import digest
from certifications.states import DecisionState, Outcome, RoundState
from home import clock
from home.states import IllegalTransition, StaleState, change_state


def bundle_hash(decision: Decision) -> str:
    """What an approval covers: outcome, level, reasons, comment, the result it cites, and the judged version."""
    version = decision.application.versions.last()
    return digest(
        [
            decision.outcome,
            decision.level.code if decision.level else "",
            decision.reasons,
            decision.public_comment,
            decision.result_run.output_hash if decision.result_run else "",
            version.sha256 if version else "",
        ]
    )


@transaction.atomic
def draft(
    application: Application,
    *,
    outcome: str,
    by: Any,
    level: Level | None = None,
    reasons: str = "",
    public_comment: str = "",
) -> Decision:
    """Drafts the decision on a case, or changes the draft. It cites the round's newest result.

    "Requirements not met" may be drafted from screening on, the others only when the scores are locked.
    """
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    round_ = application.round
    if outcome != Outcome.INELIGIBLE and (round_.state != RoundState.DECIDING or application.state != "in_review"):
        raise IllegalTransition(application, outcome)
    if outcome == Outcome.INELIGIBLE and application.state not in {"submitted", "in_review"}:
        raise IllegalTransition(application, outcome)
    run = round_.result_runs.first() if outcome != Outcome.INELIGIBLE else None
    facts = {
        "outcome": outcome,
        "level": level if outcome == Outcome.CERTIFIED else None,
        "reasons": reasons.strip(),
        "public_comment": public_comment.strip(),
        "result_run": run,
        "drafted_by": by,
        "drafted_at": clock.now(),
    }
    decision, created = Decision.objects.get_or_create(application=application, defaults=facts)
    if created:
        decision.history.append(decision, action="decision.draft", by=by, to_state=decision.state, facts={"outcome": outcome})
        return decision
    if decision.state != DecisionState.DRAFTED:
        raise IllegalTransition(decision, DecisionState.DRAFTED)
    if not Decision.objects.filter(pk=decision.pk, state=DecisionState.DRAFTED).update(**facts):
        raise StaleState(decision)
    decision.refresh_from_db()
    decision.history.append(decision, action="decision.redraft", by=by, to_state=decision.state, facts={"outcome": outcome})
    return decision


@transaction.atomic
def propose(decision: Decision, *, by: Any) -> None:
    """Hands the draft to the approver. Raises ResultOutdated, and ReasonsMissing for a refusal without reasons."""
    if not is_case_secretariat(by, decision.application):
        raise PermissionDenied
    if decision.outcome != Outcome.CERTIFIED and not decision.reasons:
        raise ReasonsMissing
    if decision.is_stale:
        raise ResultOutdated
    change_state(decision, DecisionState.PROPOSED, by=by, action="decision.propose")


@transaction.atomic
def approve(decision: Decision, *, by: Any) -> None:
    """Approves and locks. Raises ResultOutdated, and SecondPersonNeeded for who drafted it (the database refuses it, too)."""
    application = decision.application
    if not is_approver(by, application.round.program) or not is_case_office(by, application):
        raise PermissionDenied
    if decision.drafted_by_id == by.pk:
        raise SecondPersonNeeded
    if decision.is_stale:
        raise ResultOutdated
    change_state(
        decision,
        DecisionState.APPROVED,
        by=by,
        action="decision.approve",
        approved_by=by,
        approved_at=clock.now(),
        bundle_hash=bundle_hash(decision),
    )


@transaction.atomic
def send_back(decision: Decision, *, comment: str, by: Any) -> None:
    """Returns the draft with a comment, also after approval as long as it is not released."""
    application = decision.application
    if not is_approver(by, application.round.program) or not is_case_office(by, application):
        raise PermissionDenied
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
    emails.decision_sent_back(decision)
