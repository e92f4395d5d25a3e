"""Files that waited for the virus check are looked at: each becomes what it was sent as, or is refused with words."""

import logging

from django.db import transaction
from django.utils import translation

from certifications import emails
from certifications.actions import enclosures, evidence
from certifications.models import Application, Evidence, MessageFile, WaitingFile
from certifications.refusals import TicketClosed
from home import clock
from home.actions import files, pieces
from home.models import StoredFile
from home.uploads.refusals import UploadRefused

logger = logging.getLogger(__name__)
AT_ONCE = 50
NOT_ANSWERED = frozenset({"unavailable", "unchecked"})


def sweep() -> int:
    """What the clock does: has the check look at what waits. Says how many ended. One that fails keeps no other waiting."""
    ended = 0
    for row in WaitingFile.objects.unchecked().select_related("added_by")[:AT_ONCE]:
        try:
            ended += check(row)
        except Exception:
            logger.exception("file %s could not be looked at; it is tried again", row.public_id)
    for row in WaitingFile.objects.unchecked():
        pieces.renew(row.folder)  # however long nobody answers, what waits is not swept as left behind
    return ended


def check(row: WaitingFile) -> bool:
    """Looks at one: it becomes what it was sent as, or is refused with words and a letter. False while nobody answers.

    The look may take seconds and runs before the transaction. Done twice, or by two at once, it counts once.
    """
    kinds, most = (evidence.KINDS, evidence.MAX_BYTES) if row.is_evidence else (enclosures.KINDS, enclosures.MAX_BYTES)
    with translation.override(row.added_by.language):
        try:
            with pieces.opened(row.folder, shown_as=row.name) as upload:
                stored, name = files.store(upload, by=row.added_by, kinds=kinds, max_bytes=most)
        except UploadRefused as refusal:
            if refusal.code in NOT_ANSWERED:
                return False
            _refuse(row, str(refusal.message))
        except FileNotFoundError:
            _refuse(row, str(TicketClosed()))
        else:
            _add(row, stored, name)
    pieces.discard(row.folder)
    return True


@transaction.atomic
def _add(row: WaitingFile, stored: StoredFile, name: str) -> None:
    application = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=row.application_id)
    held = WaitingFile.objects.select_for_update(of=("self",)).filter(pk=row.pk).unchecked().first()
    if held is None:
        return
    if not held.is_evidence:
        MessageFile.objects.create(message=held.message, draft=held.draft, file=stored, name=name)
    else:
        came = {"added_by": held.added_by, "added_at": held.added_at, "from_office": held.from_office}
        Evidence.objects.create(application=application, line=held.line, file=stored, name=name, **came)
        facts = {"line": held.line, "name": name, "sha256": stored.sha256}
        application.history.append(
            application, action="evidence.add", by=held.added_by, to_state=application.state, facts=facts, held=True
        )
    held.delete()


@transaction.atomic
def _refuse(row: WaitingFile, why: str) -> None:
    rows = WaitingFile.objects.filter(pk=row.pk).unchecked()
    if rows.update(refused_at=clock.now(), refusal=why[:400]):
        row.refresh_from_db()
        emails.file_refused(row)
