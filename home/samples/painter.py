"""Paints sample pictures: flat, duotone, geometric still lifes, the same for the same seed."""

from functools import lru_cache
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw

from home.samples import backdrops
from home.samples.motifs import MOTIFS
from home.samples.palettes import LIGHTS, Palette, palette
from home.samples.pen import Pen

OVERSIZE = 2


def paint(motif: str, accent: str, seed: str, size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A progressive JPEG. The motif may join a person and a tool: "portrait-hammer"."""
    chance = Random(f"{motif}/{accent}/{seed}")  # noqa: S311 (composition, not secrecy)
    inks = palette(accent, chance.choice(LIGHTS), chance)
    width, height = size[0] * OVERSIZE, size[1] * OVERSIZE
    image = Image.new("RGB", (width, height), inks.field)
    compose(ImageDraw.Draw(image), motif, inks, chance, width, height)
    image = ImageChops.overlay(image.reduce(OVERSIZE), grain(size))
    out = BytesIO()
    image.save(out, "JPEG", quality=85, progressive=True)
    return out.getvalue()


def compose(draw: ImageDraw.ImageDraw, motif: str, inks: Palette, chance: Random, width: int, height: int) -> None:
    """Backdrop, table, shadow, object, in this order."""
    name, _, tool = motif.partition("-")
    paint_object, stands = MOTIFS[name]
    half = height / 2
    room = {"field": inks.field, "form": inks.form, "echo": inks.echo, "table": inks.table}
    space = Pen(draw, (half, 0, 0, -half, width / 2, half), room)
    x = chance.choice((-0.22, -0.12, 0.0, 0.1, 0.2))
    mirror = chance.random() < 0.5
    lean = chance.choice((-1, 1))
    if not stands:
        chance.choice(backdrops.FLOATING)(space, x, -0.62, chance)
        scale = chance.uniform(0.72, 0.8)
        pen = Pen(draw, space.moved(x, -0.75 * scale + 0.0, scale).matrix, inks.parts).moved(
            0, 0.75, turn=chance.uniform(-8, 8), mirror=mirror
        ).moved(0, -0.75)
        state = chance.getstate()
        pen_shadow = shifted(pen, lean * 0.085 * half, 0.1 * half, inks)
        paint_object(pen_shadow, chance)
        chance.setstate(state)
        paint_object(pen, chance)
        return
    floor = chance.uniform(-0.62, -0.5)
    chance.choice(backdrops.STANDING)(space, x, floor, chance)
    space.box(-2, -1.2, 4, 1.2 + floor, "table")
    base, scale = floor - 0.13, chance.uniform(0.74, 0.84)
    if name == "portrait":
        base, scale = -1.0, 1.02
    a, b, c, d, e, f = space.moved(x, base, scale, mirror=mirror).matrix
    state = chance.getstate()
    if name != "portrait":
        run, depth = lean * chance.uniform(0.35, 0.6) * half * scale, chance.uniform(0.14, 0.2) * half * scale
        state = chance.getstate()
        paint_object(Pen(draw, (a, b, run, depth, e, f), inks.parts, flat=inks.shadow), chance)
        chance.setstate(state)
    pen = Pen(draw, (a, b, c, d, e, f), inks.parts)
    paint_object(pen, chance)
    if tool:
        held = pen.moved(-0.02, 0.02, scale=0.5)
        MOTIFS[tool][0](shifted(held, lean * 0.03 * half, 0.04 * half, inks), Random(tool))  # noqa: S311
        MOTIFS[tool][0](held, Random(tool))  # noqa: S311


def shifted(pen: Pen, right: float, down: float, inks: Palette) -> Pen:
    """The pen of the shadow that a thing cut from paper casts on the sheet behind."""
    a, b, c, d, e, f = pen.matrix
    return Pen(pen.draw, (a, b, c, d, e + right, f + down), pen.colors, flat=inks.shadow)


@lru_cache(maxsize=2)
def grain(size: tuple[int, int]) -> Image.Image:
    """Paper grain around middle gray, the same in every picture."""
    chance = Random(7)  # noqa: S311
    tile = Image.frombytes("L", (400, 400), chance.randbytes(160_000)).resize((400, 400))
    tile = tile.point(lambda value: 128 + (value - 128) // 16)
    whole = Image.new("L", size)
    for left in range(0, size[0], 400):
        for top in range(0, size[1], 400):
            whole.paste(tile, (left, top))
    return whole.convert("RGB")
