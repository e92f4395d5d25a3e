"""Schematic maps: corners of outlines, "0,0 20,0 20,15", on a field of 100 by 60."""


def center(outline: str) -> tuple[float, float]:
    """Where the weight of an outline lies, to one decimal: the place for its name. Raises ValueError below three corners."""
    corners = [(float(x), float(y)) for x, y in (corner.split(",") for corner in outline.split())]
    if len(corners) < 3:
        raise ValueError(outline)
    doubled = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        doubled += cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    if not doubled:
        return corners[0]  # a line
    return round(x / (3 * doubled), 1), round(y / (3 * doubled), 1)
