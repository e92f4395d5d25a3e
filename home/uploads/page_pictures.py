"""Draws the pages of a PDF or a picture as pictures, and reads the words that stand on them.

A picture of a page has no metadata, no links, no hidden text and no layers: what cannot be seen on it is not in it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from home.uploads import previews
from home.uploads.findings import PageFacts, Unsound

# 150 dots per inch on A4: letters of 8 points can be read, a page has some 150 KB.
WIDTH = 1_240
LONGEST = 3_000
QUALITY = 78
MAX_PAGES = 100
MAX_TEXT = 20_000
POINTS_PER_INCH = 72
DOTS_PER_INCH = 150


def path_of(folder: Path, number: int) -> Path:
    """Where the picture of a page (from 1) is left."""
    return folder / f"page-{number:03}"


def draw(source: Path, family: str, folder: Path) -> list[PageFacts]:
    """Writes a JPEG per page into the folder. Raises Unsound ("pages" when there are too many, "damaged")."""
    pages = _of_pdf(source) if family == "pdf" else _of_picture(source)
    found: list[PageFacts] = []
    for number, (picture, text) in enumerate(pages, start=1):
        picture.save(path_of(folder, number), "JPEG", quality=QUALITY)
        found.append({"width": picture.width, "height": picture.height, "text": text[:MAX_TEXT]})
    return found


def _of_pdf(source: Path) -> Iterator[tuple[Image.Image, str]]:
    import pypdfium2  # noqa: PLC0415  heavy, and pictures need none

    try:
        with pypdfium2.PdfDocument(source) as document:
            document.init_forms()  # what was filled in is a part of the page
            if len(document) > MAX_PAGES:
                raise Unsound("pages")
            for page in document:
                yield _drawn(page), _text(page)
                page.close()
    except pypdfium2.PdfiumError as error:
        raise Unsound("damaged") from error


def _drawn(page: Any) -> Image.Image:
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / POINTS_PER_INCH, WIDTH / max(min(width, height), 1), LONGEST / max(width, height, 1))
    return page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")


def _text(page: Any) -> str:
    words = page.get_textpage()
    try:
        return str(words.get_text_bounded()).replace("\r\n", "\n").replace("\x00", "")
    finally:
        words.close()


def _of_picture(source: Path) -> Iterator[tuple[Image.Image, str]]:
    """The stored picture stands upright and without metadata already; here it only becomes smaller, on white paper."""
    try:
        with Image.open(source, formats=("JPEG", "PNG", "WEBP")) as picture:
            yield previews.fitted(picture, LONGEST // 2), ""
    except (OSError, ValueError, SyntaxError) as error:
        raise Unsound("damaged") from error
