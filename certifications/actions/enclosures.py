"""Papers that come with a message, an appeal or a change notice: few, and of kinds that the office can read."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from certifications.refusals import TooManyFiles
from home.actions import files
from home.models import StoredFile
from home.uploads.kinds import accept_attribute
from home.uploads.refusals import named
from home.uploads.sizes import MEGABYTE

KINDS = ("pdf", "jpg", "png", "heic", "docx", "xlsx")
MAX_BYTES = 20 * MEGABYTE
MOST = 5
Taken = list[tuple[StoredFile, str]]


def take_in(uploads: Sequence[UploadedFile], *, by: Any) -> Taken:
    """Looks at the files and keeps them, before a transaction begins: it may take seconds. Raises TooManyFiles, UploadRefused."""
    must_be_few(len(uploads))
    return [take_in_one(upload, by=by) for upload in uploads]


def take_in_one(upload: UploadedFile, *, by: Any) -> tuple[StoredFile, str]:
    """One file, with the name under which it is shown. Raises UploadRefused."""
    return files.store(upload, by=by, kinds=KINDS, max_bytes=MAX_BYTES)


def must_be_few(number: int) -> None:
    """Raises TooManyFiles for more than one message, appeal or notice takes, those that it has already among them."""
    if number > MOST:
        raise TooManyFiles


def asked_for() -> dict[str, Any]:
    """What a page says of them beside its field, in the active language."""
    return {
        "accept": accept_attribute(KINDS),
        "kinds": ", ".join(named(KINDS)),
        "megabytes": MAX_BYTES // MEGABYTE,
        "most": MOST,
    }
