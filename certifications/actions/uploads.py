"""Files in pieces: a ticket is given, pieces are added, the whole is checked and becomes an answer's file.

A ticket that was given before the deadline may be used until half an hour after it. An application that was submitted in
the meantime gets a further version with the file, made by the system.
"""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum

from certifications import emails
from certifications.actions import allowances, answering, applications
from certifications.actions.conditions import must_run
from certifications.contents import Content, awaited_fact, file_fact
from certifications.models import Application, Attachment, Question, UploadTicket
from certifications.open_questions import open_keys
from certifications.permissions import may_write_for_applicant
from certifications.refusals import NotOpenForChange, OffsetWrong, Refusal, TicketClosed, TooManyFiles, TooManyUploads
from certifications.states import ApplicationState, RoundState, TicketState, VersionKind
from home import clock
from home.actions import files, pieces
from home.models import StoredFile
from home.uploads.refusals import UploadRefused
from home.uploads.sizes import MEGABYTE

logger = logging.getLogger(__name__)
LIFE = timedelta(hours=24)
GRACE = timedelta(minutes=30)
MAX_PIECE = 2 * MEGABYTE
MAX_OPEN = 10
MAX_TOTAL = 500 * MEGABYTE
RELATED = ("form_version", "round__program", "subject", "organization", "team")
TAKES_LATE = frozenset({ApplicationState.SUBMITTED, ApplicationState.CORRECTION})


@transaction.atomic
def issue(application: Application, key: UUID | str, *, name: str, size: int, by: Any) -> UploadTicket:
    """Gives a ticket for one file of an open question, of `size` bytes.

    Raises NotOpenForChange, TooManyFiles, TooManyUploads, and UploadRefused for a kind or size that is never taken.
    """
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    must_run(application.round)
    locked = _locked(application.pk)
    question = locked.form_version.questions.filter(key=key).first() if str(key) in open_keys(locked) else None
    if question is None or not question.takes_files:
        raise NotOpenForChange
    shown_as = files.check_claim(name, size, kinds=question.accept or ["pdf"], max_bytes=_limit(question))
    now = clock.transaction_now()
    _must_have_room(locked, question, size, now)
    return UploadTicket.objects.create(
        application=locked, key=question.key, user=by, name=shown_as, size=size, issued_at=now, expires_at=_end(locked, now)
    )


def _locked(pk: int) -> Application:
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(*RELATED).get(pk=pk)


def _limit(question: Question) -> int:
    return (question.max_megabytes or answering.MAX_MEGABYTES) * MEGABYTE


def _must_have_room(application: Application, question: Question, size: int, now: datetime) -> None:
    """Raises TooManyFiles and TooManyUploads: files and uploads under way count together."""
    allowances.must_take_files(application, [size])
    present = application.attachments.present()
    arriving = application.tickets.arriving(now)
    of_question = present.filter(key=question.key).count() + arriving.filter(key=question.key).count()
    if of_question >= (question.max_files or answering.MAX_FILES_PER_QUESTION):
        raise TooManyFiles
    held = present.aggregate(all=Sum("file__size"))["all"] or 0
    coming = arriving.aggregate(all=Sum("size"))["all"] or 0
    if arriving.count() >= MAX_OPEN or held + coming + size > MAX_TOTAL:
        raise TooManyUploads


def _end(application: Application, now: datetime) -> datetime:
    """A day, but never longer than half an hour after the deadline, or after the last day of a correction.

    What came on paper has no deadline any more: the day on which it arrived counts.
    """
    if application.state == ApplicationState.DRAFT and application.is_by_proxy:
        return now + LIFE
    if application.state == ApplicationState.DRAFT:
        return min(now + LIFE, application.deadline + GRACE)
    request = application.correction_requests.open().first()
    if request is None:
        return now + GRACE
    over = datetime.combine(request.due_on + timedelta(days=1), time(), tzinfo=clock.TOKYO)
    return min(now + LIFE, max(over, now) + GRACE)


def reached(ticket: UploadTicket) -> int:
    """How far the file has come: what was noted, as far as it is still here."""
    return min(ticket.received, pieces.length(ticket.folder))


