"""The answer to an appeal: a new decision, approved like any other, that supersedes the first one and never edits it."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from certifications import appeal_emails
from certifications.actions import appeals, approvals, certificates, issuing
from certifications.actions.conditions import must_run
from certifications.appeal_permissions import may_answer, may_handle
from certifications.appeal_states import AppealState, Ruling
from certifications.models import Appeal, Certificate, Decision, Level
from certifications.papers import bundle_hash
from certifications.refusals import (
    AnswerNotApproved,
    AppealPanelMissing,
    BundleChanged,
    LevelWrong,
    NothingChanged,
    ReasonsMissing,
    WorseThanBefore,
)
from certifications.states import DecisionState, Outcome
from home import clock, freshness
from home.discovery import reactions
from home.states import IllegalTransition, StaleState, change_state

GOOD = (Outcome.INELIGIBLE, Outcome.NOT_CERTIFIED, Outcome.CERTIFIED)  # from worst to best
OPEN_FOR = {
    Ruling.UPHELD: frozenset({AppealState.IN_REVIEW}),
    Ruling.DISMISSED: frozenset({AppealState.IN_REVIEW}),
    Ruling.REJECTED: frozenset({AppealState.RECEIVED, AppealState.IN_REVIEW}),
}


@transaction.atomic
def draft(
    appeal: Appeal,
    *,
    ruling: str,
    reasons: str,
    by: Any,
    outcome: str = "",
    level: Level | None = None,
    public_comment: str = "",
) -> Decision:
    """Drafts the answer, or changes the draft. What dismisses or rejects says the first result again, with its own reasons.

    Raises ReasonsMissing, AppealPanelMissing where nobody has looked into it, LevelWrong, NothingChanged and
    WorseThanBefore for what upholds nothing (行政不服審査法48条), RoundCancelled, IllegalTransition.
    """
    held = appeals.locked(appeal)
    if not may_handle(by, held):
        raise PermissionDenied
    first = held.decision
    must_run(first.application.round)
    if held.state not in OPEN_FOR[Ruling(ruling)]:
        raise IllegalTransition(held, ruling)
    if not reasons.strip():
        raise ReasonsMissing
    if ruling != Ruling.REJECTED and not held.seats.exists():
        raise AppealPanelMissing
    if ruling == Ruling.UPHELD:
        _must_be_better(first, outcome, level)
    else:
        outcome, level = first.outcome, first.level
    facts = {
        "ruling": ruling,
        "outcome": outcome,
        "level": level if outcome == Outcome.CERTIFIED else None,
        "reasons": reasons.strip(),
        "public_comment": public_comment.strip(),
        "drafted_by": by,
        "drafted_at": clock.now(),
    }
    decision, created = Decision.objects.get_or_create(appeal=held, defaults={"application": first.application, **facts})
    noted = {"ruling": ruling, "outcome": outcome}
    if created:
        decision.history.append(decision, action="decision.draft", by=by, to_state=decision.state, facts=noted)
        return decision
    if decision.state != DecisionState.DRAFTED:
        raise IllegalTransition(decision, DecisionState.DRAFTED)
    if not Decision.objects.filter(pk=decision.pk, state=DecisionState.DRAFTED).update(row_version=F("row_version") + 1, **facts):
        raise StaleState(decision)
    decision.refresh_from_db()
    decision.history.append(decision, action="decision.redraft", by=by, to_state=decision.state, facts=noted)
    return decision


def _must_be_better(first: Decision, outcome: str, level: Level | None) -> None:
    """Levels count from the highest: the smaller the rank, the better."""
    certified = outcome == Outcome.CERTIFIED
    if certified and (level is None or level.program_id != first.application.round.program_id):
        raise LevelWrong
    before, after = GOOD.index(Outcome(first.outcome)), GOOD.index(Outcome(outcome))
    if certified and before == after and level is not None and first.level is not None:
        before, after = -first.level.rank, -level.rank
    if after < before:
        raise WorseThanBefore
    if after == before:
        raise NothingChanged


@transaction.atomic
def release(appeal: Appeal, *, by: Any) -> Sequence[Certificate]:
    """Makes the answer a fact: the appeal ends as it says, certificates follow, and everybody who appealed gets a letter.

    The first decision stays as it is and can be read for good. A certificate that it had is replaced when the answer gives
    another. Raises AnswerNotApproved, BundleChanged, SignerInConflict, RoundCancelled, StaleState, IllegalTransition.
    """
    held = appeals.locked(appeal)
    if not may_answer(by, held):
        raise PermissionDenied
    must_run(held.decision.application.round)
    rows = Decision.objects.select_for_update(of=("self",)).select_related("application__round__program", "level", "appeal")
    decision = rows.filter(appeal=held).first()
    if decision is None or decision.state != DecisionState.APPROVED:
        raise AnswerNotApproved
    if decision.bundle_hash != bundle_hash(decision):
        raise BundleChanged
    approvals.must_hold(decision)
    change_state(held, decision.ruling, by=by, action="appeal.answer")
    change_state(decision, DecisionState.RELEASED, by=by, action="decision.release", released_at=clock.now())
    issued = _follow(held.decision, decision, by=by) if decision.ruling == Ruling.UPHELD else []
    application = decision.application
    application.history.append(application, action="appeal.answer", by=by, to_state=application.state)
    for letter in appeal_emails.answers(decision):
        letter.write()
    for react in reactions("released"):
        react(issued)
    for name in ("programs", "register"):
        freshness.renew(name)
    appeal.refresh_from_db()
    return issued


def _follow(first: Decision, decision: Decision, *, by: Any) -> list[Certificate]:
    """The certificate of the new decision; the first one's ends, and says by which it was replaced."""
    if decision.outcome != Outcome.CERTIFIED:
        return []
    issued = issuing.issue(decision, by=by)
    for old in first.certificates.issued().exclude(state="superseded"):  # of one that was issued anew, the newest
        reason = {
            "ja": f"不服の申立てを受けた決定により、{issued.number}に替わりました。",
            "en": f"Replaced by {issued.number}, by a decision upon an appeal.",
            "zh": f"经复核决定，已由{issued.number}替代。",
        }
        certificates.supersede(old, issued, reason=reason, by=by)
    return [issued]
