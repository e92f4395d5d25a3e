"""Things that hold: cup, vessel, kettle, bowl, plate, spoon, bell, drum."""

from random import Random

from home.samples.pen import Pen, arc, bend


def turned(pen: Pen, profile: list[tuple[float, float]], lit: str = "lit", shade: str = "shade", split: float = 0.12) -> None:
    """A turned body from its right-hand profile (radius, height), its right side in shade."""
    pen.poly([(-r, y) for r, y in profile] + [(r, y) for r, y in reversed(profile)], lit)
    pen.poly([(r * split, y) for r, y in profile] + [(r, y) for r, y in reversed(profile)], shade)


def cup(pen: Pen, _chance: Random) -> None:
    pen.ring(0.58, 0.62, 0.3, 0.09, "dark", -90, 90)
    pen.bar((0.5, 0.365), (0.6, 0.365), 0.09, "dark")
    pen.bar((0.5, 0.875), (0.6, 0.875), 0.09, "dark")
    turned(pen, [(0.34, 0.06), (0.42, 0.1), (0.6, 0.5), (0.64, 1.1)])
    pen.disc(0, 1.1, 0.64, "bright", 0.12)
    pen.disc(0, 1.085, 0.54, "spot", 0.085)
    pen.slice(0, 0.06, 0.86, "dark", 180, 360, 0.1)
    pen.slice(0, 0.06, 0.86, "bright", 0, 360, 0.05)


def vessel(pen: Pen, chance: Random) -> None:
    kind = chance.choice(("vase", "flask", "jar"))
    if kind == "flask":
        profile = [(0.62, 0.0), (0.66, 0.06), (0.16, 0.98), (0.16, 1.32), (0.22, 1.36)]
        turned(pen, profile, "bright", "lit")
        pen.poly([(-0.62, 0.02), (0.62, 0.02), (0.42, 0.46), (-0.42, 0.46)], "spot")
        pen.poly([(0.1, 0.02), (0.62, 0.02), (0.42, 0.46), (0.1, 0.46)], "shade")
    elif kind == "jar":
        turned(pen, [(0.4, 0.0), *bend((0.4, 0.0), (0.9, 0.5), (0.3, 1.02)), (0.26, 1.1), (0.34, 1.16)])
        pen.disc(0, 1.16, 0.34, "dark", 0.06)
    else:
        turned(pen, [(0.3, 0.0), *bend((0.3, 0.0), (0.76, 0.5), (0.16, 0.86)), (0.14, 1.08), (0.24, 1.18)])
        pen.disc(0, 1.18, 0.24, "dark", 0.045)
    if kind != "flask":
        pen.path(bend((0.02, 1.14), (0.1, 1.5), (0.38, 1.76)), 0.026, "dark")
        for t, side in ((0.4, 1), (0.7, -1), (1.0, 1)):
            x, y = bend((0.02, 1.14), (0.1, 1.5), (0.38, 1.76))[int(28 * t)]
            pen.poly(
                bend((x, y), (x + 0.2 * side, y + 0.02), (x + 0.26 * side, y + 0.2))
                + bend((x + 0.26 * side, y + 0.2), (x, y + 0.2), (x, y)),
                "spot" if side > 0 else "shade",
            )


def kettle(pen: Pen, _chance: Random) -> None:
    pen.path(arc(0, 0.92, 0.52, 0.5, 20, 160), 0.06, "dark")
    pen.poly([(0.5, 0.34), (1.02, 0.84), (0.92, 0.92), (0.44, 0.66)], "shade")
    turned(pen, [(0.4, 0.0), *bend((0.4, 0.0), (0.98, 0.16), (0.6, 0.7), (0.3, 0.88)), (0.0, 0.9)])
    pen.slice(0, 0.86, 0.34, "dark", 0, 180, 0.1)
    pen.disc(0, 1.0, 0.065, "spot")
    pen.path(bend((-0.5, 0.3), (-0.56, 0.52), (-0.38, 0.68)), 0.05, "bright")


