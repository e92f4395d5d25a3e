"""Files of messages and papers beside the checklist that the virus check could not look at: kept until it answers."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from certifications.models import Application, Message, MessageDraft, WaitingFile
from home import clock
from home.actions import pieces
from home.uploads.names import clean_file_name
from organizations.models import User


@transaction.atomic
def keep(
    application: Application,
    upload: UploadedFile,
    *,
    by: User,
    from_office: bool,
    line: str = "",
    message: Message | None = None,
    draft: MessageDraft | None = None,
) -> WaitingFile:
    """Keeps a sound file that could not be looked at. Whether it may come in is the caller's question."""
    row = WaitingFile.objects.create(
        application=application,
        message=message,
        draft=draft,
        line=line,
        from_office=from_office,
        name=clean_file_name(upload.name or ""),
        size=upload.size or 0,
        added_by=by,
        added_at=clock.now(),
    )
    pieces.keep(row.folder, upload)
    return row
