"""Things that turn and work: lathe, gears, robot, arm, pump, tower, loom, coil, gauge."""

from random import Random

from home.samples.pen import Pen, arc


def lathe(pen: Pen, _chance: Random) -> None:
    pen.box(-1.1, 0.0, 0.4, 0.34, "dark")
    pen.box(0.72, 0.0, 0.34, 0.34, "dark")
    pen.box(-1.14, 0.32, 2.28, 0.16, "shade")
    pen.box(-1.14, 0.44, 2.28, 0.05, "bright")
    pen.box(-1.12, 0.48, 0.5, 0.74, "lit", 0.04)
    pen.box(-0.98, 1.06, 0.22, 0.08, "dark", 0.02)
    pen.box(-0.64, 0.68, 0.16, 0.4, "dark")
    pen.box(-0.48, 0.78, 0.72, 0.2, "bright")
    pen.box(-0.48, 0.78, 0.72, 0.09, "spot")
    pen.box(0.24, 0.82, 0.3, 0.12, "bright")
    pen.poly([(0.54, 0.88), (0.7, 0.95), (0.7, 0.81)], "dark")
    pen.box(0.7, 0.48, 0.36, 0.56, "lit", 0.03)
    pen.box(-0.12, 0.48, 0.34, 0.14, "shade")
    pen.poly([(0.0, 0.62), (0.12, 0.62), (0.08, 0.78), (0.04, 0.78)], "dark")
    pen.ring(1.14, 0.86, 0.17, 0.04, "dark")
    for i in range(4):
        pen.path([(0.3 + i * 0.07, 0.58 - 0.04 * (i % 2)), (0.36 + i * 0.07, 0.54)], 0.02, "spot")


def gears(pen: Pen, chance: Random) -> None:
    turn = chance.uniform(0, 20)
    for x, y, r, teeth, part, face in (
        (-0.36, 0.62, 0.62, 18, "lit", "shade"),
        (0.56, 0.98, 0.44, 13, "shade", "dark"),
        (0.44, 0.3, 0.29, 9, "spot", "bright"),
    ):
        pen.cog(x, y, r, teeth, part, turn)
        pen.disc(x, y, r * 0.68, face)
        pen.disc(x, y, r * 0.6, part)
        pen.slice(x, y, r * 0.6, face, -130, 50)
        pen.disc(x, y, r * 0.2, "dark" if face != "dark" else "bright")


def arm(pen: Pen, _chance: Random) -> None:
    pen.poly([(-0.9, 0), (-0.3, 0), (-0.42, 0.26), (-0.78, 0.26)], "dark")
    pen.bar((-0.6, 0.3), (-0.34, 1.2), 0.24, "lit")
    pen.bar((-0.55, 0.3), (-0.29, 1.2), 0.1, "shade")
    pen.bar((-0.34, 1.2), (0.6, 1.02), 0.18, "shade")
    pen.disc(-0.6, 0.3, 0.19, "dark")
    pen.disc(-0.34, 1.2, 0.18, "dark")
    pen.disc(-0.34, 1.2, 0.07, "bright")
    pen.disc(-0.6, 0.3, 0.07, "bright")
    pen.bar((0.6, 1.02), (0.66, 0.72), 0.12, "lit")
    pen.disc(0.6, 1.02, 0.13, "dark")
    pen.path([(0.66, 0.7), (0.48, 0.56), (0.5, 0.38)], 0.06, "dark")
    pen.path([(0.66, 0.7), (0.84, 0.56), (0.82, 0.38)], 0.06, "dark")
    pen.orb(0.66, 0.34, 0.18, "spot", "shade")


def robot(pen: Pen, _chance: Random) -> None:
    pen.box(-0.8, 0, 1.6, 0.12, "dark", 0.04)
    pen.box(-0.42, 0.12, 0.84, 0.62, "lit", 0.06)
    pen.poly([(0.06, 0.12), (0.36, 0.12), (0.42, 0.18), (0.42, 0.68), (0.36, 0.74), (0.06, 0.74)], "shade")
    pen.box(-0.1, 0.72, 0.2, 0.12, "dark")
    pen.box(-0.36, 0.82, 0.72, 0.48, "shade", 0.14)
    pen.box(-0.28, 0.92, 0.56, 0.28, "dark", 0.1)
    pen.disc(-0.13, 1.06, 0.075, "bright")
    pen.disc(0.13, 1.06, 0.075, "bright")
    pen.path([(0.42, 0.62), (0.78, 0.72), (0.86, 1.1)], 0.11, "shade")
    pen.path([(-0.42, 0.62), (-0.8, 0.5), (-0.84, 0.24)], 0.11, "lit")
    pen.orb(0.86, 1.2, 0.15, "spot", "dark")
    pen.disc(-0.84, 0.22, 0.09, "dark")
    pen.disc(0.0, 0.44, 0.13, "dark")
    pen.disc(0.0, 0.44, 0.07, "spot")


