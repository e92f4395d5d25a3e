"""Draws the pages of a stored file as pictures, once, for whoever reads it in the page and for those who judge blind."""

from pathlib import Path

from django.db import transaction

from home.actions.files import keep
from home.models import DrawnPage, StoredFile
from home.uploads import office_copies, page_pictures, sandbox
from home.uploads.findings import PageFacts, Unsound
from home.uploads.kinds import KINDS, Kind
from home.uploads.looking import quarantine

PAGE_TYPE = "image/jpeg"


class Undrawable(Exception):
    """Of this file no pictures can be made; `code` is one of home.uploads.refusals or "no_converter"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def draw(stored: StoredFile) -> list[DrawnPage]:
    """The pages in order; drawn only once. It takes seconds: call it in a job, outside a transaction.

    Office documents become PDFs first. Raises Undrawable, and OSError when the storage fails.
    """
    known = list(stored.drawn_pages.select_related("picture"))
    if known:
        return known
    kind = next(kind for kind in KINDS.values() if kind.media_type == stored.media_type)
    with quarantine() as folder:
        source = folder / "source"
        source.write_bytes(stored.read())
        try:
            pages = _drawn(kind, source, folder)
        except Unsound as unsound:
            raise Undrawable(unsound.code) from unsound
        pictures = [_kept(folder, number, facts) for number, facts in enumerate(pages, start=1)]
    with transaction.atomic():
        # Two jobs may draw the same file; the pictures are equal, and one set of rows stays.
        StoredFile.objects.select_for_update().get(pk=stored.pk)
        if not stored.drawn_pages.exists():
            rows = zip(pages, pictures, strict=True)
            DrawnPage.objects.bulk_create(
                DrawnPage(file=stored, number=number, picture=picture, text=facts["text"])
                for number, (facts, picture) in enumerate(rows, start=1)
            )
    return list(stored.drawn_pages.select_related("picture"))


def _drawn(kind: Kind, source: Path, folder: Path) -> list[PageFacts]:
    if kind.family == "office":
        return sandbox.draw_pages("pdf", office_copies.to_pdf(source, kind.code, folder), folder)
    return sandbox.draw_pages(kind.family, source, folder)


def _kept(folder: Path, number: int, facts: PageFacts) -> StoredFile:
    return keep(
        page_pictures.path_of(folder, number), media_type=PAGE_TYPE, facts={"width": facts["width"], "height": facts["height"]}
    )