@transaction.atomic
def add(ticket: UploadTicket, data: bytes, *, offset: int, by: Any) -> UploadTicket:
    """Adds a piece at the offset that was reached. A piece that was sent twice is found out by its offset.

    Raises TicketClosed, also when its time is over, and OffsetWrong with the right offset.
    """
    held = _open_ticket(ticket, by)
    here = reached(held)
    if offset != here or len(data) > min(MAX_PIECE, held.size - here):
        raise OffsetWrong(here)
    held.received = pieces.append(held.folder, data, offset=here) if data else here
    held.save(update_fields=["received"])
    return held


def _open_ticket(ticket: UploadTicket, by: Any) -> UploadTicket:
    """The ticket behind its lock. Raises PermissionDenied, and TicketClosed also where the file is no longer awaited."""
    held = _behind_lock(ticket)
    if not may_write_for_applicant(by, held.application):
        raise PermissionDenied
    if held.state != TicketState.OPEN or not goes_on(held):
        raise TicketClosed
    return held


def goes_on(ticket: UploadTicket) -> bool:
    """Whether more of an open ticket's file would be taken now."""
    return _is_wanted(ticket) and (clock.transaction_now() < ticket.expires_at or ticket.received == ticket.size)


def _behind_lock(ticket: UploadTicket) -> UploadTicket:
    """The ticket, and its application as it is once the lock is there: a submission that held it has been committed by now.

    Read in one query with the ticket, the application would still be the draft that it was before the wait.
    """
    held = UploadTicket.objects.select_for_update(of=("self",)).select_related("user").get(pk=ticket.pk)
    held.application = Application.objects.select_related(*RELATED).get(pk=held.application_id)
    return held


def _is_wanted(ticket: UploadTicket) -> bool:
    """Whether the file can still come to the application: a version waits for it, or its question was open for the ticket.

    Of a draft the ticket's own instant counts, as long as it lasts: after the close nobody knows yet whether a submission
    that began before it is about to list the file.
    """
    application = ticket.application
    if ticket.awaited:
        return application.state in TAKES_LATE and application.round.state != RoundState.CANCELLED
    return str(ticket.key) in open_keys(application, ticket.issued_at)


@transaction.atomic
def give_up(ticket: UploadTicket, *, by: Any) -> None:
    """The applicant stops an upload. A file that a submitted version lists is then reported as missing."""
    _locked(ticket.application_id)
    held = _open_ticket(ticket, by)
    _end_ticket(held, TicketState.EXPIRED)


def receive(ticket: UploadTicket, data: bytes, *, offset: int, by: Any) -> UploadTicket:
    """Adds a piece, and checks the file when it was the last one: what was added stays even if the check is not answered.

    Raises what `add` and `finish` raise.
    """
    held = add(ticket, data, offset=offset, by=by)
    return finish(held) if held.received == held.size else held


def finish(ticket: UploadTicket) -> UploadTicket:
    """Checks the whole file and makes it the answer's, or refuses the ticket. Done twice, or by two at once, it counts once.

    The check may take seconds and runs before the transaction. Raises UploadRefused where the storage or the virus check
    does not answer: then the ticket stays open, and the worker tries again.
    """
    question = ticket.application.form_version.questions.filter(key=ticket.key).first()
    if question is None:  # a newer edition of the form asks for it no longer
        return _refuse(ticket, str(NotOpenForChange()))
    try:
        with pieces.opened(ticket.folder, shown_as=ticket.name) as upload:
            stored, name = files.store(upload, by=ticket.user, kinds=question.accept or ["pdf"], max_bytes=_limit(question))
    except UploadRefused as refusal:
        if refusal.code in {"unavailable", "unchecked"}:
            raise
        return _refuse(ticket, str(refusal.message))
    except FileNotFoundError:
        ticket.refresh_from_db()
        if ticket.state == TicketState.OPEN:
            logger.error("upload %s has lost its pieces", ticket.public_id)
            return _refuse(ticket, str(TicketClosed()))
        return ticket
    try:
        done = _take_over(ticket, stored, name)
    except (Refusal, PermissionDenied) as refusal:
        return _refuse(ticket, str(refusal) or str(NotOpenForChange()))
    pieces.discard(ticket.folder)
    return done


