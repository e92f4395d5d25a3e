"""The small picture in the place of a whole file."""

import io

import pytest
from PIL import Image, ImageCms

from home.uploads import previews

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def drawn(picture, tmp_path, profile=None):
    target = tmp_path / "preview"
    previews.draw(picture, target, profile)
    return Image.open(io.BytesIO(target.read_bytes()))


@pytest.mark.parametrize(
    ("size", "small"), [((4000, 3000), (800, 600)), ((300, 200), (300, 200)), ((12_000, 1), (800, 1)), ((600, 2400), (200, 800))]
)
def test_preview_fits_into_800_pixels_and_never_grows(tmp_path, size, small):
    picture = drawn(Image.new("RGB", size), tmp_path)

    assert (picture.format, picture.size) == ("JPEG", small)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "I;16", "I"])
def test_preview_is_drawn_of_every_mode(tmp_path, mode):
    picture = drawn(Image.new(mode, (900, 10)), tmp_path)

    assert (picture.mode, picture.size) == ("RGB", (800, 9))


def test_preview_keeps_gray_of_16_bits_as_bright_as_it_was(tmp_path):
    picture = drawn(Image.new("I;16", (10, 10), 32_768), tmp_path)

    assert picture.getpixel((5, 5)) == (128, 128, 128)


def test_preview_lays_what_is_transparent_on_white(tmp_path):
    flat = Image.new("P", (10, 10), 0)
    flat.putpalette([255, 0, 0] * 256)
    flat.info["transparency"] = 0

    assert [drawn(each, tmp_path).getpixel((5, 5)) for each in (flat, Image.new("RGBA", (10, 10), (255, 0, 0, 0)))] == [
        (255, 255, 255),
        (255, 255, 255),
    ]


def test_preview_holds_pixels_and_the_profile_of_colors_only(tmp_path):
    source = Image.new("RGB", (10, 10))
    source.info |= {"exif": b"Exif\0\0secret", "comment": b"secret", "xmp": b"secret"}

    picture = drawn(source, tmp_path, SRGB)
    of_inks = drawn(Image.new("CMYK", (10, 10)), tmp_path, SRGB[:16] + b"CMYK" + SRGB[20:])

    assert picture.info["icc_profile"] == SRGB
    assert b"secret" not in (tmp_path / "preview").read_bytes()
    assert "icc_profile" not in of_inks.info
