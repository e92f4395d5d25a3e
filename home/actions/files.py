"""Verbs about files of the sealed plane: take one in, keep one that we made, clear away what was left lying."""

import hashlib
import io
import logging
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from home import clock
from home.models import StoredFile
from home.uploads import previews
from home.uploads.findings import Facts
from home.uploads.looking import PREFIX, claimed_kind, looked_through, quarantine, quarantine_root
from home.uploads.names import clean_file_name
from home.uploads.refusals import UploadRefused

logger = logging.getLogger(__name__)
PREVIEW_TYPE = "image/jpeg"


def store(upload: UploadedFile, *, by: Any, kinds: Collection[str], max_bytes: int) -> tuple[StoredFile, str]:
    """Takes a file in: quarantine, size, kind by content, inspection in a sandbox, virus check, private storage.

    Pictures are stored upright and without metadata, with a small one beside; HEIC becomes JPEG. `kinds` are codes of
    home.uploads.kinds. Who may upload is the caller's question. Call it before a transaction begins: it may take seconds.
    Raises UploadRefused, and then nothing is left behind: no row, no file.
    """
    with looked_through(upload, by=by, kinds=kinds, max_bytes=max_bytes) as (whole, name, kind, facts, small):
        preview = keep(small, media_type=PREVIEW_TYPE, facts={}) if small else None
        return keep(whole, media_type=kind.media_type, facts=facts, preview=preview), name


def check_claim(name: str, size: int, *, kinds: Collection[str], max_bytes: int) -> str:
    """Looks at what is said about a file before any of it comes; gives the name under which it is shown. Raises UploadRefused."""
    shown_as = clean_file_name(name)
    claimed_kind(shown_as, kinds)
    if size <= 0:
        raise UploadRefused("empty")
    if size > max_bytes:
        raise UploadRefused("too_large", limit=max_bytes)
    return shown_as


def store_bytes(data: bytes, *, media_type: str) -> StoredFile:
    """Keeps a file that we made ourselves (a certificate, an export). Raises OSError when the storage fails."""
    return _record(ContentFile(data), hashlib.sha256(data).hexdigest(), len(data), media_type, {})


def store_painting(data: bytes) -> StoredFile:
    """Keeps a JPEG that we painted ourselves, with its preview. Raises OSError when the storage fails."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture, quarantine() as folder:
        previews.draw(picture, folder / "preview")
        preview = keep(folder / "preview", media_type=PREVIEW_TYPE, facts={})
        facts: Facts = {"width": picture.width, "height": picture.height}
    return _record(ContentFile(data), hashlib.sha256(data).hexdigest(), len(data), "image/jpeg", facts, preview)


def sweep(older_than: datetime) -> int:
    """Deletes quarantined uploads from before the moment: their processes died. Says how many."""
    removed = 0
    for folder in quarantine_root().glob(f"{PREFIX}*"):
        if folder.stat().st_mtime < older_than.timestamp():
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def sweep_orphans(older_than: datetime) -> int:
    """Deletes files from before the moment that no row names: their transactions were rolled back. Says how many.

    How old a file is, its storage knows. One whose row is not committed yet is young, and stays.
    """
    storage = storages["private"]
    removed = 0
    for folder, names in _stored_names():
        known = set(StoredFile.objects.filter(sha256__in=names).values_list("sha256", flat=True))
        for name in set(names) - known:
            if storage.get_modified_time(f"{folder}/{name}") < older_than:
                removed += _remove_orphan(f"{folder}/{name}", older_than)
    return removed


def sweep_unnamed(older_than: datetime, most: int = 500) -> int:
    """Deletes files that no record names any more, and that nobody has brought since the moment. Says how many."""
    return sum(_let_go(stored, older_than) for stored in StoredFile.objects.unnamed(older_than).order_by("pk")[:most])


def _let_go(stored: StoredFile, older_than: datetime) -> bool:
    """The row first, behind its lock: a record that begins to name it meanwhile waits, or has come before. Then the content."""
    with transaction.atomic():
        list(StoredFile.objects.select_for_update().filter(pk=stored.pk).values_list("pk"))
        if not StoredFile.objects.unnamed(older_than).filter(pk=stored.pk).exists():
            return False
        StoredFile.objects.filter(pk=stored.pk).delete()
    with suppress(FileNotFoundError):
        _remove_orphan(stored.path, older_than)
    return True


def _remove_orphan(path: str, older_than: datetime) -> bool:
    """Deletes one file, unless somebody is bringing the same content again at this moment."""
    storage = storages["private"]
    with suppress(IntegrityError), _standing_in(path.rpartition("/")[2]):
        if storage.get_modified_time(path) < older_than:
            storage.delete(path)
            return True
    return False


@contextmanager
def _standing_in(name: str) -> Iterator[None]:
    """A row that is never committed: who stores this content meanwhile waits for it, and then finds the file gone."""
    with transaction.atomic():
        StoredFile.objects.create(sha256=name, size=0, created_at=clock.now())
        yield
        transaction.set_rollback(True)


def keep(whole: Path, *, media_type: str, facts: Facts, preview: StoredFile | None = None) -> StoredFile:
    """Moves what lies in quarantine into the private storage. Raises OSError when the storage fails."""
    with whole.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
        handle.seek(0)
        return _record(File(handle), digest, whole.stat().st_size, media_type, facts, preview)


def _record(
    content: File[bytes], digest: str, size: int, media_type: str, facts: Facts, preview: StoredFile | None = None
) -> StoredFile:
    """File first, row second: a row never names a file that is not there. The same content is kept once."""
    known = StoredFile.objects.filter(sha256=digest).first()
    storage = storages["private"]
    path = StoredFile(sha256=digest).path
    if known is None or not storage.exists(path):
        storage.save(path, content)
    shape = {"width": facts.get("width"), "height": facts.get("height"), "pages": facts.get("pages"), "preview": preview}
    now = clock.now()
    with transaction.atomic():
        stored, made = StoredFile.objects.get_or_create(
            sha256=digest, defaults={"size": size, "media_type": media_type, "created_at": now, "brought_at": now, **shape}
        )
        if not made:
            StoredFile.objects.filter(pk=stored.pk).update(brought_at=now)
        # The same content may have been swept, as an orphan or as unnamed, before the row was there.
        if (made or known is None) and not storage.exists(path):
            storage.save(path, content)
        if preview is not None and stored.preview_id is None:
            stored.preview = preview
            stored.save(update_fields=["preview"])
    return stored


def _stored_names() -> Iterator[tuple[str, list[str]]]:
    """Folder and file names in the private storage: two levels of folders, then files."""
    storage = storages["private"]
    for first in _folders(""):
        for second in _folders(first):
            folder = f"{first}/{second}"
            yield folder, storage.listdir(folder)[1]


def _folders(path: str) -> list[str]:
    try:
        return list(storages["private"].listdir(path)[0])
    except FileNotFoundError:
        return []
