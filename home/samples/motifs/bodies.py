"""Hand, ear, and the silhouette of a person at work."""

from random import Random

from home.samples.pen import Pen, arc, bend


def hand(pen: Pen, _chance: Random) -> None:
    for x, top, turn in ((-0.3, 0.62, 9), (-0.1, 0.74, 3), (0.1, 0.7, -3), (0.29, 0.54, -10)):
        pen.moved(x, 0.7, turn=turn).bar((0, 0), (0, top), 0.17, "lit")
    pen.path(bend((-0.34, 0.42), (-0.62, 0.6), (-0.72, 0.9)), 0.19, "lit")
    pen.poly(
        [
            (-0.4, 0.8),
            (0.4, 0.8),
            *bend((0.4, 0.8), (0.44, 0.3), (0.24, 0.06)),
            (0.24, -0.3),
            (-0.24, -0.3),
            *bend((-0.24, 0.06), (-0.46, 0.3), (-0.4, 0.8)),
        ],
        "lit",
    )
    pen.poly([(0.1, 0.8), (0.4, 0.8), *bend((0.4, 0.8), (0.44, 0.3), (0.24, 0.06)), (0.24, -0.3), (0.06, -0.3)], "shade")
    pen.path(bend((-0.3, 0.62), (0.0, 0.56), (0.24, 0.72)), 0.022, "dark")
    pen.path(bend((-0.24, 0.5), (0.06, 0.46), (0.1, 0.16)), 0.022, "dark")
    pen.box(-0.32, -0.34, 0.64, 0.2, "dark", 0.04)
    pen.orb(0.02, 1.72, 0.14, "spot", "dark")


def ear(pen: Pen, _chance: Random) -> None:
    at = pen.moved(-0.36, 0.78)
    at.poly(
        bend((0, -0.7), (-0.5, -0.4), (-0.6, 0.7), (0.0, 0.72))
        + bend((0.0, 0.72), (0.6, 0.7), (0.5, 0.1), (0.28, -0.2), (0.3, -0.7), (0, -0.7)),
        "lit",
    )
    at.path(bend((-0.16, -0.2), (-0.4, 0.5), (0.1, 0.6), (0.28, 0.3), (0.1, 0.0)), 0.08, "shade")
    at.path(bend((0.1, 0.26), (-0.1, 0.3), (-0.06, 0.0), (0.08, -0.1), (0.02, -0.3)), 0.07, "dark")
    for i, r in enumerate((0.42, 0.64, 0.86)):
        pen.path(arc(-0.06, 0.78, r, r, -38, 38), 0.055, ("spot", "shade", "bright")[i])


def portrait(pen: Pen, chance: Random) -> None:
    """Head and shoulders of somebody who looks down at the work."""
    lean = chance.choice((-0.06, 0.0, 0.05))
    pen.poly(
        [
            (-0.98, 0.0),
            *bend((-0.98, 0.0), (-0.92, 0.62), (-0.4, 0.66), (-0.16, 0.76)),
            *bend((0.2, 0.76), (0.5, 0.66), (0.94, 0.6), (0.98, 0.0)),
        ],
        "lit",
    )
    pen.poly([(0.04, 0.0), (0.04, 0.76), *bend((0.2, 0.76), (0.5, 0.66), (0.94, 0.6), (0.98, 0.0))], "shade")
    pen.poly([(-0.16, 0.6), (0.2, 0.6), (0.2 + lean, 1.0), (-0.14 + lean, 1.0)], "cheek")
    pen.poly([(0.04, 0.6), (0.2, 0.6), (0.2 + lean, 1.0), (0.06 + lean, 0.92)], "cheek")
    head = pen.moved(lean, 1.14, turn=chance.choice((6, -6)))
    head.disc(0, 0, 0.3, "skin", 0.36)
    head.slice(0, 0, 0.3, "cheek", -90, 90, 0.36)
    style = chance.choice(("cap", "band", "bun", "short"))
    if style == "cap":
        head.slice(0, 0.06, 0.33, "dark", 0, 180, 0.34)
        head.box(-0.46, 0.04, 0.5, 0.07, "dark", 0.03)
    elif style == "band":
        head.slice(0, 0.1, 0.32, "dark", 0, 180, 0.28)
        head.box(-0.33, 0.08, 0.66, 0.12, "spot")
        head.poly([(0.3, 0.16), (0.52, 0.22), (0.46, 0.04)], "spot")
    elif style == "bun":
        head.slice(0, 0.02, 0.34, "dark", -10, 190, 0.38)
        head.disc(0.12, 0.4, 0.14, "dark")
    else:
        head.slice(0, 0.06, 0.33, "dark", -20, 190, 0.34)
    pen.poly(
        [(-0.42, 0.0), (-0.3, 0.66), (-0.2, 0.7), (-0.06, 0.44), (0.12, 0.44), (0.26, 0.7), (0.36, 0.66), (0.46, 0.0)], "dark"
    )


BODIES = {"hand": (hand, True), "ear": (ear, False), "portrait": (portrait, True)}
