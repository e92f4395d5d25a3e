"""Things of the house: chair, bench, bed, pillow, bath, lamp, tatami, umbrella, kimono."""

from random import Random

from home.samples.pen import Pen, arc, bend


def chair(pen: Pen, chance: Random) -> None:
    pen.path([(-0.34, 0.7), (-0.4, 1.56)], 0.075, "lit")
    pen.path([(0.34, 0.7), (0.4, 1.56)], 0.075, "shade")
    for i in range(chance.choice((2, 3, 4))):
        y = 1.42 - i * 0.17
        pen.poly([(-0.4, y), (0.4, y), (0.39, y + 0.1), (-0.39, y + 0.1)], "bright" if i else "spot")
    pen.path([(-0.26, 0.64), (-0.26, 0.12)], 0.055, "dark")
    pen.path([(0.26, 0.64), (0.26, 0.12)], 0.055, "dark")
    pen.path([(-0.46, 0.6), (-0.54, 0.02)], 0.085, "lit")
    pen.path([(0.46, 0.6), (0.54, 0.02)], 0.085, "shade")
    pen.path([(-0.5, 0.26), (0.5, 0.26)], 0.04, "dark")
    pen.poly([(-0.58, 0.58), (0.58, 0.58), (0.42, 0.8), (-0.42, 0.8)], "lit")
    pen.poly([(0.08, 0.58), (0.58, 0.58), (0.42, 0.8), (0.06, 0.8)], "spot")
    pen.box(-0.58, 0.53, 1.16, 0.06, "shade")


def bench(pen: Pen, _chance: Random) -> None:
    for x in (-0.78, 0.78):
        pen.poly([(x - 0.12, 0), (x + 0.12, 0), (x + 0.06, 0.46), (x - 0.06, 0.46)], "dark")
    for i, part in enumerate(("lit", "bright", "spot")):
        pen.box(-1.05, 0.44 + i * 0.035, 2.1, 0.075, part)
    pen.box(-1.05, 0.44, 2.1, 0.055, "shade")
    for i in range(3):
        pen.box(-1.05, 0.74 + i * 0.17, 2.1, 0.11, ("lit", "shade", "lit")[i])
    for x in (-0.8, 0.8):
        pen.path([(x, 0.5), (x, 1.2)], 0.06, "dark")


def bed(pen: Pen, _chance: Random) -> None:
    pen.box(-1.1, 0.0, 0.1, 0.98, "dark", 0.03)
    pen.box(1.0, 0.0, 0.1, 0.64, "dark", 0.03)
    pen.box(-1.02, 0.2, 2.04, 0.14, "shade")
    pen.box(-1.0, 0.32, 2.0, 0.2, "bright", 0.06)
    pen.poly(
        [(-0.4, 0.5), *bend((-0.4, 0.5), (-0.1, 0.78), (0.3, 0.52), (0.62, 0.72), (1.0, 0.56)), (1.0, 0.3), (-0.4, 0.3)], "lit"
    )
    pen.poly([(0.34, 0.58), *bend((0.34, 0.58), (0.6, 0.74), (1.0, 0.56)), (1.0, 0.3), (0.34, 0.3)], "shade")
    pen.box(-0.94, 0.5, 0.46, 0.17, "spot", 0.08)


def pillow(pen: Pen, chance: Random) -> None:
    for i, (part, fold) in enumerate((("shade", "dark"), ("lit", "shade"), ("bright", "spot"))):
        y, w = i * 0.36, 0.92 - i * 0.12
        x = chance.uniform(-0.08, 0.08)
        pen.poly(
            bend((x - w, y + 0.04), (x - w + 0.1, y + 0.2), (x - w, y + 0.36))
            + bend((x - w, y + 0.36), (x, y + 0.48), (x + w, y + 0.36))
            + bend((x + w, y + 0.36), (x + w - 0.1, y + 0.2), (x + w, y + 0.04))
            + bend((x + w, y + 0.04), (x, y - 0.06), (x - w, y + 0.04)),
            part,
        )
        pen.path(bend((x - w + 0.06, y + 0.2), (x, y + 0.1), (x + w - 0.06, y + 0.2)), 0.018, fold)


def bath(pen: Pen, _chance: Random) -> None:
    pen.poly(bend((-1.0, 0.74), (-0.98, 0.12), (-0.62, 0.06)) + bend((0.62, 0.06), (0.98, 0.12), (1.0, 0.74)), "lit")
    pen.poly(bend((0.1, 0.74), (0.16, 0.12), (0.2, 0.06)) + bend((0.62, 0.06), (0.98, 0.12), (1.0, 0.74)), "shade")
    pen.box(-1.08, 0.7, 2.16, 0.09, "dark", 0.045)
    pen.box(0.16, 0.14, 0.34, 0.5, "dark", 0.05)
    pen.box(0.2, 0.18, 0.26, 0.42, "shade", 0.04)
    for x in (-0.6, 0.62):
        pen.poly([(x - 0.1, 0.1), (x + 0.1, 0.1), (x + 0.05, 0), (x - 0.05, 0)], "dark")
    pen.path([(-0.8, 0.78), (-0.8, 1.22), *arc(-0.64, 1.22, 0.16, 0.16, 180, 0), (-0.48, 1.14)], 0.06, "dark")
    for x in (-0.1, 0.12, 0.34):
        pen.path(bend((x, 0.92), (x + 0.14, 1.04), (x - 0.1, 1.18), (x + 0.06, 1.34)), 0.035, "spot")


