"""A file that arrives in pieces lies in the quarantine until it is whole: append, measure, open, throw away."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from home import clock

PREFIX = "ticket-"


def _path(name: str) -> Path:
    root = Path(settings.QUARANTINE_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return root / name


def length(name: str) -> int:
    """How many bytes are here."""
    path = _path(name)
    return path.stat().st_size if path.exists() else 0


def append(name: str, data: bytes, *, offset: int) -> int:
    """Writes a piece at the offset, on disk before it returns; what a killed process left behind the offset goes.

    Says how many bytes are here now. Raises ValueError when less is here than the offset says.
    """
    path = _path(name)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as out:
        if out.seek(0, os.SEEK_END) < offset:
            raise ValueError(f"Only {out.tell()} bytes of {name} are here.")
        out.truncate(offset)
        out.seek(offset)
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
        return out.tell()


def keep(name: str, upload: UploadedFile) -> None:
    """Writes the whole at once, on disk before it returns."""
    upload.seek(0)
    with _path(name).open("wb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def opened(name: str, *, shown_as: str) -> Iterator[UploadedFile]:
    """The whole as an upload, for home.actions.files.store. Raises FileNotFoundError when it is gone."""
    path = _path(name)
    with path.open("rb") as handle:
        yield UploadedFile(handle, name=shown_as, size=path.stat().st_size)


def digest(name: str) -> str:
    """The SHA-256 of the whole. Raises FileNotFoundError when it is gone."""
    with _path(name).open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def discard(name: str) -> None:
    """Throws away what is here."""
    _path(name).unlink(missing_ok=True)


def renew(name: str) -> None:
    """It is still wanted: the sweep leaves it alone as if it had just come. Nothing where nothing is."""
    with suppress(FileNotFoundError):
        os.utime(_path(name), (clock.now().timestamp(),) * 2)


def sweep(older_than: datetime) -> int:
    """Throws away pieces that nobody has added to since the moment. Says how many."""
    removed = 0
    for path in _path("").glob(f"{PREFIX}*"):
        if path.stat().st_mtime < older_than.timestamp():
            path.unlink(missing_ok=True)
            removed += 1
    return removed
