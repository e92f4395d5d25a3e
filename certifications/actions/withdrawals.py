"""Before a certificate is taken away: notice to the holder, her answer, and the decision of a second person."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import certificate_emails
from certifications.actions import certificates
from certifications.certificate_permissions import (
    may_approve_of,
    may_begin_withdrawal,
    may_decide_withdrawal,
    may_keep,
    may_speak_for_holder,
)
from certifications.certificate_states import (
    LEAST_DAYS_TO_ANSWER,
    STANDING,
    CertificateState,
    HearingForm,
    ReasonClass,
    WithdrawalState,
)
from certifications.models import Certificate, Program, Withdrawal
from certifications.refusals import (
    AnswerEmpty,
    GroundsMissing,
    HearingDayTooSoon,
    HearingUnplanned,
    HolderStillAsked,
    OtherPersonDecides,
    PublicReasonMissing,
    WithdrawalUnderWay,
)
from certifications.states import ToldBy
from home import clock
from home.states import IllegalTransition, change_state


def first_possible_day(program: Program) -> date:
    """The earliest last day for the holder's answer: so many days after today as the program's data says."""
    return clock.today() + timedelta(days=program.certificate_rules.get("hearing_days", LEAST_DAYS_TO_ANSWER))


@transaction.atomic
def begin(
    certificate: Certificate,
    *,
    reason_class: str,
    grounds: str,
    answer_until: date,
    hearing: str = HearingForm.WRITTEN,
    hearing_at: datetime | None = None,
    hearing_place: str = "",
    note: str = "",
    by: Any,
) -> Withdrawal:
    """Tells the holder what may happen, why, and until when she may answer (行政手続法13条, or the program's own rules).

    The certificate stays as it is meanwhile; it can be suspended besides. Raises WithdrawalUnderWay, GroundsMissing,
    HearingDayTooSoon, HearingUnplanned, TermOver, IllegalTransition.
    """
    held = certificates.locked(certificate)
    if not may_begin_withdrawal(by, held):
        raise PermissionDenied
    if held.state not in STANDING:
        raise IllegalTransition(held, CertificateState.WITHDRAWN)
    certificates.must_be_running(held)
    if Withdrawal.objects.under_way().filter(certificate=held).exists():
        raise WithdrawalUnderWay
    if not grounds.strip():
        raise GroundsMissing
    if answer_until < first_possible_day(held.program):
        raise HearingDayTooSoon
    if hearing == HearingForm.ORAL and not (hearing_at and hearing_place.strip()):
        raise HearingUnplanned
    withdrawal = Withdrawal.objects.create(
        certificate=held,
        reason_class=ReasonClass(reason_class),
        grounds=grounds.strip(),
        note=note.strip(),
        hearing=HearingForm(hearing),
        hearing_at=hearing_at if hearing == HearingForm.ORAL else None,
        hearing_place=hearing_place.strip() if hearing == HearingForm.ORAL else "",
        begun_by=by,
        begun_at=clock.now(),
        answer_until=answer_until,
    )
    facts = {"reason_class": withdrawal.reason_class, "answer_until": answer_until.isoformat()}
    withdrawal.history.append(withdrawal, action="withdrawal.begin", by=by, to_state=withdrawal.state, facts=facts, held=True)
    _note(held, withdrawal, "withdrawal.begin", by)
    certificate_emails.hearing_notice(withdrawal)
    return withdrawal


def _note(certificate: Certificate, withdrawal: Withdrawal, action: str, by: Any) -> None:
    """The certificate's own chain tells that the procedure moved; its state did not."""
    facts = {"withdrawal": str(withdrawal.public_id), "reason_class": withdrawal.reason_class}
    certificate.history.append(certificate, action=action, by=by, facts=facts, held=True)


def locked(withdrawal: Withdrawal) -> Withdrawal:
    """The procedure as it stands now, behind its certificate's lock and its own."""
    held = certificates.locked(withdrawal.certificate)
    found: Withdrawal = Withdrawal.objects.select_for_update(of=("self",)).get(pk=withdrawal.pk)
    found.certificate = held
    return found


@transaction.atomic
def answer(withdrawal: Withdrawal, *, text: str, by: Any) -> None:
    """The holder answers, once; also after the last day, as long as nothing is decided. Raises AnswerEmpty, IllegalTransition."""
    held = locked(withdrawal)
    if not may_speak_for_holder(by, held.certificate):
        raise PermissionDenied
    _answer(held, text, "withdrawal.answer", by, told_by="")
    withdrawal.refresh_from_db()


@transaction.atomic
def enter_answer(withdrawal: Withdrawal, *, text: str, told_by: str, by: Any) -> None:
    """The office writes down what the holder wrote or said, as at a hearing. Raises AnswerEmpty, IllegalTransition."""
    held = locked(withdrawal)
    if not may_keep(by, held.certificate):
        raise PermissionDenied
    _answer(held, text, "withdrawal.enter", by, told_by=ToldBy(told_by))
    withdrawal.refresh_from_db()


def _answer(withdrawal: Withdrawal, text: str, action: str, by: Any, *, told_by: str) -> None:
    if not text.strip():
        raise AnswerEmpty
    change_state(
        withdrawal,
        WithdrawalState.ANSWERED,
        by=by,
        action=action,
        answer=text.strip(),
        answered_at=clock.now(),
        answered_by=by,
        told_by=told_by,
    )
    _note(withdrawal.certificate, withdrawal, action, by)
    certificate_emails.hearing_answered(withdrawal)


@transaction.atomic
def uphold(withdrawal: Withdrawal, *, reason: dict[str, str], note: str, by: Any) -> None:
    """Takes the certificate away for good; the register keeps the entry with its state and the kind of reason.

    By an approver who did not begin it, when the holder has answered or her last day has passed. Raises OtherPersonDecides,
    HolderStillAsked, PublicReasonMissing, TermOver, IllegalTransition.
    """
    held = _decidable(withdrawal, by)
    certificates.must_be_running(held.certificate)
    if not reason.get("ja", "").strip():
        raise PublicReasonMissing
    _decide(held, WithdrawalState.UPHELD, "withdrawal.uphold", note, by)
    certificates.change(
        held.certificate,
        CertificateState.WITHDRAWN,
        action="certificate.withdraw",
        reason_class=held.reason_class,
        reason=reason,
        note=note,
        by=by,
        withdrawal=str(held.public_id),
    )
    certificate_emails.withdrawn(held)
    withdrawal.refresh_from_db()


@transaction.atomic
def drop(withdrawal: Withdrawal, *, note: str, by: Any) -> None:
    """The certificate stays as it is, and the holder learns so. Raises as `uphold`."""
    held = _decidable(withdrawal, by)
    _decide(held, WithdrawalState.DROPPED, "withdrawal.drop", note, by)
    _note(held.certificate, held, "withdrawal.drop", by)
    certificate_emails.not_withdrawn(held)
    withdrawal.refresh_from_db()


def _decidable(withdrawal: Withdrawal, by: Any) -> Withdrawal:
    held = locked(withdrawal)
    if not may_decide_withdrawal(by, held):
        if may_approve_of(by, held.certificate):
            raise OtherPersonDecides
        raise PermissionDenied
    if held.state == WithdrawalState.NOTICED and clock.today() <= held.answer_until:
        raise HolderStillAsked
    return held


def _decide(withdrawal: Withdrawal, to: str, action: str, note: str, by: Any) -> None:
    change_state(withdrawal, to, by=by, action=action, decided_by=by, decided_at=clock.now(), decision_note=note.strip())