def lamp(pen: Pen, chance: Random) -> None:
    if chance.random() < 0.5:
        pen.slice(0, 0.0, 0.46, "dark", 0, 180, 0.1)
        pen.path([(0, 0.05), (0, 0.86)], 0.045, "dark")
        pen.poly([(-0.62, 0.84), (0.62, 0.84), (0.3, 1.5), (-0.3, 1.5)], "bright")
        pen.poly([(0.08, 0.84), (0.62, 0.84), (0.3, 1.5), (0.1, 1.5)], "lit")
        pen.slice(0, 0.84, 0.62, "spot", 180, 360, 0.06)
    else:
        pen.box(-0.3, 0, 0.6, 0.09, "dark", 0.04)
        pen.disc(0, 0.72, 0.62, "bright")
        pen.slice(0, 0.72, 0.62, "lit", -120, 60)
        pen.disc(0, 0.72, 0.34, "spot")
        pen.poly([(-0.2, 0.09), (0.2, 0.09), (0.14, 0.2), (-0.14, 0.2)], "dark")


def tatami(pen: Pen, _chance: Random) -> None:
    for x, y, w, h, part in ((-0.9, 0.75, 0.9, 0.6, "lit"), (0.0, 0.75, 0.9, 0.6, "shade"), (-0.9, 0.1, 0.6, 0.65, "shade"),
                             (-0.3, 0.1, 1.2, 0.33, "lit"), (-0.3, 0.43, 1.2, 0.32, "spot")):  # fmt: skip
        pen.box(x + 0.01, y + 0.01, w - 0.02, h - 0.02, part)
        wide = w > h
        for i in range(1, 9):
            if wide:
                pen.bar((x + 0.03, y + h * i / 9), (x + w - 0.03, y + h * i / 9), 0.006, "dark", rounded=False)
            else:
                pen.bar((x + w * i / 9, y + 0.03), (x + w * i / 9, y + h - 0.03), 0.006, "dark", rounded=False)
        if wide:
            pen.box(x + 0.01, y + 0.01, w - 0.02, 0.04, "dark")
            pen.box(x + 0.01, y + h - 0.05, w - 0.02, 0.04, "dark")
        else:
            pen.box(x + 0.01, y + 0.01, 0.04, h - 0.02, "dark")
            pen.box(x + w - 0.05, y + 0.01, 0.04, h - 0.02, "dark")


def umbrella(pen: Pen, _chance: Random) -> None:
    pen.path([(0, 0.2), (0, 1.44), (0, 1.56)], 0.04, "dark")
    pen.path([(0, 0.2), *arc(-0.14, 0.2, 0.14, 0.14, 0, -180)], 0.05, "spot")
    parts = ("lit", "bright", "shade", "lit", "dark", "shade")
    edges = [-0.98 + 1.96 * i / 6 for i in range(7)]
    for i, part in enumerate(parts):
        left, right = edges[i], edges[i + 1]
        top = bend((left, 0.78), (left * 0.72, 1.3), (0, 1.46)) + list(
            reversed(bend((right, 0.78), (right * 0.72, 1.3), (0, 1.46)))
        )
        pen.poly([*top, *bend((right, 0.78), ((left + right) / 2, 0.92), (left, 0.78))], part)


def kimono(pen: Pen, _chance: Random) -> None:
    pen.path([(-1.12, 1.4), (1.12, 1.4)], 0.04, "dark")
    pen.poly([(-1.0, 1.44), (-0.34, 1.44), (-0.34, 0.72), (-1.0, 0.72)], "lit")
    pen.poly([(1.0, 1.44), (0.34, 1.44), (0.34, 0.72), (1.0, 0.72)], "shade")
    pen.poly([(-0.38, 1.44), (0, 1.44), (0, 0.02), (-0.42, 0.02)], "lit")
    pen.poly([(0.38, 1.44), (0, 1.44), (0, 0.02), (0.42, 0.02)], "shade")
    pen.poly([(-0.14, 1.5), (0.14, 1.5), (0.02, 0.98), (-0.02, 0.98)], "bright")
    pen.path([(-0.16, 1.48), (0.06, 0.92)], 0.07, "dark")
    pen.path([(0.16, 1.48), (0.0, 1.08)], 0.07, "dark")
    pen.box(-0.4, 0.74, 0.8, 0.22, "spot")
    for i in range(6):
        pen.disc(-0.8 + 0.32 * (i % 3) * 0.5, 0.84 + 0.2 * (i // 3), 0.05, "bright")
        pen.disc(0.08 + 0.12 * (i % 3), 0.14 + 0.16 * (i // 3), 0.045, "bright")


FURNITURE = {
    "chair": (chair, True),
    "bench": (bench, True),
    "bed": (bed, True),
    "pillow": (pillow, True),
    "bath": (bath, True),
    "lamp": (lamp, True),
    "tatami": (tatami, False),
    "umbrella": (umbrella, False),
    "kimono": (kimono, False),
}
