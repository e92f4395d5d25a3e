"""Opens a picture and writes it anew: upright, without metadata, without anything hidden behind it."""

import zipfile
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from home.uploads import previews
from home.uploads.findings import Facts, Unsound

MAX_PIXELS = 24_000_000
MAX_SIDE = 12_000
# MPO is what some cameras write into .jpg: a JPEG with a second view behind it.
FORMATS = {"jpg": ("JPEG", "MPO"), "png": ("PNG",), "webp": ("WEBP",), "heic": ("HEIF",)}
WRITTEN_AS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "JPEG"}
# Levels at which 24 megapixels of noise take a few seconds, far from the limit of processor time.
OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 90},
    "PNG": {"compress_level": 3},
    "WEBP": {"quality": 90, "method": 2},
}
JPEG_MODES = {"L", "RGB", "CMYK"}
WEBP_MODES = {"RGB", "RGBA"}


def inspect(source: Path, kind: str, target: Path) -> Facts:
    """Checks sizes from the header before a pixel is decoded; writes the cleaned picture to `target`, a preview beside it."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit is stricter and asks the header first
    if _is_archive(source):
        raise Unsound("two_kinds")
    if kind == "heic":
        _learn_heif()
    try:
        with Image.open(source, formats=("HEIF",) if kind == "heic" else FORMATS[kind]) as picture:
            _weigh(picture)
            upright = ImageOps.exif_transpose(picture)
            upright.load()
            profile = picture.info.get("icc_profile")
    except UnidentifiedImageError as error:
        raise Unsound("content") from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as error:
        raise Unsound("damaged") from error
    _preview(upright, profile, target)
    _write(upright, WRITTEN_AS[kind], profile, target)
    return {"cleaned": True, "preview": True, "width": upright.width, "height": upright.height}


def _weigh(picture: Image.Image) -> None:
    if picture.width < 1 or picture.height < 1:
        raise Unsound("damaged")
    if picture.width * picture.height > MAX_PIXELS:
        raise Unsound("pixels")
    if max(picture.size) > MAX_SIDE:
        raise Unsound("side")


def _preview(picture: Image.Image, profile: bytes | None, target: Path) -> None:
    try:
        previews.draw(picture, previews.path_beside(target), profile)
    except OSError as error:  # no room in the quarantine
        raise Unsound("unavailable") from error


def _write(picture: Image.Image, written_as: str, profile: bytes | None, target: Path) -> None:
    """Only pixels, transparency and the color profile go on; comments, EXIF, XMP, IPTC and thumbnails stay behind."""
    modes = {"JPEG": JPEG_MODES, "WEBP": WEBP_MODES}.get(written_as)
    if modes and picture.mode not in modes:
        transparent = "A" in picture.getbands() or "transparency" in picture.info
        picture = picture.convert("RGBA" if written_as == "WEBP" and transparent else "RGB")
        profile = None if picture.mode == "RGB" and profile and b"GRAY" in profile[16:20] else profile
    transparency = picture.info.get("transparency")
    picture.info = {} if transparency is None or written_as != "PNG" else {"transparency": transparency}
    options = dict(OPTIONS[written_as])
    if profile and len(profile) <= previews.MAX_PROFILE:
        options["icc_profile"] = profile
    try:
        picture.save(target, written_as, **options)
    except ValueError as error:  # the encoder's own limits
        raise Unsound("complex") from error
    except OSError as error:  # no room in the quarantine
        raise Unsound("unavailable") from error


def _learn_heif() -> None:
    import pillow_heif  # noqa: PLC0415  heavy, and only photographs from iPhones need it

    pillow_heif.register_heif_opener(thumbnails=False)


def _is_archive(source: Path) -> bool:
    """Whether the same bytes can also be unpacked as a ZIP with something in it."""
    try:
        with zipfile.ZipFile(source) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
