"""Small precise things: spring, lens, ring, button, sheet, circuit, needle."""

from itertools import pairwise
from math import cos, pi
from random import Random

from home.samples.pen import Pen, arc, bend


def spring(pen: Pen, chance: Random) -> None:
    turns, height = chance.choice((5, 6, 7)), 1.5
    pen.box(-0.62, 0.0, 1.24, 0.08, "dark", 0.04)
    back = [(0.46 * cos(pi * i), 0.12 + height * i / (2 * turns)) for i in range(2 * turns + 1)]
    for i, (a, b) in enumerate(pairwise(back)):
        if i % 2:
            pen.bar(a, b, 0.1, "shade")
    for i, (a, b) in enumerate(pairwise(back)):
        if i % 2 == 0:
            pen.bar(a, b, 0.12, "lit")
    pen.orb(0.46, 0.16 + height, 0.17, "spot", "dark")


def lens(pen: Pen, _chance: Random) -> None:
    pen.poly([(-1.2, 1.12), (-0.06, 1.12), (0.98, 0.75), (-0.06, 0.38), (-1.2, 0.38)], "spot")
    for y in (0.5, 0.75, 1.0):
        pen.path([(-1.2, y), (-0.1, y), (1.2, 0.75 + (0.75 - y) * 0.24)], 0.016, "dark")
    pen.poly(arc(-0.62, 0.75, 0.92, 0.92, -50, 50) + arc(0.56, 0.75, 0.92, 0.92, 130, 230), "bright")
    pen.poly([(-0.03, 0.04), *arc(-0.62, 0.75, 0.92, 0.92, -50, 50), (-0.03, 1.46)], "lit")
    pen.box(-0.2, -0.02, 0.34, 0.12, "dark", 0.04)
    pen.box(-0.2, 1.4, 0.34, 0.12, "dark", 0.04)
    pen.disc(0.98, 0.75, 0.075, "dark")


def ring(pen: Pen, _chance: Random) -> None:
    for x, y, r, part, shade in ((-0.34, 0.62, 0.52, "lit", "shade"), (0.42, 0.86, 0.44, "bright", "spot")):
        pen.ring(x, y, r, 0.17, part)
        pen.ring(x, y, r, 0.17, shade, -130, 40)
    pen.ring(-0.34, 0.62, 0.52, 0.17, "lit", 20, 70)
    pen.ring(0.3, 0.3, 0.22, 0.08, "dark")


def button(pen: Pen, _chance: Random) -> None:
    for x, y, r, part, shade in (
        (-0.34, 0.86, 0.56, "lit", "shade"),
        (0.5, 0.44, 0.36, "bright", "lit"),
        (0.62, 1.2, 0.24, "spot", "dark"),
    ):
        pen.disc(x, y, r, shade)
        pen.disc(x - r * 0.06, y + r * 0.06, r * 0.94, part)
        pen.ring(x, y, r * 0.72, r * 0.06, shade)
        for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            pen.disc(x + dx * r * 0.2, y + dy * r * 0.2, r * 0.1, "dark")
    pen.path([(-0.45, 0.75), (-0.23, 0.97)], 0.035, "spot")
    pen.path([(-0.23, 0.75), (-0.45, 0.97)], 0.035, "spot")


def sheet(pen: Pen, _chance: Random) -> None:
    """A plate folded like a screen, one panel cut open."""
    folds = [(-0.98, 0.06), (-0.5, 0.2), (-0.02, 0.0), (0.48, 0.18), (0.98, 0.02)]
    heights = (0.86, 1.1, 1.36, 1.2, 1.5)
    parts = ("lit", "shade", "bright", "shade")
    for i, part in enumerate(parts):
        (x1, y1), (x2, y2) = folds[i], folds[i + 1]
        pen.poly([(x1, y1), (x2, y2), (x2, y2 + heights[i + 1]), (x1, y1 + heights[i])], part)
    pen.disc(0.22, 0.86, 0.17, "spot")
    pen.slice(0.22, 0.86, 0.17, "dark", -80, 100)
    for i in range(3):
        pen.bar((-0.86, 0.3 + i * 0.13), (-0.62, 0.37 + i * 0.13), 0.026, "dark")


def circuit(pen: Pen, _chance: Random) -> None:
    pen.box(-0.86, 0.02, 1.72, 1.46, "shade", 0.1)
    pen.poly([(-0.86, 0.12), (-0.86, 1.38), (-0.76, 1.48), (0.5, 1.48), (-0.3, 0.02), (-0.76, 0.02)], "lit")
    for i, y in enumerate((0.22, 0.38, 0.54, 0.96, 1.12, 1.28)):
        step = 0.12 * (i % 3 + 1)
        pen.path([(-0.76, y), (-0.3 - step, y), (-0.26 - step + 0.1, 0.6 + 0.06 * i), (-0.2, 0.6 + 0.06 * i)], 0.022, "bright")
        pen.path([(0.2, 0.6 + 0.06 * i), (0.3 + step, 0.6 + 0.06 * i), (0.4 + step, y), (0.76, y)], 0.022, "bright")
        pen.disc(-0.76, y, 0.04, "spot")
        pen.disc(0.76, y, 0.04, "spot")
    pen.box(-0.26, 0.52, 0.52, 0.48, "dark", 0.04)
    pen.disc(-0.16, 0.9, 0.035, "spot")


def needle(pen: Pen, _chance: Random) -> None:
    pen.poly([*bend((-1.1, 0.34), (-0.5, 0.56), (0.2, 0.2), (1.1, 0.42)), (1.1, -0.1), (-1.1, -0.1)], "lit")
    pen.poly([*bend((0.0, 0.34), (0.4, 0.26), (1.1, 0.42)), (1.1, -0.1), (-0.2, -0.1)], "shade")
    for i in range(6):
        x = -0.98 + i * 0.18
        pen.bar((x, 0.3 - i * 0.012), (x + 0.1, 0.31 - i * 0.012), 0.04, "spot")
    pen.path(bend((0.1, 0.24), (0.5, -0.2), (1.1, 0.9), (0.3, 0.7), (-0.5, 0.5), (0.2, 1.66), (0.84, 1.42)), 0.035, "spot")
    pen.poly([(-0.3, 0.5), (0.74, 1.44), (0.9, 1.52), (0.84, 1.36)], "dark")
    pen.poly([(0.74, 1.36), (0.82, 1.45), (0.79, 1.37)], "bright")


PARTS = {
    "spring": (spring, True),
    "lens": (lens, False),
    "ring": (ring, False),
    "button": (button, False),
    "sheet": (sheet, True),
    "circuit": (circuit, False),
    "needle": (needle, False),
}
