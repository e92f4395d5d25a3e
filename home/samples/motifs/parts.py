"""Small precise things: spring, lens, ring, button, sheet, circuit, needle."""

from math import cos, pi
from random import Random

from home.samples.pen import Pen, arc, bend


def spring(pen: Pen, chance: Random) -> None:
    turns, height = chance.choice((5, 6, 7)), 1.5
    pen.box(-0.62, 0.0, 1.24, 0.08, "dark", 0.04)
    back = [(0.46 * cos(pi * i), 0.12 + height * i / (2 * turns)) for i in range(2 * turns + 1)]
    for i, (a, b) in enumerate(zip(back, back[1:], strict=False)):
        if i % 2:
            pen.bar(a, b, 0.1, "shade")
    for i, (a, b) in enumerate(zip(back, back[1:], strict=False)):
        if i % 2 == 0:
            pen.bar(a, b, 0.12, "lit")
    pen.orb(0.46, 0.16 + height, 0.17, "spot", "dark")


def lens(pen: Pen, chance: Random) -> None:
    pen.poly([(-1.2, 1.06), (-0.06, 0.98), (1.2, 0.62), (1.2, 0.5), (-0.06, 0.52), (-1.2, 0.44)], "spot")
    pen.poly(arc(-0.5, 0.75, 0.8, 0.8, -58, 58) + arc(0.35, 0.75, 0.8, 0.8, 122, 238), "bright")
    pen.poly([(-0.06, 0.1), *arc(-0.5, 0.75, 0.8, 0.8, -54, 54), (-0.06, 1.4)], "lit")
    pen.path(arc(-0.28, 0.75, 0.4, 0.4, 150, 200), 0.03, "dark")
    for y in (0.56, 0.75, 0.94):
        pen.bar((-1.2, y), (-0.42, y), 0.016, "dark", rounded=False)
        pen.bar((0.26, y), (1.14, 0.75 + (0.75 - y) * 0.4), 0.016, "dark", rounded=False)
    pen.disc(1.14, 0.75, 0.05, "dark")


def ring(pen: Pen, chance: Random) -> None:
    for x, y, r, part, shade in ((-0.34, 0.62, 0.52, "lit", "shade"), (0.42, 0.86, 0.44, "bright", "spot")):
        pen.ring(x, y, r, 0.17, part)
        pen.ring(x, y, r, 0.17, shade, -130, 40)
    pen.ring(-0.34, 0.62, 0.52, 0.17, "lit", 20, 70)
    pen.ring(0.3, 0.3, 0.22, 0.08, "dark")


def button(pen: Pen, chance: Random) -> None:
    for x, y, r, part, shade in ((-0.34, 0.86, 0.56, "lit", "shade"), (0.5, 0.44, 0.36, "bright", "lit"), (0.62, 1.2, 0.24, "spot", "dark")):
        pen.disc(x, y, r, shade)
        pen.disc(x - r * 0.06, y + r * 0.06, r * 0.94, part)
        pen.ring(x, y, r * 0.72, r * 0.06, shade)
        for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            pen.disc(x + dx * r * 0.2, y + dy * r * 0.2, r * 0.1, "dark")
    pen.path([(-0.45, 0.75), (-0.23, 0.97)], 0.035, "spot")
    pen.path([(-0.23, 0.75), (-0.45, 0.97)], 0.035, "spot")


def sheet(pen: Pen, chance: Random) -> None:
    pen.poly([(-0.9, 0.0), (-0.1, 0.0), (0.06, 0.24), (-0.74, 0.24)], "dark")
    pen.poly([(-0.9, 0.0), (-0.1, 0.0), (-0.1, 0.98), (-0.9, 1.2)], "lit")
    pen.poly([(-0.1, 0.0), (0.5, 0.36), (0.5, 1.5), (-0.1, 0.98)], "shade")
    pen.poly([(0.5, 0.36), (1.0, 0.1), (1.0, 0.86), (0.5, 1.5)], "bright")
    pen.poly([(-0.9, 1.2), (-0.1, 0.98), (0.5, 1.5), (-0.24, 1.66)], "spot")
    pen.bar((-0.74, 0.3), (-0.26, 0.24), 0.02, "dark")
    pen.bar((-0.74, 0.4), (-0.42, 0.36), 0.02, "dark")


def circuit(pen: Pen, chance: Random) -> None:
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


def needle(pen: Pen, chance: Random) -> None:
    pen.path(bend((-1.1, 0.3), (-0.4, -0.3), (0.0, 1.3), (0.5, 1.5), (0.86, 1.0), (0.52, 1.2)), 0.035, "spot")
    pen.poly([(-0.62, 0.1), (0.7, 1.32), (0.82, 1.38), (0.78, 1.24), (-0.6, 0.06)], "dark")
    pen.disc(0.72, 1.28, 0.035, "bright")
    pen.orb(-0.5, 1.0, 0.32)
    for i in range(4):
        pen.path(bend((-0.78 + i * 0.02, 0.9 + i * 0.07), (-0.5, 0.8 + i * 0.09), (-0.24, 0.96 + i * 0.06)), 0.014, "dark")
    pen.box(-0.66, 1.28, 0.32, 0.07, "dark", 0.02)
    pen.box(-0.66, 0.66, 0.32, 0.07, "dark", 0.02)


PARTS = {
    "spring": (spring, True),
    "lens": (lens, False),
    "ring": (ring, False),
    "button": (button, False),
    "sheet": (sheet, True),
    "circuit": (circuit, False),
    "needle": (needle, False),
}
