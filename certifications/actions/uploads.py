"""Files in pieces: a ticket is given, pieces are added, the whole is checked and becomes an answer's file.

A ticket that was given before the deadline may be used until half an hour after it. An application that was submitted in
the meantime gets a further version with the file, made by the system.
"""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from certifications import emails
from certifications.actions import answering, late_files, ticket_terms
from certifications.actions.conditions import must_run
from certifications.models import Application, UploadTicket
from certifications.open_questions import open_keys
from certifications.permissions import may_write_for_applicant
from certifications.refusals import (
    FileDiffers,
    NotOpenForChange,
    OffsetWrong,
    Refusal,
    TicketClosed,
)
from certifications.states import RoundState, TicketState
from home import clock
from home.actions import files, pieces
from home.models import StoredFile
from home.uploads.refusals import UploadRefused
from home.uploads.sizes import MEGABYTE

logger = logging.getLogger(__name__)
MAX_PIECE = 2 * MEGABYTE
RELATED = ("form_version", "round__program", "subject", "organization", "team")


@transaction.atomic
def issue(application: Application, key: UUID | str, *, name: str, size: int, by: Any, sha256: str = "") -> UploadTicket:
    """Gives a ticket for one file of an open question, of `size` bytes, and of no other content where its hash is told.

    Raises NotOpenForChange, TooManyFiles, TooManyUploads, and UploadRefused for a kind or size that is never taken.
    """
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    must_run(application.round)
    locked = _locked(application.pk)
    question = locked.form_version.questions.filter(key=key).first() if str(key) in open_keys(locked) else None
    if question is None or not question.takes_files:
        raise NotOpenForChange
    shown_as = files.check_claim(name, size, kinds=question.accept or ["pdf"], max_bytes=ticket_terms.limit(question))
    now = clock.transaction_now()
    ticket_terms.must_have_room(locked, question, size, now)
    return UploadTicket.objects.create(
        application=locked,
        key=question.key,
        user=by,
        name=shown_as,
        size=size,
        sha256=sha256,
        issued_at=now,
        expires_at=ticket_terms.end(locked, now),
    )


def _locked(pk: int) -> Application:
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(*RELATED).get(pk=pk)


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
        return application.state in late_files.TAKES_LATE and application.round.state != RoundState.CANCELLED
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


def receive_whole(ticket: UploadTicket, upload: UploadedFile, *, by: Any) -> UploadTicket:
    """Takes the announced file in one request, in place of the pieces that have come. Raises what `receive` raises."""
    return finish(_keep_whole(ticket, upload, by))


@transaction.atomic
def _keep_whole(ticket: UploadTicket, upload: UploadedFile, by: Any) -> UploadTicket:
    held = _open_ticket(ticket, by)
    if held.received < held.size:
        if upload.size != held.size:
            raise FileDiffers
        pieces.keep(held.folder, upload)
        held.received = held.size
        held.save(update_fields=["received"])
    return held


def finish(ticket: UploadTicket) -> UploadTicket:
    """Checks the whole file and makes it the answer's, or refuses the ticket. Done twice, or by two at once, it counts once.

    The check may take seconds and runs before the transaction. Raises UploadRefused where the storage or the virus check
    does not answer: then the ticket stays open, and the worker tries again; and FileDiffers where it is not what was
    announced: then it may be sent anew.
    """
    question = ticket.application.form_version.questions.filter(key=ticket.key).first()
    if question is None:  # a newer edition of the form asks for it no longer
        return _refuse(ticket, str(NotOpenForChange()))
    try:
        if ticket.sha256 not in {"", pieces.digest(ticket.folder)}:
            _start_over(ticket)
            raise FileDiffers
        with pieces.opened(ticket.folder, shown_as=ticket.name) as upload:
            stored, name = files.store(
                upload, by=ticket.user, kinds=question.accept or ["pdf"], max_bytes=ticket_terms.limit(question)
            )
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
def _start_over(ticket: UploadTicket) -> None:
    """What has come was another file, or came from two: it goes, and the ticket stays for the right one."""
    held = _behind_lock(ticket)
    if held.state == TicketState.OPEN and held.received == held.size:
        UploadTicket.objects.filter(pk=held.pk).update(received=0)
        pieces.discard(held.folder)


@transaction.atomic
def _take_over(ticket: UploadTicket, stored: StoredFile, name: str) -> UploadTicket:
    """The application first, then the ticket: a submission that runs at the same time has come before or waits."""
    application = _locked(ticket.application_id)
    held = UploadTicket.objects.select_for_update(of=("self",)).select_related("user").get(pk=ticket.pk)
    if held.state != TicketState.OPEN:
        return held
    must_run(application.round)
    if held.awaited:
        attachment = late_files.add(application, held, stored, name)
    else:
        attachment = answering.attach_stored(application, held.key, stored, name=name, by=held.user, began=held.issued_at)
    held.state, held.attachment, held.ended_at = TicketState.FINISHED, attachment, clock.now()
    held.save(update_fields=["state", "attachment", "ended_at"])
    return held


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
    if ticket.awaited and application.state in late_files.TAKES_LATE:
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