@transaction.atomic
def _take_over(ticket: UploadTicket, stored: StoredFile, name: str) -> UploadTicket:
    """The application first, then the ticket: a submission that runs at the same time has come before or waits."""
    application = _locked(ticket.application_id)
    held = UploadTicket.objects.select_for_update(of=("self",)).select_related("user").get(pk=ticket.pk)
    if held.state != TicketState.OPEN:
        return held
    must_run(application.round)
    if held.awaited:
        attachment = _add_late(application, held, stored, name)
    else:
        attachment = answering.attach_stored(application, held.key, stored, name=name, by=held.user, began=held.issued_at)
    held.state, held.attachment, held.ended_at = TicketState.FINISHED, attachment, clock.now()
    held.save(update_fields=["state", "attachment", "ended_at"])
    return held


def _add_late(application: Application, ticket: UploadTicket, stored: StoredFile, name: str) -> Attachment:
    """A further version, made by the system: the last one, and this file. The receipt stays as it is. Raises NotOpenForChange."""
    if application.state not in TAKES_LATE:
        raise NotOpenForChange
    attachment = Attachment.objects.create(
        application=application, key=ticket.key, file=stored, name=name, added_by=ticket.user, added_at=clock.now()
    )
    last = application.versions.latest("seq")
    still = application.tickets.open().filter(awaited=True).exclude(pk=ticket.pk)
    files_, coming = [*last.files, file_fact(attachment)], [awaited_fact(each) for each in still]
    content = Content(last.answers, files_, last.sha256, [], coming, last.declared)
    version = applications.next_version(application, content, by=None, kind=VersionKind.LATE_FILE)
    facts = {"file": name, "version": version.seq, "sha256": version.sha256}
    application.history.append(
        application, action="application.late_file", by=None, to_state=application.state, facts=facts, held=True
    )
    emails.late_file_came(application, ticket, version)
    return attachment


@transaction.atomic
def _refuse(ticket: UploadTicket, why: str) -> UploadTicket:
    _locked(ticket.application_id)
    held = _behind_lock(ticket)
    if held.state == TicketState.OPEN:
        _end_ticket(held, TicketState.REFUSED, why)
    return held


def _end_ticket(ticket: UploadTicket, state: str, why: str = "") -> None:
    """A ticket ends without a file. Of a file that a submitted version lists, the applicant is told, and the office sees it.

    Whoever calls holds the application's lock already: a submission takes it before the tickets, too.
    """
    ticket.state, ticket.refusal, ticket.ended_at = state, why[:400], clock.now()
    ticket.save(update_fields=["state", "refusal", "ended_at"])
    transaction.on_commit(lambda: pieces.discard(ticket.folder))
    application = ticket.application
    if ticket.awaited and application.state in TAKES_LATE:
        facts = {"file": ticket.name, "state": str(state), "why": ticket.refusal}
        application.history.append(
            application, action="application.file_missing", by=None, to_state=application.state, facts=facts
        )
        emails.late_file_missing(application, ticket)


def sweep() -> int:
    """What the clock does: checks what is whole and was left lying, ends what did not come in time. Says how many ended."""
    ended = 0
    for ticket in UploadTicket.objects.whole().select_related("application__form_version", "user")[:50]:
        ended += _try(ticket, lambda each: finish(each).state != TicketState.OPEN)
    for ticket in UploadTicket.objects.whole():
        pieces.renew(ticket.folder)
    for ticket in UploadTicket.objects.overdue(clock.now())[:200]:
        ended += _try(ticket, _expire)
    return ended


def _try(ticket: UploadTicket, end: Callable[[UploadTicket], bool]) -> bool:
    """One ticket that cannot be ended keeps no other from its end; it is written down and tried again."""
    try:
        return end(ticket)
    except Exception:
        logger.exception("upload %s could not be ended; it is tried again", ticket.public_id)
        return False


@transaction.atomic
def _expire(ticket: UploadTicket) -> bool:
    _locked(ticket.application_id)
    held = _behind_lock(ticket)
    if held.state != TicketState.OPEN or held.received == held.size:
        return False
    _end_ticket(held, TicketState.EXPIRED)
    return True
