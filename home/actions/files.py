"""Verbs about files of the sealed plane: take one in, keep one that we made, clear away what was left lying."""

import hashlib
import io
import logging
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from home import clock
from home.models import StoredFile
from home.uploads import antivirus, previews, sandbox
from home.uploads.findings import Facts, Unsound
from home.uploads.kinds import ALIASES, HEAD_BYTES, OLE, Kind, canonical, head_fits, kind_of_extension
from home.uploads.names import clean_file_name, extension, with_extension
from home.uploads.refusals import UploadRefused

logger = logging.getLogger(__name__)
PREFIX = "upload-"
CHUNK = 262_144
PREVIEW_TYPE = "image/jpeg"


def store(upload: UploadedFile, *, by: Any, kinds: Collection[str], max_bytes: int) -> tuple[StoredFile, str]:
    """Takes a file in: quarantine, size, kind by content, inspection in a sandbox, virus check, private storage.

    Pictures are stored upright and without metadata, with a small one beside; HEIC becomes JPEG. `kinds` are codes of
    home.uploads.kinds. Who may upload is the caller's question. Call it before a transaction begins: it may take seconds.
    Raises UploadRefused, and then nothing is left behind: no row, no file.
    """
    with _looked_through(upload, by=by, kinds=kinds, max_bytes=max_bytes) as (whole, name, kind, facts, small):
        preview = keep(small, media_type=PREVIEW_TYPE, facts={}) if small else None
        return keep(whole, media_type=kind.media_type, facts=facts, preview=preview), name


def looked_through(upload: UploadedFile, *, by: Any, kinds: Collection[str], max_bytes: int) -> SimpleUploadedFile:
    """What `store` would have kept, for Wagtail's forms, which keep public files themselves. Raises UploadRefused."""
    with _looked_through(upload, by=by, kinds=kinds, max_bytes=max_bytes) as (whole, name, kind, _facts, _small):
        return SimpleUploadedFile(name, whole.read_bytes(), kind.media_type)


@contextmanager
def _looked_through(
    upload: UploadedFile, *, by: Any, kinds: Collection[str], max_bytes: int
) -> Iterator[tuple[Path, str, Kind, Facts, Path | None]]:
    """The sound file in quarantine: where it lies, its name, its kind, what is known of it, and a small picture beside it."""
    name = clean_file_name(upload.name or "")
    try:
        kind = _claimed_kind(name, kinds)
        with quarantine() as folder:
            received, cleaned = folder / "received", folder / "cleaned"
            _receive(upload, received, max_bytes)
            _check_head(received, kind)
            facts = _inspect(kind, received, cleaned)
            _check_for_malware(received)
            if ALIASES.get(extension(name), extension(name)) != kind.stored_as:
                name = with_extension(name, kind.stored_as)
            small = previews.path_beside(cleaned) if facts.get("preview") else None
            yield cleaned if facts.get("cleaned") else received, name, kind, facts, small
    except UploadRefused as refusal:
        logger.info("upload refused: %s, by user %s", refusal.code, getattr(by, "pk", None))
        raise
    except OSError as error:
        logger.exception("upload failed in the storage, by user %s", getattr(by, "pk", None))
        raise UploadRefused("unavailable") from error


def check_claim(name: str, size: int, *, kinds: Collection[str], max_bytes: int) -> str:
    """Looks at what is said about a file before any of it comes; gives the name under which it is shown. Raises UploadRefused."""
    shown_as = clean_file_name(name)
    _claimed_kind(shown_as, kinds)
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
    for folder in _quarantine_root().glob(f"{PREFIX}*"):
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


def _claimed_kind(name: str, kinds: Collection[str]) -> Kind:
    kind = kind_of_extension(extension(name))
    if kind is None or kind.code not in canonical(kinds):
        raise UploadRefused("kind", kinds=kinds)
    return kind


def _quarantine_root() -> Path:
    root = Path(settings.QUARANTINE_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return root


@contextmanager
def quarantine() -> Iterator[Path]:
    """A folder outside the final store, gone afterwards whatever happens."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=_quarantine_root()) as folder:
        yield Path(folder)


def _receive(upload: UploadedFile, target: Path, max_bytes: int) -> None:
    """Copies the upload, counting: the size that the browser states is a first answer, not the last."""
    if (upload.size or 0) > max_bytes:
        raise UploadRefused("too_large", limit=max_bytes)
    size = 0
    with target.open("wb") as out:
        for chunk in upload.chunks(CHUNK):
            size += len(chunk)
            if size > max_bytes:
                raise UploadRefused("too_large", limit=max_bytes)
            out.write(chunk)
    if not size:
        raise UploadRefused("empty")


def _check_head(received: Path, kind: Kind) -> None:
    with received.open("rb") as handle:
        head = handle.read(HEAD_BYTES)
    if kind.family == "office" and head.startswith(OLE):
        # Office locks a file by putting it into the container of its old formats.
        locked = "EncryptedPackage".encode("utf-16-le") in received.read_bytes()
        raise UploadRefused("encrypted" if locked else "content", kind=kind.code)
    if not head_fits(kind, head):
        raise UploadRefused("content", kind=kind.code)


def _inspect(kind: Kind, received: Path, cleaned: Path) -> Facts:
    try:
        return sandbox.inspect(kind, received, cleaned)
    except Unsound as unsound:
        raise UploadRefused(unsound.code, kind=kind.code) from unsound


def _check_for_malware(received: Path) -> None:
    if not settings.CLAMD_SOCKET:
        return
    try:
        if not antivirus.is_clean(settings.CLAMD_SOCKET, received):
            raise UploadRefused("malware")
    except antivirus.Unavailable as error:
        logger.error("virus check unavailable: %s", error)
        raise UploadRefused("unchecked") from error


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
