"""Looks an upload through before anything keeps it: size, kind by content, inspection in a sandbox, virus check."""

import logging
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from home.uploads import antivirus, previews, sandbox
from home.uploads.findings import Facts, Unsound
from home.uploads.kinds import ALIASES, HEAD_BYTES, OLE, Kind, canonical, head_fits, kind_of_extension
from home.uploads.names import clean_file_name, extension, with_extension
from home.uploads.refusals import UploadRefused

logger = logging.getLogger(__name__)
PREFIX = "upload-"
CHUNK = 262_144


def sound(upload: UploadedFile, *, by: Any, kinds: Collection[str], max_bytes: int) -> SimpleUploadedFile:
    """The upload as it may be kept, for forms that keep files themselves. Raises UploadRefused."""
    with looked_through(upload, by=by, kinds=kinds, max_bytes=max_bytes) as (whole, name, kind, _facts, _small):
        return SimpleUploadedFile(name, whole.read_bytes(), kind.media_type)


@contextmanager
def looked_through(
    upload: UploadedFile, *, by: Any, kinds: Collection[str], max_bytes: int
) -> Iterator[tuple[Path, str, Kind, Facts, Path | None]]:
    """The sound file in quarantine: where it lies, its name, its kind, what is known of it, and a small picture beside it.

    `kinds` are codes of home.uploads.kinds. It may take seconds. Raises UploadRefused; nothing is left behind in any case.
    """
    name = clean_file_name(upload.name or "")
    try:
        kind = claimed_kind(name, kinds)
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


def claimed_kind(name: str, kinds: Collection[str]) -> Kind:
    """The kind that the name's ending says. Raises UploadRefused when it is none of these."""
    kind = kind_of_extension(extension(name))
    if kind is None or kind.code not in canonical(kinds):
        raise UploadRefused("kind", kinds=kinds)
    return kind


def quarantine_root() -> Path:
    """Where uploads lie while they are looked at."""
    root = Path(settings.QUARANTINE_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return root


@contextmanager
def quarantine() -> Iterator[Path]:
    """A folder outside the final store, gone afterwards whatever happens."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=quarantine_root()) as folder:
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
