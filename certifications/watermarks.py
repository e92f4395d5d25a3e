"""Marks a picture of a page so that a copy that gets out tells from whose hands it came."""

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache

from PIL import Image

QUALITY = 78
PER_MILLE = 1000
INK = (0, 40, 90, 46)
COVER = (40, 40, 40)
ANGLE = 30
STEP = (520, 300)
Area = Sequence[int]


def marked(page: bytes, words: str, covered: Iterable[Area] = ()) -> bytes:
    """The JPEG with areas covered (thousandths of width and height: left, top, right, bottom) and the words across it.

    Both become pixels: nothing can be taken off again. The words are ASCII.
    """
    from PIL import ImageDraw  # noqa: PLC0415  with its fonts it takes 2 MB, and few processes ever draw on a page

    with Image.open(io.BytesIO(page), formats=("JPEG",)) as opened:
        picture = opened.convert("RGB")
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in covered:
        width, height = picture.size
        corners = (left * width // PER_MILLE, top * height // PER_MILLE, right * width // PER_MILLE, bottom * height // PER_MILLE)
        pen.rectangle(corners, fill=COVER)
    mark = _mark(words)
    for row, y in enumerate(range(-mark.height // 2, picture.height, STEP[1])):
        for x in range(-mark.width // 2 - row % 2 * STEP[0] // 2, picture.width, STEP[0]):
            picture.paste(mark.convert("RGB"), (x, y), mark)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


@lru_cache(maxsize=32)
def _mark(words: str) -> Image.Image:
    from PIL import ImageDraw, ImageFont  # noqa: PLC0415

    font = ImageFont.load_default(26)
    left, top, right, bottom = font.getbbox(words)
    flat = Image.new("RGBA", (int(right - left) + 8, int(bottom - top) + 8), (*INK[:3], 0))
    ImageDraw.Draw(flat).text((4 - left, 4 - top), words, font=font, fill=INK)
    return flat.rotate(ANGLE, expand=True, resample=Image.Resampling.BICUBIC)


def bound(pages: Sequence[bytes]) -> bytes:
    """The pages as one PDF, A4 at 150 dots per inch, with nothing told about its making."""
    pictures = [Image.open(io.BytesIO(page), formats=("JPEG",)) for page in pages]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=150, save_all=True, append_images=pictures[1:], producer="", creator="")
    return out.getvalue()
