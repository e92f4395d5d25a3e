"""The painter's inks: for each program a duotone family, and the ways in which light may fall on it."""

from dataclasses import dataclass
from random import Random

from home.samples.pen import Color

PAPER, INK = "#F7F2E8", "#1D2126"

FAMILIES = {  # tint, soft, accent, deep, ink, spot
    "orange": ("#F8DFC2", "#F2B277", "#DB6F22", "#8C3C12", "#33190D", "#F0C24E"),
    "steel": ("#D9E4EC", "#A3BED2", "#41759F", "#1F4568", "#0F2233", "#D9B779"),
    "green": ("#DCE8DA", "#A3C4A6", "#3E7A56", "#1C4A36", "#0E261D", "#D8B95A"),
    "magenta": ("#F6DCE6", "#E9A0BE", "#C0306F", "#741B49", "#2E0D21", "#F2B45A"),
    "teal": ("#D5EAE7", "#90C7C1", "#1F7F7B", "#0F4D50", "#08282B", "#E7B96B"),
    "violet": ("#E4DEF2", "#B9A9DD", "#6A4FA8", "#3C2A70", "#1C1338", "#E5B567"),
}


@dataclass(frozen=True)
class Palette:
    """Colors by the part they play: ground, backdrop, table, shadow, and the parts of an object."""

    field: Color
    form: Color
    echo: Color
    table: Color
    shadow: Color
    parts: dict[str, Color]


def ink(code: str) -> Color:
    return (int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16))


def blend(one: Color, other: Color, share: float) -> Color:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def palette(accent: str, light: str, chance: Random) -> Palette:
    """The inks of one family under one light: day, haze, noon, dusk or night."""
    paper = blend(ink(PAPER), ink("#F3EBDD"), chance.random())
    tint, soft, main, deep, dark, spot = (ink(code) for code in FAMILIES[accent])
    # A family breathes a little from picture to picture, so that a wall of them is not one color.
    soft, main = blend(soft, spot, chance.uniform(0, 0.16)), blend(main, deep, chance.uniform(0, 0.22))
    on_light = {"lit": main, "shade": deep, "dark": dark, "bright": paper, "spot": spot}
    on_light |= {"skin": blend(soft, tint, 0.25), "cheek": blend(soft, main, 0.55), "emblem": blend(soft, tint, 0.25)}
    on_dark = {
        "skin": tint,
        "cheek": soft,
        "emblem": blend(soft, main, 0.55),
        "lit": paper,
        "shade": soft,
        "dark": dark,
        "bright": tint,
        "spot": spot,
    }
    if light == "day":
        return Palette(
            paper, tint, soft, blend(tint, soft, 0.45), blend(soft, main, 0.3), on_light | {"bright": blend(tint, soft, 0.22)}
        )
    if light == "haze":
        return Palette(tint, paper, soft, blend(soft, tint, 0.35), blend(soft, main, 0.35), on_light)
    if light == "noon":
        return Palette(soft, blend(soft, paper, 0.55), spot, blend(soft, main, 0.4), blend(main, deep, 0.25), on_light)
    if light == "dusk":
        return Palette(
            main, blend(main, soft, 0.55), deep, blend(main, deep, 0.6), deep, on_dark | {"dark": blend(deep, dark, 0.6)}
        )
    return Palette(deep, main, dark, blend(deep, dark, 0.6), dark, on_dark | {"shade": blend(soft, main, 0.25)})


LIGHTS = ("day", "haze", "noon", "dusk", "night")
