"""A certificate is issued, suspended, reinstated, given back, replaced, or its term ends; each step is an event of its own."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from certifications import certificate_emails
from certifications.actions import open_changes, open_reports, proofs, renewal_moves
from certifications.certificate_permissions import may_give_back, may_keep
from certifications.certificate_states import STANDING, CertificateState, ReasonClass, WithdrawalState
from certifications.documents import certificate_pdf, electronic_signatures
from certifications.models import Certificate, Withdrawal
from certifications.refusals import PublicReasonMissing, TermNotShorter, TermOver
from certifications.refusals.renewals import RenewedAlready
from home import clock, freshness
from home.actions import files
from home.discovery import reactions
from home.languages import COLUMN_LANGUAGES
from home.states import IllegalTransition, change_state

TOLD_FOR_DAYS = 31  # after a longer time nobody is told that a term has ended: the list was brought in late


def locked(certificate: Certificate) -> Certificate:
    """The certificate as it stands now, behind its lock: of two steps at once, the second sees what the first has done."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("program", "subject")
    return rows.select_related("decision__application__round__program", "decision__application__subject").get(pk=certificate.pk)


def must_be_running(certificate: Certificate) -> None:
    """Raises TermOver before and after the term. What has ended otherwise, the map of moves refuses."""
    if certificate.status_on(clock.today()) in {"expired", "not_yet"}:
        raise TermOver


def change(
    certificate: Certificate,
    to: str,
    *,
    action: str,
    by: Any,
    reason_class: str = "",
    reason: dict[str, str] | None = None,
    note: str = "",
    **facts: Any,
) -> None:
    """One event, in effect from today: state, kind of reason and public words; withdrawals under way end with the certificate.

    A renewal that has been earned and has not begun shares what befalls the certificate that it follows.
    Called by the verbs of this room and of `withdrawals`, with a certificate that they have locked. `note` stays with the office.
    """
    words, today = reason or {}, clock.today()
    change_state(
        certificate,
        to,
        by=by,
        action=action,
        note=note,
        facts={"effective_on": today.isoformat(), "reason_class": reason_class, **facts},
        state_since=today,
        reason_class=reason_class,
        **{f"state_reason_{language}": words.get(language, "") for language in COLUMN_LANGUAGES},
    )
    if to not in STANDING:
        for withdrawal in Withdrawal.objects.under_way().filter(certificate=certificate):
            change_state(withdrawal, WithdrawalState.MOOT, by=by, action="withdrawal.end")
        if to != CertificateState.SUPERSEDED:
            open_changes.end(certificate, by=by)
            open_reports.end(certificate, by=by)
    waiting = certificate.waiting_renewal
    if waiting and to != CertificateState.SUPERSEDED and to in waiting.MOVES[waiting.state]:
        change(waiting, to, action=action, by=by, reason_class=reason_class, reason=reason, note=note, **facts)
    shown(certificate)


def shown(certificate: Certificate) -> None:
    """The faces upstairs are renewed."""
    for react in reactions("changed"):
        react(certificate)
    freshness.renew("register")


def render(certificate: Certificate) -> None:
    """Draws the PDF and keeps it, and signs the credential; drawing it again replaces it. Called by the worker only.

    Drawn before the transaction begins: on SQLite everybody else would wait for the drawing.
    """
    drawn = certificate_pdf(certificate)
    if electronic_signatures.is_signing():
        drawn = electronic_signatures.signed(drawn, reason=f"{certificate.program.issuer_ja} {certificate.number}")
    with transaction.atomic():
        stored = files.store_bytes(drawn, media_type="application/pdf")
        Certificate.objects.filter(pk=certificate.pk).update(pdf=stored)
        proofs.note_paper(certificate, drawn)
    proofs.issue_credential(certificate)


@transaction.atomic
def suspend(certificate: Certificate, *, reason_class: str, reason: dict[str, str], note: str = "", by: Any) -> None:
    """Suspends: the verify page says so from this moment, with the public reason ({"ja", "en", "zh"}).

    Raises TermOver, PublicReasonMissing, IllegalTransition.
    """
    held = locked(certificate)
    if not may_keep(by, held):
        raise PermissionDenied
    must_be_running(held)
    if not reason.get("ja", "").strip():
        raise PublicReasonMissing
    change(
        held,
        CertificateState.SUSPENDED,
        action="certificate.suspend",
        reason_class=ReasonClass(reason_class),
        reason=reason,
        note=note,
        by=by,
    )
    certificate_emails.changed(held)
    certificate.refresh_from_db()


@transaction.atomic
def reinstate(certificate: Certificate, *, note: str = "", by: Any) -> None:
    """Ends a suspension. Raises TermOver, IllegalTransition."""
    held = locked(certificate)
    if not may_keep(by, held):
        raise PermissionDenied
    must_be_running(held)
    change(held, CertificateState.ACTIVE, action="certificate.reinstate", note=note, by=by)
    certificate_emails.changed(held)
    certificate.refresh_from_db()


