"""A holder gives notice of a change (変更届); the office notes it on the certificate, issues a new one, or does not accept it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from certifications import certificate_emails
from certifications.actions import allowances, certificates, changed_facts, enclosures
from certifications.certificate_permissions import may_keep, may_reissue, may_speak_for_holder
from certifications.certificate_states import STANDING, CertificateState, ReasonClass
from certifications.change_states import STEMS, ChangeEffect, ChangeKind, ChangeState
from certifications.models import Certificate, ChangeNotice, ChangePaper, Withdrawal
from certifications.refusals import (
    ChangeDayToCome,
    ChangeNoticeOpen,
    ChangeWordsMissing,
    EffectWrong,
    MendingUnsaid,
    NewNameMissing,
    WithdrawalUnderWay,
)
from certifications.refusals.renewals import RenewedAlready
from certifications.states import ToldBy
from home import clock
from home.discovery import reactions
from home.languages import COLUMN_LANGUAGES
from home.states import IllegalTransition, change_state


def notice(
    certificate: Certificate,
    *,
    kind: str,
    changed_on: date,
    words: str,
    new: Mapping[str, str] | None = None,
    uploads: Sequence[UploadedFile] = (),
    by: Any,
) -> ChangeNotice:
    """The holder says what has changed since when; `new` is a new name by language. Files are looked at before the transaction.

    Raises ChangeNoticeOpen, ChangeWordsMissing, NewNameMissing, ChangeDayToCome, TooManyFiles, TooMuchToday, UploadRefused,
    TermOver, IllegalTransition.
    """
    if not may_speak_for_holder(by, certificate):
        raise PermissionDenied
    _must_take(certificate, uploads)
    said = {"kind": ChangeKind(kind), "changed_on": changed_on, "words": words, "new": new or {}}
    return _write(certificate, said, enclosures.take_in(uploads, by=by), told_by="", by=by)


def enter(
    certificate: Certificate,
    *,
    told_by: str,
    kind: str,
    changed_on: date,
    words: str,
    new: Mapping[str, str] | None = None,
    uploads: Sequence[UploadedFile] = (),
    by: Any,
) -> ChangeNotice:
    """The office writes down what the holder wrote or said. Raises as `notice`."""
    if not may_keep(by, certificate):
        raise PermissionDenied
    said = {"kind": ChangeKind(kind), "changed_on": changed_on, "words": words, "new": new or {}}
    return _write(certificate, said, enclosures.take_in(uploads, by=by), told_by=ToldBy(told_by), by=by)


def _must_take(certificate: Certificate, uploads: Sequence[UploadedFile]) -> None:
    """What came from a list has no case whose files could be counted; a notice takes few, and one of a kind is open."""
    if certificate.application is not None:
        allowances.must_take_files(certificate.application, [upload.size or 0 for upload in uploads])


@transaction.atomic
def _write(certificate: Certificate, said: dict[str, Any], taken: enclosures.Taken, *, told_by: str, by: Any) -> ChangeNotice:
    held = certificates.locked(certificate)
    if held.state not in STANDING:
        raise IllegalTransition(held, "change")
    certificates.must_be_running(held)
    kind = said["kind"]
    if ChangeNotice.objects.open().filter(certificate=held, kind=kind).exists():
        raise ChangeNoticeOpen
    facts = _facts(held, **said)
    made = ChangeNotice.objects.create(
        certificate=held, kind=kind, noticed_by=by, noticed_at=clock.now(), told_by=told_by, **facts
    )
    _add_papers(made, taken)
    action = "change.enter" if told_by else "change.notice"
    told = {"kind": kind, "changed_on": made.changed_on.isoformat(), "papers": [name for _stored, name in taken]}
    made.history.append(made, action=action, by=by, to_state=made.state, facts=told, held=True)
    _note(held, made, action, by)
    if not told_by:
        certificate_emails.change_noticed(made)
    return made


def _facts(certificate: Certificate, *, kind: str, changed_on: date, words: str, new: Mapping[str, str]) -> dict[str, Any]:
    """What a notice says, made clean; only of a new name are the languages kept."""
    if not words.strip():
        raise ChangeWordsMissing
    if changed_on > clock.today() and kind != ChangeKind.DISCONTINUED:
        raise ChangeDayToCome
    names = {language: new.get(language, "").strip() if kind in STEMS else "" for language in COLUMN_LANGUAGES}
    if kind in STEMS:
        stem = STEMS[ChangeKind(kind)]
        same = all(names[language] == getattr(certificate, f"{stem}_{language}") for language in COLUMN_LANGUAGES)
        if not names["ja"] or same:
            raise NewNameMissing
    return {"changed_on": changed_on, "words": words.strip(), **{f"new_{language}": name for language, name in names.items()}}


def _add_papers(made: ChangeNotice, taken: enclosures.Taken) -> None:
    ChangePaper.objects.bulk_create(ChangePaper(notice=made, file=stored, name=name) for stored, name in taken)


def _note(certificate: Certificate, made: ChangeNotice, action: str, by: Any) -> None:
    """The certificate's own chain tells that a notice moved; its state did not."""
    facts = {"change": str(made.public_id), "kind": made.kind}
    certificate.history.append(certificate, action=action, by=by, facts=facts, held=True)


def locked(made: ChangeNotice) -> ChangeNotice:
    """The notice as it stands now, behind its certificate's lock and its own."""
    held = certificates.locked(made.certificate)
    found: ChangeNotice = ChangeNotice.objects.select_for_update(of=("self",)).get(pk=made.pk)
    found.certificate = held
    return found


