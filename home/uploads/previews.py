"""Draws the small picture that pages show in the place of the whole file."""

from pathlib import Path

from PIL import Image

SIDE = 800
QUALITY = 80
PAPER = (255, 255, 255)
MAX_PROFILE = 1_048_576


def path_beside(cleaned: Path) -> Path:
    """Where the inspection leaves the preview of what it cleaned."""
    return cleaned.with_name(f"{cleaned.name}-preview")


def draw(picture: Image.Image, target: Path, profile: bytes | None = None) -> None:
    """A JPEG of at most 800 pixels a side, without metadata; what is transparent lies on white paper."""
    small = fitted(picture, SIDE)
    # A profile speaks of the colors that it was made for: of gray and of printing inks nothing is left here.
    fitting = {"icc_profile": profile} if profile and len(profile) <= MAX_PROFILE and profile[16:20] == b"RGB " else {}
    small.save(target, "JPEG", quality=QUALITY, **fitting)


def fitted(picture: Image.Image, side: int) -> Image.Image:
    """The picture with at most so many pixels a side, in RGB on white paper; it carries nothing but its pixels."""
    scale = min(1.0, side / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    flat = _flat(picture if picture.mode not in {"P", "1"} else picture.convert("RGBA"))
    small = flat.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    small.info = {}
    return small


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits of gray
        return picture.point(lambda value: value / 256).convert("L").convert("RGB")
    if "A" in picture.getbands() or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        paper = Image.new("RGB", layered.size, PAPER)
        paper.paste(layered, mask=layered.getchannel("A"))
        return paper
    return picture if picture.mode == "RGB" else picture.convert("RGB")
