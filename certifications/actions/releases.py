"""The release: one transaction in which results become facts and letters are written; and its way back, for some minutes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from certifications import emails, recipients
from certifications.actions import approvals, issuing, renewal_moves, stage_moves
from certifications.actions.conditions import must_run
from certifications.approval_steps import recall_minutes
from certifications.certificate_states import CertificateState
from certifications.documents import facts_of
from certifications.models import Application, Certificate, Decision, Round
from certifications.papers import bundle_hash
from certifications.permissions import releases_round
from certifications.querysets import DecisionQuerySet
from certifications.refusals import (
    BundleChanged,
    DecisionsMissing,
    PreviewStale,
    QuantityExceeded,
    RecallOver,
    ResultOutdated,
    TooEarly,
)
from certifications.scoring import digest
from certifications.stage_states import StageState
from certifications.states import ApplicationState, DecisionState, RoundState
from home import clock, freshness
from home.actions import letters
from home.discovery import reactions
from home.models import Letter
from home.states import IllegalTransition, change_state

# Said outright: the databases differ on where nothing (no level) comes in an order.
BEST_FIRST = F("level__rank").asc(nulls_last=True)
KINDS = ("certifications/decided", "certifications/decided_by_post")
CERTIFIED = "certified"
NO_CODE = "0" * 12  # codes come to be at the release


@dataclass(frozen=True)
class Written:
    """A letter as it will be."""

    to: str
    subject: str
    text: str
    by_post: bool

    @classmethod
    def of(cls, draft: letters.Draft) -> "Written":
        subject, text = draft.words
        return cls(draft.post_to or f"{draft.to} <{draft.to.email}>", subject, text, bool(draft.post_to))


@dataclass(frozen=True)
class Foreseen:
    """What a release makes of one case."""

    decision: Decision
    application: Application
    people: list[Any]
    letters: list[Written]
    certificate: dict[str, Any]
    entry: dict[str, str]


def obstacles(round_: Round) -> list[type[Exception]]:
    """What stands in the way of a release now, as the exceptions that `release` would raise; empty when nothing does."""
    found: list[type[Exception]] = []
    pending = round_.applications.filter(state__in=["submitted", "correction", "in_review"])
    if pending.exclude(decision__state=DecisionState.APPROVED).exists() or pending.filter(state="correction").exists():
        found.append(DecisionsMissing)
    decisions = _approved(round_)
    cited = {decision.result_run_id: decision.result_run for decision in decisions if decision.result_run}
    if any(run.is_outdated for run in cited.values()):
        found.append(ResultOutdated)
    if any(decision.bundle_hash != bundle_hash(decision) for decision in decisions):
        found.append(BundleChanged)
    quantities = {level["code"]: level["quantity"] for level in round_.rules["levels"]}
    given = Counter(decision.level.code for decision in decisions if decision.level)
    if any(quantities.get(code) is not None and count > quantities[code] for code, count in given.items()):
        found.append(QuantityExceeded)
    if clock.transaction_now() < round_.announces_at:
        found.append(TooEarly)
    return found


def _whole(decisions: DecisionQuerySet) -> DecisionQuerySet:
    """With all that letters and certificates are drawn from, the best level first."""
    return (
        decisions.with_result()
        .select_related("application__subject__area", "application__organization__area", "application__category", "level")
        .select_related("application__round__program", "application__person", "application__team")
        .select_related("application__subject__person", "application__renews__decision__application", "drafted_by")
        .select_related("application__renews__predecessor")
        .order_by(BEST_FIRST, "application__receipt_number")
    )


def _approved(round_: Round) -> list[Decision]:
    # An application may have been withdrawn since: its decision stays sealed.
    states = [ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW]
    approved = Decision.objects.filter(application__round=round_, application__state__in=states, state=DecisionState.APPROVED)
    return list(_whole(approved))


def preview(round_: Round, *, by: Any) -> list[Foreseen]:
    """What a release would do, case by case: every letter, certificate and public page in full. Nothing is written.

    Drawn by the same functions as the release itself. Cases in which the person has an interest are left out.
    """
    cases = round_.applications.of_office(by).values("pk")
    decisions = (
        Decision.objects.filter(application__round=round_, application__in=cases)
        .exclude(state=DecisionState.RELEASED)
        .exclude(application__state=ApplicationState.WITHDRAWN)
    )
    return _foreseen(round_, list(_whole(decisions)))


def _foreseen(round_: Round, decisions: list[Decision]) -> list[Foreseen]:
    """The outcomes of these decisions as of today, with the numbers that the certificates would get."""
    certified = [decision for decision in decisions if decision.outcome == CERTIFIED]
    ahead = iter(issuing.next_numbers(round_, certified))
    day = max(clock.today(), round_.announces_at.astimezone(clock.TOKYO).date())
    found = []
    for decision in decisions:
        application = decision.application
        written = [Written.of(draft) for draft in emails.results(decision)]
        certificate: dict[str, Any] = {}
        entry: dict[str, str] = {}
        if decision.outcome == CERTIFIED:
            drafted = issuing.drafted(decision, number=next(ahead), code=NO_CODE, on=day)
            certificate = facts_of(drafted)
            for react in reactions("previewed"):
                entry |= react(drafted)
        people = recipients.told_of_result(application)
        found.append(Foreseen(decision, application, people, written, certificate, entry))
    return found


def seen(outcomes: Sequence[Foreseen]) -> str:
    """What a preview has shown, in one word: every letter to whom, every certificate, every page."""
    return digest(
        [
            [
                str(each.application.public_id),
                each.decision.state,
                bundle_hash(each.decision),
                [[letter.to, letter.subject, letter.text] for letter in each.letters],
                each.certificate,
                each.entry,
            ]
            for each in outcomes
        ]
    )


@transaction.atomic
def release(round_: Round, *, by: Any, seen_as: str | None = None) -> list[Certificate]:
    """Releases every decision of the round at once: states, certificates with their numbers, letters to all.

    Nothing of it existed before for anybody but the program's office, and all of it exists after. The letters wait for
    the minutes in which the release can be called back. Floors above that keep a face of certificates are called within
    the transaction (their `reactions.released`). `seen_as` is what `seen` said of the preview that was looked at.
    Raises TooEarly, DecisionsMissing, ResultOutdated, BundleChanged, QuantityExceeded, SignerInConflict, PreviewStale,
    RoundCancelled.
    """
    if not releases_round(by, round_):
        raise PermissionDenied
    must_run(round_)
    locked = Round.objects.select_for_update(of=("self",)).select_related("program").get(pk=round_.pk)
    if reasons := obstacles(locked):
        raise reasons[0]
    approved = _approved(locked)
    if seen_as is not None and seen(preview(locked, by=by)) != seen_as:
        raise PreviewStale
    now = clock.now()
    change_state(locked, RoundState.RELEASED, by=by, action="round.release", released_at=now)
    for stage in locked.stages.open():
        stage_moves.finish(stage, by=by)
    letters_leave = now + timedelta(minutes=recall_minutes(locked.rules))
    issued = []
    for decision in approved:
        approvals.must_hold(decision)
        change_state(decision, DecisionState.RELEASED, by=by, action="decision.release", released_at=now)
        change_state(decision.application, ApplicationState.DECIDED, by=by, action="application.announce")
        if decision.outcome == CERTIFIED:
            issued.append(issuing.issue(decision, by=by))
        for letter in emails.results(decision):
            letter.write(due_at=letters_leave)
    for react in reactions("released"):
        react(issued)
    round_.refresh_from_db()
    _renew()
    return issued


def _renew() -> None:
    for name in ("programs", "register"):
        freshness.renew(name)


def recalled_until(round_: Round) -> datetime | None:
    """The instant from which the round's letters leave; None when nothing has been released."""
    if round_.released_at is None:
        return None
    return round_.released_at + timedelta(minutes=recall_minutes(round_.rules))