def pump(pen: Pen, _chance: Random) -> None:
    pen.box(-0.8, 0, 1.3, 0.1, "dark")
    pen.path([(0.2, 0.55), (0.86, 0.55), (0.86, 1.3)], 0.2, "shade")
    pen.box(0.7, 1.26, 0.32, 0.1, "dark")
    pen.path([(-0.5, 0.5), (-1.06, 0.5), (-1.06, 0.0)], 0.18, "lit")
    pen.orb(-0.18, 0.58, 0.5)
    pen.ring(-0.18, 0.58, 0.36, 0.04, "dark")
    for i in range(6):
        pen.bar(
            arc(-0.18, 0.58, 0.3, 0.3, 60 * i, 60 * i + 1)[0],
            arc(-0.18, 0.58, 0.1, 0.1, 60 * i + 50, 60 * i + 51)[0],
            0.06,
            "bright",
        )
    pen.disc(-0.18, 0.58, 0.1, "spot")
    for i in range(3):
        pen.disc(0.86, 1.46 + i * 0.13, 0.055 - i * 0.012, "spot")


def tower(pen: Pen, _chance: Random) -> None:
    levels = 4
    for i in range(levels):
        y, w, top = i * 0.4, 0.5 - i * 0.09, 0.5 - (i + 1) * 0.09
        pen.path([(-w, y), (top, y + 0.4)], 0.024, "shade")
        pen.path([(w, y), (-top, y + 0.4)], 0.024, "shade")
        pen.path([(-top, y + 0.4), (top, y + 0.4)], 0.04, "dark")
    pen.path([(-0.5, 0), (-0.14, 1.6)], 0.06, "lit")
    pen.path([(0.5, 0), (0.14, 1.6)], 0.06, "shade")
    pen.box(-0.2, 1.58, 0.4, 0.07, "dark")
    pen.poly([(-0.16, 1.65), (0.16, 1.65), (0, 1.88)], "spot")


def loom(pen: Pen, chance: Random) -> None:
    pen.box(-0.96, 0.0, 0.1, 1.5, "dark")
    pen.box(0.86, 0.0, 0.1, 1.5, "dark")
    pen.box(-1.04, 1.34, 2.08, 0.14, "shade", 0.05)
    pen.box(-1.04, 0.12, 2.08, 0.16, "shade", 0.05)
    for i in range(33):
        x = -0.78 + i * 1.56 / 32
        pen.bar((x, 0.26), (x, 1.36), 0.012, "bright" if i % 2 else "lit", rounded=False)
    pattern = [chance.choice(("lit", "spot", "shade", "bright")) for _ in range(6)]
    for row in range(6):
        pen.box(-0.8, 0.28 + row * 0.09, 1.6, 0.085, pattern[row])
        for i in range(8):
            if (i + row) % 2:
                pen.box(-0.8 + i * 0.2, 0.28 + row * 0.09, 0.2, 0.085, "dark" if row % 3 == 0 else "shade")
    pen.box(-0.9, 0.94, 1.8, 0.06, "dark")
    pen.poly([(-0.3, 0.86), (-0.16, 0.9), (0.18, 0.9), (0.32, 0.86), (0.18, 0.82), (-0.16, 0.82)], "spot")


def coil(pen: Pen, _chance: Random) -> None:
    pen.box(-0.7, 0.0, 1.4, 0.16, "dark", 0.05)
    pen.box(-0.7, 1.2, 1.4, 0.16, "dark", 0.05)
    pen.box(-0.34, 0.16, 0.68, 1.04, "shade")
    for i in range(10):
        y = 0.21 + i * 0.1
        pen.bar((-0.5, y), (0.5, y + 0.02), 0.075, "lit" if i % 2 else "spot")
        pen.bar((0.14, y + 0.012), (0.5, y + 0.02), 0.075, "shade")
    pen.path([(0.5, 0.22), (0.9, 0.22), (0.96, 0.9)], 0.04, "spot")
    pen.path([(-0.5, 1.12), (-0.9, 1.12), (-0.96, 0.5)], 0.04, "spot")


def gauge(pen: Pen, chance: Random) -> None:
    pen.box(-0.14, 0.0, 0.28, 0.3, "dark")
    pen.disc(0, 0.84, 0.72, "dark")
    pen.disc(0, 0.84, 0.63, "bright")
    pen.slice(0, 0.84, 0.63, "lit", -115, 65)
    for i in range(11):
        angle = 225 - 27 * i
        pen.bar(
            arc(0, 0.84, 0.55, 0.55, angle, angle + 1)[0],
            arc(0, 0.84, 0.45, 0.45, angle, angle + 1)[0],
            0.03 if i % 5 == 0 else 0.016,
            "dark",
            rounded=False,
        )
    pen.ring(0, 0.84, 0.38, 0.06, "spot", -45, 40)
    aim = chance.uniform(20, 120)
    tip = arc(0, 0.84, 0.46, 0.46, aim, aim + 1)[0]
    pen.bar((0, 0.84), tip, 0.045, "dark")
    pen.disc(0, 0.84, 0.09, "dark")


MACHINES = {
    "lathe": (lathe, True),
    "gears": (gears, False),
    "arm": (arm, True),
    "robot": (robot, True),
    "pump": (pump, True),
    "tower": (tower, True),
    "loom": (loom, True),
    "coil": (coil, True),
    "gauge": (gauge, True),
}
