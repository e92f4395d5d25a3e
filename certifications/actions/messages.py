"""Messages on a case."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from certifications import emails
from certifications.actions import allowances, enclosures, waiting_files
from certifications.models import Application, Message, MessageDraft, MessageFile, MessageReading
from certifications.permissions import is_case_secretariat, may_write_for_applicant
from certifications.refusals import NothingToSend, NotWithTheOffice
from home import clock
from home.models import StoredFile
from home.uploads.refusals import UploadRefused


@dataclass(frozen=True)
class Taken:
    """The files of a message: those that were looked at, with their names, and those that wait for the virus check."""

    stored: list[tuple[StoredFile, str]] = field(default_factory=list)
    waiting: list[UploadedFile] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.stored) + len(self.waiting)


def post(application: Application, *, body: str, uploads: Sequence[UploadedFile] = (), by: Any) -> Message:
    """Posts a message to the other side, with a letter that tells of it (not what it says). A second click posts nothing.

    Files are looked at before the transaction, which may take seconds; one that the virus check could not look at comes
    later. Of the office, the files of its author's draft go with it, and the draft is gone. Raises NotWithTheOffice for a
    draft (the office cannot see it), NothingToSend, TooManyFiles and UploadRefused.
    """
    from_office = _side(application, by)
    text = body.strip()
    if not text:
        raise NothingToSend
    if not from_office:
        allowances.must_take_message(application)
        allowances.must_take_files(application, [upload.size or 0 for upload in uploads])
    taken = _take_in(uploads, by)
    with transaction.atomic():
        Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)  # two clicks, one after another
        recent = application.messages.filter(author=by, sent_at__gt=clock.now() - allowances.SECOND_CLICK)
        same = recent.filter(body=text, from_office=from_office).last()
        if same and _has_these(same, taken):
            return same
        draft = application.message_drafts.filter(author=by).first() if from_office else None
        enclosures.must_be_few(len(taken) + (_held(draft) if draft else 0))
        facts = {"from_office": from_office, "author": by, "body": text, "sent_at": clock.now()}
        message = Message.objects.create(application=application, **facts)
        if draft:
            draft.files.update(draft=None, message=message)
            draft.waiting_files.update(draft=None, message=message)
            draft.delete()
        _add(application, taken, by, from_office=from_office, message=message)
        emails.message_posted(message)
    return message


def _side(application: Application, by: Any) -> bool:
    """Whether the person writes for the office. Raises PermissionDenied, and NotWithTheOffice for a draft."""
    from_office = is_case_secretariat(by, application)
    if not from_office and not may_write_for_applicant(by, application):
        raise PermissionDenied
    if application.receipt_number is None:
        raise NotWithTheOffice
    return from_office


def _take_in(uploads: Sequence[UploadedFile], by: Any) -> Taken:
    enclosures.must_be_few(len(uploads))
    taken = Taken()
    for upload in uploads:
        try:
            taken.stored.append(enclosures.take_in_one(upload, by=by))
        except UploadRefused as refusal:
            if refusal.code != "unchecked":
                raise
            taken.waiting.append(upload)
    return taken


def _has_these(message: Message, taken: Taken) -> bool:
    """Whether the message came with the same files."""
    stored = {stored.pk for stored, _name in taken.stored}
    waiting = sorted(upload.size or 0 for upload in taken.waiting)
    held = sorted(message.waiting_files.values_list("size", flat=True))
    return stored == set(message.files.values_list("file", flat=True)) and waiting == held


def _held(draft: MessageDraft) -> int:
    return draft.files.count() + draft.waiting_files.unchecked().count()


def _add(application: Application, taken: Taken, by: Any, *, from_office: bool, **place: Any) -> None:
    """The files of a message, or of a draft (`place`)."""
    MessageFile.objects.bulk_create(MessageFile(file=stored, name=name, **place) for stored, name in taken.stored)
    for upload in taken.waiting:
        waiting_files.keep(application, upload, by=by, from_office=from_office, **place)


def keep_draft(
    application: Application, *, body: str, uploads: Sequence[UploadedFile] = (), without: UUID | None = None, by: Any
) -> MessageDraft | None:
    """Keeps what somebody of the office has begun to write; an empty text without files leaves no draft.

    `without` takes one file out of her draft; one that is not there changes nothing. Raises TooManyFiles and UploadRefused.
    """
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    taken = _take_in(uploads, by)
    with transaction.atomic():
        row, _created = MessageDraft.objects.select_for_update().get_or_create(
            application=application, author=by, defaults={"changed_at": clock.now()}
        )
        if without is not None:
            row.files.filter(public_id=without).delete()
            row.waiting_files.filter(public_id=without).delete()
        enclosures.must_be_few(_held(row) + len(taken))
        _add(application, taken, by, from_office=True, draft=row)
        if not body.strip() and not (row.files.exists() or row.waiting_files.exists()):
            row.delete()
            return None
        row.body, row.changed_at = body, clock.now()
        row.save(update_fields=["body", "changed_at"])
    return row


@transaction.atomic
def mark_read(application: Application, *, by: Any) -> int:
    """Marks the other side's messages as read by this person; says how many nobody of her side had read before.

    Decided: that a message was read is a fact of its page being shown, so the GET of the two pages that show the thread calls
    this, and nothing else does: no question, no context, no HEAD. Only the addressees' own look counts, never an auditor's, an
    approver's, a viewer's or an administrator's; the first one writes the hour, none after it writes anything, and nothing
    hangs on it. A button "read" would leave every message that nobody confirmed as unread.
    """
    if is_case_secretariat(by, application):
        rows = application.messages.filter(from_office=False)
    elif may_write_for_applicant(by, application):
        rows = application.messages.filter(from_office=True)
    else:
        return 0
    now = clock.now()
    fresh = rows.exclude(readings__reader=by)
    MessageReading.objects.bulk_create(
        [MessageReading(message=message, reader=by, read_at=now) for message in fresh], ignore_conflicts=True
    )
    return rows.filter(read_at__isnull=True).update(read_at=now)
