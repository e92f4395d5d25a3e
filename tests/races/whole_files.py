"""What must hold of files whenever a process died: every finding is one sentence."""

import hashlib
import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

from certifications.models import Attachment, UploadTicket
from home import clock
from home.actions import files, pieces
from home.models import StoredFile


def empty_folders():
    """Throws away what other tests have left."""
    for folder in (storages["private"].location, settings.QUARANTINE_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True, mode=0o700)


def wrong_files():
    """Every file that a page can show is whole, every upload became one file or none, and under a final name nothing is half."""
    storage, found = storages["private"], []
    for stored in StoredFile.objects.filter(pk__in=Attachment.objects.values("file")):
        if not storage.exists(stored.path):
            found.append(f"{stored}: shown, and not there")
        elif len(stored.read()) != stored.size:
            found.append(f"{stored}: shown, and not whole")
    for path in Path(storage.location).rglob("*"):
        final = path.is_file() and not path.name.startswith(".incoming-")
        if final and hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            found.append(f"{path.name[:12]}: under its final name, and not whole")
    for ticket in UploadTicket.objects.select_related("attachment"):
        of_question = Attachment.objects.filter(application=ticket.application, key=ticket.key, removed_at__isnull=True)
        made = of_question.count()
        if made != (ticket.state == "finished"):
            found.append(f"{ticket}: {ticket.state}, and {made} files")
    return found


def left_behind():
    """What still lies about after everything that died has been cleared away."""
    later = clock.now() + timedelta(seconds=1)
    files.sweep(later)
    files.sweep_orphans(later)
    pieces.sweep(later)
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    kept = [path.name for path in Path(storages["private"].location).rglob("*") if path.is_file()]
    return sorted(set(kept) - known) + sorted(path.name for path in Path(settings.QUARANTINE_ROOT).iterdir())
