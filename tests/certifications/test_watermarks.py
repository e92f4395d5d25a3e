"""Pictures of pages that tell from whose hands they came, and no longer what was covered."""

import io

import pikepdf
import pytest
from PIL import Image

from certifications.watermarks import bound, marked
from tests.home import samples

PAGE = samples.picture("JPEG", (1240, 1755), (255, 255, 255))


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_marked_writes_the_words_across_the_whole_page():
    picture = opened(marked(PAGE, "J-3F2A9C 2026-11-21"))
    thirds = [picture.crop((0, top, 1240, top + 585)) for top in (0, 585, 1170)]

    assert picture.size == (1240, 1755)
    assert [part.convert("L").getextrema()[0] < 240 for part in thirds] == [True, True, True]


def test_marked_leaves_the_page_readable():
    colors = opened(marked(PAGE, "J-3F2A9C")).convert("L").histogram()

    assert sum(colors[230:]) > 0.85 * sum(colors)
    assert sum(colors[:120]) == 0


def test_two_judges_get_different_pictures():
    assert marked(PAGE, "J-1") != marked(PAGE, "J-2")


@pytest.mark.parametrize("area", [[0, 0, 1000, 100], [250, 400, 500, 600]])
def test_marked_covers_areas_for_good(area):
    secret = samples.picture("JPEG", (1000, 1000), (255, 0, 0))
    left, top, right, bottom = area

    picture = opened(marked(secret, "J-1", [area])).crop((left + 8, top + 8, right - 8, bottom - 8))

    assert max(red for red, _green, _blue in picture.get_flattened_data()) < 110


def test_bound_makes_one_document_that_tells_nothing_of_its_making():
    with pikepdf.open(io.BytesIO(bound([PAGE, PAGE]))) as document:
        assert len(document.pages) == 2
        assert set(document.docinfo.keys()) <= {"/CreationDate", "/ModDate", "/Producer", "/Creator"}
        assert [str(document.docinfo.get(key, "")) for key in ("/Producer", "/Creator")] == ["", ""]
        assert [round(float(side)) for side in document.pages[0].MediaBox] == [0, 0, 595, 842]
