"""A pen for flat shapes: everything becomes polygons under one affine matrix, so an object can also cast its shadow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, hypot, pi, radians, sin

from PIL import ImageDraw

Point = tuple[float, float]
Color = tuple[int, int, int]
Matrix = tuple[float, float, float, float, float, float]


def arc(x: float, y: float, rx: float, ry: float, start: float = 0, end: float = 360) -> list[Point]:
    """Points of an elliptic arc, degrees counterclockwise from the right."""
    steps = max(6, int(abs(end - start) / 4))
    return [
        (x + rx * cos(radians(start + (end - start) * i / steps)), y + ry * sin(radians(start + (end - start) * i / steps)))
        for i in range(steps + 1)
    ]


def bend(*control: Point, steps: int = 28) -> list[Point]:
    """Points of a Bézier curve of any degree."""
    curve = []
    for i in range(steps + 1):
        t = i / steps
        points = list(control)
        while len(points) > 1:
            points = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(points)]
        curve.append(points[0])
    return curve


@dataclass(frozen=True)
class Pen:
    """Draws in object space (one unit is about a third of the picture's height, y upwards) with colors named by their part."""

    draw: ImageDraw.ImageDraw
    matrix: Matrix
    colors: Mapping[str, Color]
    flat: Color | None = None  # every part in one color: a shadow

    def moved(self, x: float = 0, y: float = 0, scale: float = 1, turn: float = 0, mirror: bool = False) -> Pen:
        """The same pen in a space of its own."""
        a, b, c, d, e, f = self.matrix
        cosine, sine, side = cos(radians(turn)) * scale, sin(radians(turn)) * scale, -1 if mirror else 1
        matrix = (
            (a * cosine + c * sine) * side,
            (b * cosine + d * sine) * side,
            c * cosine - a * sine,
            d * cosine - b * sine,
            a * x + c * y + e,
            b * x + d * y + f,
        )
        return replace(self, matrix=matrix)

    def poly(self, points: Iterable[Point], part: str) -> None:
        a, b, c, d, e, f = self.matrix
        self.draw.polygon([(a * x + c * y + e, b * x + d * y + f) for x, y in points], fill=self.flat or self.colors[part])

    def disc(self, x: float, y: float, r: float, part: str, ry: float | None = None) -> None:
        self.poly(arc(x, y, r, ry or r), part)

    def slice(self, x: float, y: float, r: float, part: str, start: float, end: float, ry: float | None = None) -> None:
        """A segment cut off by the chord between two angles."""
        self.poly(arc(x, y, r, ry or r, start, end), part)

    def orb(self, x: float, y: float, r: float, lit: str = "lit", shade: str = "shade", turn: float = -60) -> None:
        """A disc, half of it in shade."""
        self.disc(x, y, r, lit)
        self.slice(x, y, r, shade, turn - 90, turn + 90)

    def ring(self, x: float, y: float, r: float, width: float, part: str, start: float = 0, end: float = 360) -> None:
        self.poly(arc(x, y, r, r, start, end) + arc(x, y, r - width, r - width, end, start), part)

    def bar(self, start: Point, end: Point, width: float, part: str, rounded: bool = True) -> None:
        (x1, y1), (x2, y2) = start, end
        length = hypot(x2 - x1, y2 - y1) or 1
        nx, ny = -(y2 - y1) / length * width / 2, (x2 - x1) / length * width / 2
        self.poly([(x1 + nx, y1 + ny), (x2 + nx, y2 + ny), (x2 - nx, y2 - ny), (x1 - nx, y1 - ny)], part)
        if rounded:
            self.disc(x1, y1, width / 2, part)
            self.disc(x2, y2, width / 2, part)

    def path(self, points: Iterable[Point], width: float, part: str) -> None:
        """A line of one width with round joints."""
        points = list(points)
        for start, end in pairwise(points):
            self.bar(start, end, width, part)

    def box(self, x: float, y: float, width: float, height: float, part: str, r: float = 0) -> None:
        """A rectangle by its lower left corner, its corners rounded by r."""
        if not r:
            self.poly([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], part)
            return
        right, top = x + width, y + height
        self.poly(
            arc(right - r, top - r, r, r, 0, 90)
            + arc(x + r, top - r, r, r, 90, 180)
            + arc(x + r, y + r, r, r, 180, 270)
            + arc(right - r, y + r, r, r, 270, 360),
            part,
        )

    def cog(self, x: float, y: float, r: float, teeth: int, part: str, turn: float = 0) -> None:
        """A toothed wheel; r is the tip of the teeth."""
        points = []
        for tooth in range(teeth):
            for step, radius in ((-0.32, 0.84), (-0.2, 1.0), (0.2, 1.0), (0.32, 0.84)):
                angle = radians(turn) + 2 * pi * (tooth + step) / teeth
                points.append((x + r * radius * cos(angle), y + r * radius * sin(angle)))
        self.poly(points, part)
