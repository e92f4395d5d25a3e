"""Things held in the hand: hammer, shears, scissors, brush, plane."""

from math import cos, sin
from random import Random

from home.samples.pen import Pen, bend


def hammer(pen: Pen, chance: Random) -> None:
    at = pen.moved(0, 0.72, turn=chance.choice((-28, 24)))
    at.bar((0, -0.76), (0, 0.5), 0.12, "lit")
    at.bar((0.03, -0.76), (0.03, 0.5), 0.05, "shade", rounded=False)
    at.box(-0.07, -0.82, 0.14, 0.3, "dark", 0.05)
    at.box(-0.42, 0.42, 0.84, 0.3, "dark", 0.04)
    at.box(-0.5, 0.4, 0.16, 0.34, "bright", 0.03)
    at.poly([(0.36, 0.44), (0.66, 0.52), (0.66, 0.6), (0.36, 0.7)], "spot")


def shears(pen: Pen, _chance: Random) -> None:
    for side, blade, grip in ((1, "shade", "spot"), (-1, "lit", "dark")):
        at = pen.moved(0, 0.78, turn=15 * side, mirror=side > 0)
        at.path(bend((0.02, 0.0), (0.32, -0.3), (0.16, -0.92)), 0.13, grip)
        at.poly([*bend((0.1, -0.02), (0.3, 0.4), (-0.04, 0.9)), *bend((-0.04, 0.9), (0.02, 0.4), (-0.1, 0.0))], blade)
    pen.disc(0, 0.78, 0.12, "dark")
    pen.disc(0, 0.78, 0.05, "bright")


def scissors(pen: Pen, _chance: Random) -> None:
    for side, blade, grip in ((-1, "lit", "dark"), (1, "bright", "spot")):
        at = pen.moved(0, 0.72, turn=19 * side)
        at.poly([(-0.06, -0.1), (0.06, -0.1), (0.07, 0.1), (0.0, 0.92), (-0.07, 0.1)], blade)
        at.bar((0, -0.06), (0, -0.3), 0.1, "shade")
        at.ring(0.02 * side, -0.5, 0.24, 0.085, grip)
    pen.disc(0, 0.74, 0.07, "dark")


def brush(pen: Pen, _chance: Random) -> None:
    pen.poly(
        bend((-1.0, 0.2), (-0.5, 0.5), (0.1, 0.12), (1.0, 0.3)) + bend((1.0, 0.16), (0.2, -0.06), (-0.5, 0.3), (-1.0, 0.06)),
        "spot",
    )
    for x, turn, part, tip in ((-0.4, 14, "shade", "lit"), (0.28, -12, "lit", "dark")):
        at = pen.moved(x, 0.62, turn=turn)
        at.bar((0, 0.2), (0, 1.0), 0.11, part)
        at.box(-0.1, 0.06, 0.2, 0.2, "dark", 0.02)
        at.poly(
            [(-0.11, 0.08), *bend((-0.11, 0.08), (-0.18, -0.18), (0.0, -0.42)), *bend((0.0, -0.42), (0.18, -0.18), (0.11, 0.08))],
            tip,
        )


def plane(pen: Pen, _chance: Random) -> None:
    pen.box(-1.1, 0.0, 2.2, 0.12, "spot")
    pen.poly([(-0.86, 0.14), (0.76, 0.14), (0.86, 0.26), (0.86, 0.58), (-0.86, 0.58)], "lit")
    pen.box(-0.86, 0.14, 1.66, 0.12, "shade")
    pen.poly([(-0.06, 0.5), (0.14, 0.5), (0.42, 1.14), (0.2, 1.14)], "dark")
    pen.poly([(0.14, 0.5), (0.26, 0.5), (0.5, 1.02), (0.42, 1.14)], "bright")
    curl = [(-0.34 + r * cos(0.45 * i), 0.94 + r * sin(0.45 * i)) for i in range(32) if (r := 0.34 - i * 0.009)]
    pen.path([(0.0, 0.56), (-0.02, 0.8), *curl], 0.05, "spot")


TOOLS = {
    "hammer": (hammer, False),
    "shears": (shears, False),
    "scissors": (scissors, False),
    "brush": (brush, False),
    "plane": (plane, True),
}
