"""Messages on a case."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from certifications import emails
from certifications.actions import allowances
from certifications.models import Application, Message, MessageDraft, MessageFile, MessageReading
from certifications.permissions import is_case_secretariat, may_write_for_applicant
from certifications.refusals import NothingToSend, NotWithTheOffice, TooManyFiles
from home import clock
from home.actions import files
from home.models import StoredFile
from home.uploads.sizes import MEGABYTE

KINDS = ("pdf", "jpg", "png", "heic", "docx", "xlsx")
MAX_BYTES = 20 * MEGABYTE
MOST_FILES = 5
Taken = list[tuple[StoredFile, str]]


def post(application: Application, *, body: str, uploads: Sequence[UploadedFile] = (), by: Any) -> Message:
    """Posts a message to the other side, with a letter that tells of it (not what it says). A second click posts nothing.

    Files are looked at before the transaction, which may take seconds. Of the office, the files of its author's draft go
    with it, and the draft is gone. Raises NotWithTheOffice for a draft (the office cannot see it), NothingToSend,
    TooManyFiles and UploadRefused.
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
        if same and {stored.pk for stored, _name in taken} == set(same.files.values_list("file", flat=True)):
            return same
        draft = application.message_drafts.filter(author=by).first() if from_office else None
        kept = list(draft.files.all()) if draft else []
        if len(kept) + len(taken) > MOST_FILES:
            raise TooManyFiles
        facts = {"from_office": from_office, "author": by, "body": text, "sent_at": clock.now()}
        message = Message.objects.create(application=application, **facts)
        MessageFile.objects.filter(pk__in=[row.pk for row in kept]).update(draft=None, message=message)
        MessageFile.objects.bulk_create(MessageFile(message=message, file=stored, name=name) for stored, name in taken)
        if draft:
            draft.delete()
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
    if len(uploads) > MOST_FILES:
        raise TooManyFiles
    return [files.store(upload, by=by, kinds=KINDS, max_bytes=MAX_BYTES) for upload in uploads]


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
        if row.files.count() + len(taken) > MOST_FILES:
            raise TooManyFiles
        MessageFile.objects.bulk_create(MessageFile(draft=row, file=stored, name=name) for stored, name in taken)
        if not body.strip() and not row.files.exists():
            row.delete()
            return None
        row.body, row.changed_at = body, clock.now()
        row.save(update_fields=["body", "changed_at"])
    return row


@transaction.atomic
def mark_read(application: Application, *, by: Any) -> int:
    """Marks the other side's messages as read by this person; says how many nobody of her side had read before.

    A page does this when it is looked at, although a GET should change nothing: only the addressees' own look counts, the
    first one writes the hour and none after it writes anything, and nothing else hangs on it. A button "read" would leave
    every message that nobody confirmed as unread.
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