def mend(
    made: ChangeNotice,
    *,
    changed_on: date,
    words: str,
    new: Mapping[str, str] | None = None,
    uploads: Sequence[UploadedFile] = (),
    by: Any,
) -> None:
    """The holder mends what was sent back; new papers come beside the earlier ones. Raises as `notice`."""
    if not may_speak_for_holder(by, made.certificate):
        raise PermissionDenied
    _must_take(made.certificate, uploads)
    enclosures.must_be_few(made.papers.count() + len(uploads))
    taken = enclosures.take_in(uploads, by=by)
    with transaction.atomic():
        held = locked(made)
        facts = _facts(held.certificate, kind=held.kind, changed_on=changed_on, words=words, new=new or {})
        change_state(held, ChangeState.NOTICED, by=by, action="change.mend", **facts)
        _add_papers(held, taken)
        _note(held.certificate, held, "change.mend", by)
        certificate_emails.change_noticed(held)
    made.refresh_from_db()


@transaction.atomic
def take_back(made: ChangeNotice, *, by: Any) -> None:
    """The holder takes an open notice back. Raises IllegalTransition."""
    held = locked(made)
    if not may_speak_for_holder(by, held.certificate):
        raise PermissionDenied
    change_state(held, ChangeState.TAKEN_BACK, by=by, action="change.take_back")
    _note(held.certificate, held, "change.take_back", by)
    made.refresh_from_db()


@transaction.atomic
def send_back(made: ChangeNotice, *, answer: str, note: str = "", by: Any) -> None:
    """The holder is to mend it: `answer` says what. Raises MendingUnsaid, IllegalTransition."""
    _say_why(made, ChangeState.RETURNED, "change.return", answer, note, by)


@transaction.atomic
def refuse(made: ChangeNotice, *, answer: str, note: str = "", by: Any) -> None:
    """The certificate stays as it is; `answer` says why. Raises MendingUnsaid, IllegalTransition."""
    _say_why(made, ChangeState.REFUSED, "change.refuse", answer, note, by)


def _say_why(made: ChangeNotice, to: str, action: str, answer: str, note: str, by: Any) -> None:
    """An answer that changes nothing on the certificate owes the holder words."""
    held = _answerable(made, by)
    if not answer.strip():
        raise MendingUnsaid
    _answer(held, to, action, answer, note, by)
    made.refresh_from_db()


@transaction.atomic
def accept(made: ChangeNotice, *, answer: str = "", note: str = "", public: Mapping[str, str] | None = None, by: Any) -> None:
    """Notes the change on the certificate: what it says, the register and the check follow, and its paper is drawn anew.

    `public` is what everybody reads of it, by language. Raises EffectWrong, TermOver, IllegalTransition.
    """
    held = _answerable(made, by)
    if held.kind == ChangeKind.DISCONTINUED:
        raise EffectWrong
    certificates.must_be_running(held.certificate)
    _answer(held, ChangeState.ACCEPTED, "change.accept", answer, note, by, effect=ChangeEffect.NOTED)
    changed_facts.amend(held, public=public or {}, by=by)
    made.refresh_from_db()


@transaction.atomic
def accept_end(made: ChangeNotice, *, last_day: date, answer: str = "", note: str = "", by: Any) -> None:
    """What is no longer made or offered stays certified until a last day.

    Raises EffectWrong, TermNotShorter, TermOver, IllegalTransition.
    """
    held = _answerable(made, by)
    if held.kind != ChangeKind.DISCONTINUED:
        raise EffectWrong
    certificates.must_be_running(held.certificate)
    _answer(held, ChangeState.ACCEPTED, "change.accept", answer, note, by, effect=ChangeEffect.ENDED)
    reason = str(ReasonClass.DISCONTINUED.label)
    certificates.end_term(held.certificate, on=last_day, reason=reason, by=by)
    made.refresh_from_db()


@transaction.atomic
def reissue(made: ChangeNotice, *, answer: str = "", note: str = "", by: Any) -> Certificate:
    """A new certificate takes the place of the one whose facts have changed, until the same day and on the same decision.

    Not while it is suspended or about to be taken away: a new number would hide that. Raises EffectWrong, WithdrawalUnderWay,
    RenewedAlready, TermOver, IllegalTransition.
    """
    held = locked(made)
    old = held.certificate
    if not may_reissue(by, old):
        raise PermissionDenied
    if held.kind == ChangeKind.DISCONTINUED:
        raise EffectWrong
    if old.state != CertificateState.ACTIVE:
        raise IllegalTransition(old, CertificateState.SUPERSEDED)
    certificates.must_be_running(old)
    if Withdrawal.objects.under_way().filter(certificate=old).exists():
        raise WithdrawalUnderWay
    if old.newer:
        raise RenewedAlready
    _answer(held, ChangeState.ACCEPTED, "change.reissue", answer, note, by, effect=ChangeEffect.REISSUED)
    newer = changed_facts.issue_anew(held, by=by)
    for react in reactions("reissued"):
        react(newer)
    made.refresh_from_db()
    return newer


def _answerable(made: ChangeNotice, by: Any) -> ChangeNotice:
    held = locked(made)
    if not may_keep(by, held.certificate):
        raise PermissionDenied
    return held


def _answer(held: ChangeNotice, to: str, action: str, answer: str, note: str, by: Any, **changes: Any) -> None:
    told = {"answer": answer.strip(), "office_note": note.strip(), "answered_by": by, "answered_at": clock.now()}
    change_state(held, to, by=by, action=action, **told, **changes)
    _note(held.certificate, held, action, by)
    certificate_emails.change_answered(held)