def bowl(pen: Pen, _chance: Random) -> None:
    pen.poly(arc(0, 0.82, 0.94, 0.72, 180, 360), "lit")
    pen.poly([(0.1, 0.82), (0.94, 0.82), *arc(0, 0.82, 0.94, 0.72, 0, -84)], "shade")
    pen.box(-0.3, 0.0, 0.6, 0.14, "dark")
    pen.disc(0, 0.82, 0.94, "dark", 0.13)
    for x, part in ((-0.4, "bright"), (0.06, "spot"), (0.5, "bright")):
        pen.disc(x, 0.95, 0.25, part)
        pen.slice(x, 0.95, 0.25, "shade", -110, 30)
    pen.poly([(-0.94, 0.82), *arc(0, 0.82, 0.94, 0.13, 180, 360)], "lit")


def plate(pen: Pen, _chance: Random) -> None:
    pen.disc(0, 0.78, 0.86, "bright")
    pen.disc(0, 0.78, 0.84, "lit")
    pen.slice(0, 0.78, 0.84, "shade", -105, 75)
    pen.disc(0, 0.78, 0.58, "bright")
    pen.slice(0, 0.78, 0.58, "spot", -105, 75)
    pen.slice(0, 0.78, 0.46, "dark", 160, 250)
    pen.disc(0.16, 0.92, 0.12, "dark")


def spoon(pen: Pen, _chance: Random) -> None:
    for i, (x, angle, part) in enumerate(((-0.62, -28, "shade"), (0.0, 0, "lit"), (0.62, 34, "bright"))):
        at = pen.moved(x, 0.88)
        at.path([(0, -0.72), (0, 0.0)], 0.11, "dark" if i == 1 else part)
        at.path([(0, -0.78), (0, -0.3)], 0.14, "dark" if i == 1 else "spot")
        head = at.moved(0, 0, turn=-angle)
        head.path([(0, 0), (0, 0.2)], 0.07, part)
        head.disc(0, 0.46, 0.2, part, 0.3)
        head.disc(0.03, 0.48, 0.13, "dark" if part == "shade" else "shade", 0.21)


def bell(pen: Pen, _chance: Random) -> None:
    profile = [(0.76, 0.16), *bend((0.76, 0.2), (0.56, 0.34), (0.52, 0.9), (0.3, 1.12)), (0.0, 1.18)]
    pen.disc(0, 0.12, 0.15, "dark")
    turned(pen, profile)
    pen.box(-0.8, 0.14, 1.6, 0.1, "dark", 0.05)
    pen.ring(0, 1.28, 0.13, 0.05, "dark")
    pen.box(-0.6, 0.4, 1.2, 0.05, "spot")


def drum(pen: Pen, _chance: Random) -> None:
    pen.path([(-0.2, 0.55), (-0.98, 1.3)], 0.06, "dark")
    pen.path([(0.26, 0.6), (0.98, 1.38)], 0.06, "dark")
    pen.box(-0.78, 0.06, 1.56, 0.62, "lit")
    pen.box(0.1, 0.06, 0.68, 0.62, "shade")
    pen.slice(0, 0.06, 0.78, "lit", 180, 360, 0.14)
    for i in range(-3, 4):
        pen.path([(i * 0.24 - 0.1, 0.02), (i * 0.24 + 0.04, 0.64)], 0.02, "dark")
    pen.disc(0, 0.68, 0.82, "dark", 0.18)
    pen.disc(0, 0.7, 0.74, "bright", 0.15)
    pen.disc(0.0, 0.7, 0.26, "spot", 0.055)
    for x, y in ((-0.2, 0.78), (0.26, 0.82)):
        pen.disc(x, y, 0.07, "dark")


VESSELS = {
    "cup": (cup, True),
    "vessel": (vessel, True),
    "kettle": (kettle, True),
    "bowl": (bowl, True),
    "plate": (plate, False),
    "spoon": (spoon, False),
    "bell": (bell, True),
    "drum": (drum, True),
}
