"""Things that carry and support: wheelchair, wheel, walker, stick, bridge."""

from random import Random

from home.samples.pen import Pen, arc, bend


def spoked(pen: Pen, x: float, y: float, r: float, spokes: int, part: str = "dark", width: float = 0.05) -> None:
    for i in range(spokes):
        start, end = arc(x, y, r, r, 360 * i / spokes, 360 * i / spokes + 1)[0], (x, y)
        pen.bar(start, end, 0.012, part, rounded=False)
    pen.ring(x, y, r, width, part)
    pen.disc(x, y, r * 0.12, part)


def wheelchair(pen: Pen, chance: Random) -> None:
    pen.poly([(-0.46, 0.66), (0.24, 0.66), (0.24, 0.78), (-0.46, 0.78)], "lit")
    pen.poly([(0.18, 0.7), (0.32, 0.7), (0.46, 1.36), (0.32, 1.36)], "shade")
    pen.path([(0.3, 0.62), (0.46, 1.38), (0.66, 1.42)], 0.05, "dark")
    pen.path([(-0.44, 1.02), (0.36, 1.02)], 0.06, "bright")
    pen.path([(-0.44, 1.02), (-0.48, 0.64), (0.3, 0.64)], 0.05, "dark")
    pen.path([(-0.48, 0.64), (-0.62, 0.14), (-0.9, 0.12)], 0.05, "dark")
    pen.ring(-0.42, 0.14, 0.14, 0.05, "dark")
    pen.path([(-0.42, 0.14), (-0.36, 0.62)], 0.04, "dark")
    spoked(pen, 0.16, 0.5, 0.5, chance.choice((16, 20, 24)), "dark", 0.055)
    pen.ring(0.16, 0.5, 0.4, 0.026, "spot")


def wheel(pen: Pen, chance: Random) -> None:
    pen.disc(0, 0.75, 0.75, "shade")
    pen.slice(0, 0.75, 0.75, "lit", 45, 225)
    pen.disc(0, 0.75, 0.6, "bright")
    pen.slice(0, 0.75, 0.6, "spot", -135, 45)
    for i in range(9):
        angle = 40 * i + chance.random()
        a, b = arc(0, 0.75, 0.62, 0.62, angle, angle + 1)[0], arc(0, 0.75, 0.12, 0.12, angle + 50, angle + 51)[0]
        pen.bar(a, b, 0.022, "dark", rounded=False)
    pen.disc(0, 0.75, 0.15, "dark")
    pen.disc(0, 0.75, 0.06, "lit")


def walker(pen: Pen, _chance: Random) -> None:
    pen.path([(-0.5, 0.14), (-0.3, 1.02)], 0.055, "dark")
    pen.path([(0.55, 0.14), (0.08, 1.02)], 0.055, "dark")
    pen.path([*bend((-0.32, 0.96), (-0.2, 1.5), (0.3, 1.44)), (0.52, 1.4)], 0.06, "dark")
    pen.path([(0.3, 1.42), (0.58, 1.38)], 0.09, "spot")
    pen.box(-0.42, 0.62, 0.72, 0.1, "lit", 0.04)
    pen.poly([(-0.38, 0.62), (0.22, 0.62), (0.12, 0.26), (-0.3, 0.26)], "shade")
    for x in (-0.5, 0.55):
        pen.disc(x, 0.16, 0.16, "dark")
        pen.disc(x, 0.16, 0.06, "bright")


def stick(pen: Pen, _chance: Random) -> None:
    for x, part, handle in ((-0.42, "shade", "dark"), (0.12, "lit", "spot")):
        pen.path([(x, 0.05), (x, 1.2)], 0.07, part)
        pen.path([(x, 1.2), *bend((x, 1.2), (x, 1.48), (x + 0.3, 1.56), (x + 0.42, 1.3), steps=20)], 0.085, handle)
        pen.box(x - 0.065, 0, 0.13, 0.09, "dark", 0.03)
    pen.path([(0.12, 0.66), (0.44, 0.66)], 0.075, "spot")
    pen.ring(0.12, 0.66, 0.08, 0.05, "dark")


def bridge(pen: Pen, _chance: Random) -> None:
    pen.poly([(-1.1, 0.42), (1.1, 0.42), (1.1, 0.5), (-1.1, 0.5)], "dark")
    for x in (-0.5, 0.5):
        pen.box(x - 0.05, 0, 0.1, 1.3, "lit")
        pen.box(x, 0, 0.05, 1.3, "shade")
    pen.path(bend((-0.5, 1.28), (0, 0.1), (0.5, 1.28)), 0.03, "dark")
    pen.path(bend((-0.5, 1.28), (-0.8, 0.7), (-1.1, 0.5)), 0.03, "dark")
    pen.path(bend((0.5, 1.28), (0.8, 0.7), (1.1, 0.5)), 0.03, "dark")
    for i in range(-4, 5):
        x = i * 0.1
        pen.bar((x, 0.5), (x, 0.69 + 2.36 * x * x), 0.012, "dark", rounded=False)


MOBILITY = {
    "wheelchair": (wheelchair, True),
    "wheel": (wheel, True),
    "walker": (walker, True),
    "stick": (stick, True),
    "bridge": (bridge, True),
}