@transaction.atomic
def surrender(
    certificate: Certificate, *, told_by: str, reason_class: str, reason: dict[str, str] | None = None, note: str = "", by: Any
) -> None:
    """The office records that the holder gave it back, and how she said so. Raises TermOver, IllegalTransition."""
    held = locked(certificate)
    if not may_keep(by, held):
        raise PermissionDenied
    _end_at_wish(held, "certificate.surrender", reason_class, by, reason=reason, note=note, told_by=told_by)
    certificate.refresh_from_db()


@transaction.atomic
def give_back(certificate: Certificate, *, reason_class: str, note: str = "", by: Any) -> None:
    """The holder gives it up for good; the office gets a letter, too. The note is for the office.

    Raises TermOver, IllegalTransition.
    """
    held = locked(certificate)
    if not may_give_back(by, held):
        raise PermissionDenied
    _end_at_wish(held, "certificate.give_back", reason_class, by, note=note)
    certificate_emails.given_back(held)
    certificate.refresh_from_db()


def _end_at_wish(certificate: Certificate, action: str, reason_class: str, by: Any, **facts: Any) -> None:
    must_be_running(certificate)
    change(certificate, CertificateState.SURRENDERED, action=action, reason_class=ReasonClass(reason_class), by=by, **facts)
    certificate_emails.changed(certificate)


def supersede(certificate: Certificate, newer: Certificate, *, reason: dict[str, str], by: Any) -> None:
    """The newer certificate takes its place; one that has ended before stays as it ended, and is only linked.

    Called in the transaction of the verb that issues the newer one, which has asked who may.
    """
    held = locked(certificate)
    Certificate.objects.filter(pk=newer.pk).update(predecessor=held, row_version=F("row_version") + 1)
    newer.refresh_from_db()
    open_changes.carry_over(held, newer)
    renewal_moves.carry_over(held, newer)
    if held.state in STANDING and held.status_on(clock.today()) != "expired":
        change(
            held,
            CertificateState.SUPERSEDED,
            action="certificate.supersede",
            reason_class=ReasonClass.REPLACED,
            reason=reason,
            note=newer.number,
            by=by,
            decision=newer.decision_id,
        )
    else:
        shown(held)  # its page and its copies elsewhere name the newer one
    certificate.refresh_from_db()


def expire_due() -> int:
    """Writes once, for each certificate whose term is over, that it is; says how many. A check has said so since the day after.

    The holder gets a letter, unless the term ended long ago or was renewed; then what is open goes on with the newer one.
    """
    due = Certificate.objects.ended_by(clock.today()).unexpired().order_by("pk").values_list("pk", flat=True)
    return sum(_expire(pk) for pk in list(due))


@transaction.atomic
def _expire(pk: int) -> bool:
    held = locked(Certificate(pk=pk))
    last = held.valid_until
    if last is None or not Certificate.objects.filter(pk=pk).ended_by(clock.today()).unexpired().exists():
        return False
    facts = {"valid_until": last.isoformat(), "effective_on": (last + timedelta(days=1)).isoformat()}
    held.history.append(held, action="certificate.expire", by=None, facts=facts, held=True)
    if newer := held.newer:
        open_changes.carry_over(held, newer)
        renewal_moves.move_withdrawals(held, newer)
        shown(held)
        return True
    for withdrawal in Withdrawal.objects.under_way().filter(certificate=held):
        change_state(withdrawal, WithdrawalState.MOOT, by=None, action="withdrawal.end")
    open_changes.end(held, by=None)
    if clock.today() - last <= timedelta(days=TOLD_FOR_DAYS):
        certificate_emails.changed(held)
    shown(held)
    return True


@transaction.atomic
def end_term(certificate: Certificate, *, on: date, reason: str, by: Any) -> None:
    """Fixes the last day of validity (a product leaves the market). From the day after, a check says "expired".

    The state does not change: validity is computed from dates. Raises TermNotShorter for a day outside the present term
    (to prolong one is a decision) and for a day that is over (a check has said "valid" of the days since), RenewedAlready where
    a renewal would go on after that day, and IllegalTransition unless the certificate is active.
    """
    held = locked(certificate)
    if not may_keep(by, held):
        raise PermissionDenied
    certificate.refresh_from_db()
    if certificate.state != CertificateState.ACTIVE:
        raise IllegalTransition(certificate, "end_term")
    if certificate.newer:
        raise RenewedAlready
    first = max(certificate.valid_from, clock.today())
    if on < first or (certificate.valid_until and on > certificate.valid_until):
        raise TermNotShorter
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=on, row_version=F("row_version") + 1)
    certificate.refresh_from_db()
    facts = {"valid_until": on.isoformat()}
    certificate.history.append(certificate, action="certificate.end_term", by=by, note=reason, facts=facts)
    certificate_emails.changed(certificate)
    shown(certificate)
