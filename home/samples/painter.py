"""Paints sample pictures: flat, duotone, geometric still lifes, the same for the same seed."""

from functools import lru_cache
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw

from home.samples import backdrops
from home.samples.motifs import MOTIFS
from home.samples.palettes import LIGHTS, Palette, palette
from home.samples.pen import Pen
from home.samples.words import WORDS

OVERSIZE = 2
LARGE = {"spring": 0.84, "hand": 0.8, "tower": 0.8, "vessel": 0.8, "lathe": 0.86, "pump": 0.9, "umbrella": 0.84, "bridge": 0.9}


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
    if name in LARGE:
        x *= 0.5
    mirror = chance.random() < 0.5
    lean = chance.choice((-1, 1))
    if not stands:
        backdrop = chance.choice(backdrops.FLOATING)
        backdrop(space, x, -0.62 if backdrop in backdrops.CENTERED else -1.05, chance)
        pen = Pen(
            draw,
            space.moved(x, 0, LARGE.get(name, 0.94) * chance.uniform(0.96, 1.04), chance.uniform(-8, 8), mirror).matrix,
            inks.parts,
        ).moved(0, -0.75)
        state = chance.getstate()
        paint_object(shifted(pen, lean * 0.09 * half, 0.1 * half, inks), chance)
        chance.setstate(state)
        paint_object(pen, chance)
        return
    floor = chance.uniform(-0.6, -0.5)
    chance.choice(backdrops.STANDING)(space, x, floor, chance)
    space.box(-2, -1.2, 4, 1.2 + floor, "table")
    base, scale = floor - 0.14, LARGE.get(name, 0.94) * chance.uniform(0.96, 1.04)
    if name == "portrait":
        base, scale, x = -1.0, 1.02, (0.36 if mirror else -0.36) if tool else x
    a, b, c, d, e, f = space.moved(x, base, scale, mirror=mirror).matrix
    if name != "portrait":
        run, depth = lean * chance.uniform(0.5, 0.75) * half * scale, chance.uniform(0.24, 0.32) * half * scale
        state = chance.getstate()
        paint_object(Pen(draw, (a, b, run, depth, e, f), inks.parts, flat=inks.shadow), chance)
        chance.setstate(state)
    pen = Pen(draw, (a, b, c, d, e, f), inks.parts)
    paint_object(pen, chance)
    if tool:  # an emblem of the trade beside the person
        pen.moved(1.08, 1.2).disc(0, 0, 0.46, "emblem")
        held = pen.moved(1.08, 1.2, scale=0.42).moved(0, -0.75)
        MOTIFS[tool][0](held, Random(tool))  # noqa: S311 (composition)


def shifted(pen: Pen, right: float, down: float, inks: Palette) -> Pen:
    """The pen of the shadow that a thing cut from paper casts on the sheet behind."""
    a, b, c, d, e, f = pen.matrix
    return Pen(pen.draw, (a, b, c, d, e + right, f + down), pen.colors, flat=inks.shadow)


def alt_text(motif: str, name: dict[str, str]) -> dict[str, str]:
    """What a painting of `motif` for the thing called `name` shows, in Japanese, English and Chinese."""
    first, _, tool = motif.partition("-")
    ja, en, zh = WORDS[first]
    if tool:
        tool_ja, tool_en, tool_zh = WORDS[tool]
        ja, en, zh = f"{ja}と{tool_ja}", f"{en} and {tool_en}", f"{zh}与{tool_zh}"
    return {
        "ja": f"「{name['ja']}」を表す、{ja}の図案",
        "en": f"Flat drawing of {en}, for {name['en']}",
        "zh": f"表现“{name['zh']}”的{zh}图案",
    }


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
