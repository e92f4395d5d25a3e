"""The painter paints every motif in every accent, the same picture for the same seed."""

from io import BytesIO
from random import Random

import pytest
from PIL import Image, ImageDraw

from home.samples.motifs import MOTIFS
from home.samples.painter import alt_text, paint
from home.samples.palettes import FAMILIES
from home.samples.pen import Pen
from home.samples.words import WORDS

SIZE = (160, 120)
NAME = {"ja": "ひとこぎ", "en": "Hitokogi", "zh": "一划"}


def ink(picture):
    """The average color of a painting."""
    return Image.open(BytesIO(picture)).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))


def test_painting_is_a_progressive_jpeg_of_the_size_asked_for():
    picture = Image.open(BytesIO(paint("wheelchair", "orange", "a", SIZE)))

    assert (picture.format, picture.size, bool(picture.info.get("progressive"))) == ("JPEG", SIZE, True)


def test_painting_is_the_same_for_the_same_seed():
    assert paint("vessel", "steel", "a", SIZE) == paint("vessel", "steel", "a", SIZE)


def test_paintings_of_one_motif_differ_by_seed():
    assert len({paint("spring", "steel", str(seed), SIZE) for seed in range(12)}) == 12


@pytest.mark.parametrize("motif", MOTIFS)
def test_motif_fills_its_space_and_stays_in_it(motif):
    sheet = Image.new("L", (560, 520))
    pen = Pen(ImageDraw.Draw(sheet), (200, 0, 0, -200, 280, 420), {}, flat=255)

    MOTIFS[motif][0](pen, Random(1))

    left, top, right, bottom = sheet.getbbox()
    assert min(left, top, 560 - right, 520 - bottom) > 0
    assert 0.04 < sheet.histogram()[255] / (560 * 520) < 0.7


def test_tool_of_a_person_is_painted():
    alone, with_hammer = (paint(motif, "green", "a", SIZE) for motif in ("portrait", "portrait-hammer"))

    assert alone != with_hammer


def test_accents_give_different_inks():
    assert len({ink(paint("lamp", accent, "a", SIZE)) for accent in FAMILIES}) == len(FAMILIES)


def test_unknown_motif_is_refused():
    with pytest.raises(KeyError, match="unicorn"):
        paint("unicorn", "orange", "a", SIZE)


def test_words_name_every_motif():
    assert set(WORDS) == set(MOTIFS)


def test_alt_text_names_thing_and_motif():
    assert alt_text("wheelchair", NAME) == {
        "ja": "「ひとこぎ」を表す、車いすの図案",
        "en": "Flat drawing of a wheelchair, for Hitokogi",
        "zh": "表现“一划”的轮椅图案",
    }


def test_alt_text_of_a_person_names_the_tool():
    assert alt_text("portrait-hammer", NAME)["ja"] == "「ひとこぎ」を表す、職人と金づちの図案"
