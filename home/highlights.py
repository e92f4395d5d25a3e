"""What a section offers to the front door: one shape for open calls, coming events, new entries, figures and news."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Band(StrEnum):
    """Where on the front door it appears."""

    OPEN = "open"
    UPCOMING = "upcoming"
    NEWEST = "newest"
    FIGURES = "figures"
    NEWS = "news"


@dataclass(frozen=True)
class Highlight:
    """One thing to show. `until` is the deadline of an open call; `date` the day of an event, entry or news.

    For a figure, `title` says what is counted, `text` is the number as shown, `kind` its unit, `source` whose number it is.
    """

    title: str
    url: str
    kind: str = ""
    date: dt.date | None = None
    until: dt.date | None = None
    picture: Any = None
    text: str = ""
    accent: str = ""
    band: str = Band.NEWEST
    source: str = ""


def sorted_into_bands(highlights: Iterable[Highlight]) -> dict[str, list[Highlight]]:
    """Open calls by deadline, events by day, entries and news newest first, figures as they come."""
    bands: dict[str, list[Highlight]] = {band.value: [] for band in Band}
    for highlight in highlights:
        bands[str(highlight.band)].append(highlight)
    bands[Band.OPEN].sort(key=lambda each: _order(each.until, dt.date.max))
    bands[Band.UPCOMING].sort(key=lambda each: _order(each.date, dt.date.max))
    bands[Band.NEWEST].sort(key=lambda each: _order(each.date, dt.date.min), reverse=True)
    bands[Band.NEWS].sort(key=lambda each: _order(each.date, dt.date.min), reverse=True)
    return bands


def _order(day: dt.date | None, otherwise: dt.date) -> str:
    # A datetime and a date do not compare; their ISO words do.
    return (day or otherwise).isoformat()