@transaction.atomic
def recall(round_: Round, *, reason: str, by: Any) -> None:
    """Calls a release back before its first letter leaves: decisions stand approved, applications as before.

    Certificates become void and their numbers are never given again; the register shows nothing; letters stay in the
    outbox for good. The histories tell all of it. Raises RecallOver once a letter leaves, IllegalTransition.
    """
    if not releases_round(by, round_):
        raise PermissionDenied
    locked = Round.objects.select_for_update(of=("self",)).select_related("program").get(pk=round_.pk)
    if locked.state != RoundState.RELEASED:
        raise IllegalTransition(locked, RoundState.DECIDING)
    until = recalled_until(locked)
    if until is None or clock.transaction_now() >= until:
        raise RecallOver
    decisions = list(_whole(Decision.objects.filter(application__round=locked, state=DecisionState.RELEASED)))
    about = [decision.application.reference for decision in decisions]
    try:
        letters.call_back(Letter.objects.filter(kind__in=KINDS, about__in=about))
    except letters.LettersLeft as left:
        raise RecallOver from left
    void = []
    for decision in decisions:
        for certificate in decision.certificates.issued():
            change_state(
                certificate,
                CertificateState.VOID,
                by=by,
                action="certificate.void",
                note=reason,
                state_since=clock.today(),
                predecessor=None,
            )
            void.append(certificate)
        change_state(decision, DecisionState.APPROVED, by=by, action="decision.recall", note=reason, released_at=None)
        application = decision.application
        before = application.history.filter(action="application.announce").latest("seq").from_state
        change_state(application, before, by=by, action="application.recall", note=reason)
        renewal_moves.take_back(application, by=by)
    for react in reactions("recalled"):
        react(void)
    for stage in locked.stages.filter(state=StageState.CLOSED, closed_at__gte=locked.released_at):
        stage_moves.set_back(stage, by=by, reason=reason)
    change_state(locked, RoundState.DECIDING, by=by, action="round.recall", note=reason, released_at=None)
    round_.refresh_from_db()
    _renew()


def delivery(round_: Round) -> Counter[str]:
    """How many letters about the round's results stand in which state, those of earlier releases among them."""
    about = [application.reference for application in round_.applications.only("public_id")]
    return Counter(Letter.objects.filter(kind__in=KINDS, about__in=about).values_list("state", flat=True))
