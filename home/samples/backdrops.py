"""What stands behind and under an object: one or two large quiet forms."""

from collections.abc import Callable
from random import Random

from home.samples.pen import Pen, arc

# The space of a backdrop: x from -1.33 to 1.33, y from -1 (below) to 1; colors: field, form, echo, table.


def sun(pen: Pen, x: float, floor: float, chance: Random) -> None:
    pen.disc(x + chance.uniform(-0.2, 0.2), floor + chance.uniform(0.5, 0.8), chance.uniform(0.62, 0.78), "form")


def low_sun(pen: Pen, x: float, floor: float, chance: Random) -> None:
    pen.slice(x * 0.4, floor, chance.uniform(0.95, 1.15), "form", 0, 180)
    pen.slice(x * 0.4, floor, chance.uniform(0.55, 0.7), "echo", 0, 180)


def arch(pen: Pen, x: float, floor: float, chance: Random) -> None:
    w = chance.uniform(0.6, 0.74)
    top = floor + chance.uniform(0.55, 0.75)
    pen.poly([(x - w, floor), (x + w, floor), *arc(x, top, w, w, 0, 180)], "form")


def panel(pen: Pen, x: float, floor: float, chance: Random) -> None:
    side = chance.choice((-1, 1))
    pen.box(x - 0.62, floor, 1.24, 3, "form")
    pen.box(x + side * 0.9 - 0.16, floor, 0.32, chance.uniform(0.5, 1.1), "echo")


def halves(pen: Pen, x: float, floor: float, chance: Random) -> None:
    edge = x + chance.uniform(-0.1, 0.1)
    if chance.random() < 0.5:
        pen.box(-2, floor, edge + 2, 3, "form")
    else:
        pen.box(edge, floor, 3, 3, "form")


def slope(pen: Pen, _x: float, floor: float, chance: Random) -> None:
    if chance.random() < 0.5:
        pen.poly([(-2, floor), (2, floor), (2, floor + 1.7), (-2, floor + 0.2)], "form")
    else:
        pen.poly([(-2, floor), (2, floor), (2, floor + 0.2), (-2, floor + 1.7)], "form")


def window(pen: Pen, x: float, floor: float, chance: Random) -> None:
    lean = chance.choice((-0.5, 0.5))
    for left in (-0.62, 0.06):
        for low, high in ((0.24, 0.72), (0.8, 1.28)):
            pen.poly(
                [(x + left + lean * (low - 0.7), floor + low), (x + left + 0.58 + lean * (low - 0.7), floor + low),
                 (x + left + 0.58 + lean * (high - 0.7), floor + high), (x + left + lean * (high - 0.7), floor + high)],
                "form",
            )  # fmt: skip


def quarter(pen: Pen, _x: float, floor: float, chance: Random) -> None:
    if chance.random() < 0.5:
        pen.poly([(-1.34, floor), *arc(-1.34, floor, 1.75, 1.5, 0, 90)], "form")
        pen.disc(0.96, 0.66, 0.15, "echo")
    else:
        pen.poly([(1.34, floor), *arc(1.34, floor, 1.75, 1.5, 90, 180)], "form")
        pen.disc(-0.96, 0.66, 0.15, "echo")


def hills(pen: Pen, _x: float, floor: float, chance: Random) -> None:
    pen.slice(-0.8, floor, 1.0, "form", 0, 180, chance.uniform(0.5, 0.9))
    pen.slice(0.9, floor, 1.1, "echo", 0, 180, chance.uniform(0.3, 0.6))


def rings(pen: Pen, x: float, floor: float, _chance: Random) -> None:
    for r, part in ((1.05, "form"), (0.82, "field"), (0.6, "form")):
        pen.disc(x, floor + 0.62, r, part)


STANDING: tuple[Callable[[Pen, float, float, Random], None], ...] = (
    sun,
    low_sun,
    arch,
    panel,
    halves,
    slope,
    window,
    quarter,
    hills,
)
FLOATING: tuple[Callable[[Pen, float, float, Random], None], ...] = (sun, panel, halves, slope, window, quarter, rings)
CENTERED = (sun, window, rings)
"""Those of the floating ones that stand around the object; the others reach the edges."""
