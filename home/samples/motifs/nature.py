"""Leaf, blossom, drop, flame."""

from random import Random

from home.samples.pen import Pen, bend


def blade(pen: Pen, length: float, width: float, lit: str, shade: str, vein: str = "dark") -> None:
    """A leaf that grows upwards from the origin."""
    left = bend((0, 0), (-width, length * 0.42), (0, length))
    right = bend((0, length), (width, length * 0.42), (0, 0))
    pen.poly(left + right, lit)
    pen.poly([*right, (0, length)], shade)
    pen.bar((0, -0.12 * length), (0, length * 0.86), 0.018, vein)


def leaf(pen: Pen, chance: Random) -> None:
    pen.path(bend((0, 0.0), (0.1, 0.5), (0.0, 1.1)), 0.035, "dark")
    for x, y, turn, size in (
        (0.03, 0.28, 58, 0.62),
        (0.05, 0.34, -60, 0.7),
        (0.05, 0.66, 40, 0.66),
        (0.04, 0.74, -44, 0.62),
        (0, 1.0, 2, 0.72),
    ):
        parts = chance.choice((("lit", "shade"), ("bright", "lit"), ("spot", "shade")))
        blade(pen.moved(x, y, turn=turn), size, 0.34, *parts)


def blossom(pen: Pen, chance: Random) -> None:
    pen.path(bend((0.1, -0.1), (-0.1, 0.3), (0, 0.9)), 0.04, "dark")
    blade(pen.moved(0.04, 0.14, turn=-56), 0.6, 0.26, "shade", "dark")
    blade(pen.moved(-0.02, 0.24, turn=58), 0.5, 0.24, "lit", "shade")
    petals = chance.choice((5, 6, 8))
    for i in range(petals):
        parts = ("lit", "shade") if i % 2 else ("bright", "lit")
        blade(pen.moved(0, 0.98, turn=360 * i / petals + 10), 0.6, 1.9 / petals, *parts, vein=parts[1])
    pen.orb(0, 0.98, 0.17, "spot", "dark")


def drop(pen: Pen, _chance: Random) -> None:
    for x, y, r, lit, shade in (
        (-0.1, 0.56, 0.5, "lit", "shade"),
        (0.66, 0.98, 0.24, "bright", "spot"),
        (0.56, 0.3, 0.17, "spot", "dark"),
    ):
        tip = y + r * 1.95
        body = [
            *bend((x, tip), (x - r * 0.5, y + r), (x - r, y + r * 0.3), (x - r, y)),
            *bend((x - r, y), (x - r, y - r * 1.34), (x + r, y - r * 1.34), (x + r, y)),
            *bend((x + r, y), (x + r, y + r * 0.3), (x + r * 0.5, y + r), (x, tip)),
        ]
        pen.poly(body, lit)
        half = bend((x, y - r), (x + r * 1.3, y - r), (x + r * 1.2, y + r * 0.5), (x, tip))
        pen.poly([*half, (x, tip)], shade)
    pen.path(bend((-0.46, 0.56), (-0.46, 0.36), (-0.3, 0.26)), 0.05, "bright")


def flame(pen: Pen, _chance: Random) -> None:
    for size, part, other in ((1.0, "lit", "shade"), (0.66, "spot", "lit"), (0.36, "bright", "spot")):
        at = pen.moved(0, 0.1, scale=size)
        left = bend((0, 0), (-0.95, 0.1), (-0.6, 0.9), (-0.1, 0.86), (-0.12, 1.5))
        right = bend((-0.12, 1.5), (0.3, 1.2), (0.9, 0.6), (0.6, 0.0), (0, 0))
        at.poly(left + right, part)
        at.poly([*right, (-0.02, 0.9)], other)
    for i in range(5):
        pen.box(-0.9 + i * 0.38, 0.0, 0.28, 0.1, "dark")


NATURE = {"leaf": (leaf, False), "blossom": (blossom, False), "drop": (drop, False), "flame": (flame, True)}
