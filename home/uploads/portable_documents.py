"""Opens a PDF and looks for what does more than show pages: scripts, programs to start, files inside."""

from pathlib import Path
from typing import Any

import pikepdf

from home.uploads.findings import Facts, Unsound

TAIL_BYTES = 4096
MAX_OBJECTS = 500_000
ACTIVE = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/GoToE"}
SCRIPT_KEYS = ("/JS", "/JavaScript", "/XFA")
INSIDE_KEYS = ("/EF", "/EmbeddedFiles", "/RichMediaContent")


def inspect(source: Path) -> Facts:
    """Refuses what is cut off, locked, or does more than show pages; counts these. The file itself is kept as it came."""
    with source.open("rb") as handle:
        handle.seek(max(0, source.stat().st_size - TAIL_BYTES))
        if b"%%EOF" not in handle.read():
            raise Unsound("damaged")
    try:
        with pikepdf.open(source) as document:
            if document.is_encrypted:
                raise Unsound("encrypted")
            pages = len(document.pages)
            if pages < 1:
                raise Unsound("damaged")
            _look_through(document)
    except pikepdf.PasswordError as error:
        raise Unsound("encrypted") from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise Unsound("damaged") from error
    return {"pages": pages}


def _look_through(document: pikepdf.Pdf) -> None:
    """Every object, and what lies directly inside it; what it points to is another of the document's objects."""
    for count, thing in enumerate(document.objects):
        if count > MAX_OBJECTS:
            raise Unsound("complex")
        pending: list[Any] = [thing]
        while pending:
            part = pending.pop()
            if isinstance(part, pikepdf.Array):
                pending += [item for item in part if _is_direct_container(item)]
            elif isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
                _judge(part)
                pending += [value for _, value in part.items() if _is_direct_container(value)]


def _is_direct_container(value: Any) -> bool:
    return isinstance(value, (pikepdf.Array, pikepdf.Dictionary)) and not value.is_indirect


def _judge(part: Any) -> None:
    if str(part.get("/S", "")) in ACTIVE or any(key in part for key in SCRIPT_KEYS):
        raise Unsound("script")
    if any(key in part for key in INSIDE_KEYS):
        raise Unsound("embedded")
