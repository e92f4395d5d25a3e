"""A hall's plan as a picture: where each booth is drawn, and what the list beside it says."""

from collections.abc import Iterable
from typing import Any

from events.models import Booth, Hall

MARGIN = 0.08  # of a square, between two booths


def hall_picture(hall: Hall, booths: Iterable[Booth]) -> dict[str, Any]:
    """What templates/events/exhibiting/hall_plan.html draws. Units are the hall's squares."""
    return {
        "hall": hall,
        "view_box": f"0 0 {hall.columns} {hall.rows}",
        "booths": [
            {
                "code": booth.code,
                "x": booth.column + MARGIN,
                "y": booth.row + MARGIN,
                "width": booth.columns - 2 * MARGIN,
                "height": booth.rows - 2 * MARGIN,
                "middle": booth.column + booth.columns / 2,
                "center": booth.row + booth.rows / 2,
                "accent": booth.zone.accent if booth.zone else "",
                "taken": booth.exhibitor_id is not None,
            }
            for booth in booths
        ],
    }


def hall_pictures(booths: Iterable[Booth]) -> list[dict[str, Any]]:
    """One picture for each hall that has booths, in the order of the halls; `booths` come with hall and zone."""
    halls: dict[int, tuple[Hall, list[Booth]]] = {}
    for booth in booths:
        halls.setdefault(booth.hall_id, (booth.hall, []))[1].append(booth)
    return [hall_picture(hall, rows) for hall, rows in halls.values()]
