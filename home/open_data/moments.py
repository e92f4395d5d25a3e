"""The moment since which changes are asked for, as people and programs write it."""

import re
from datetime import UTC, datetime

from home.clock import TOKYO

LONGEST = 40
TIME = r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?"
SHAPE = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})(?:[T ]({TIME}))?(Z|[+-]\d{{2}}:\d{{2}})?", re.ASCII | re.IGNORECASE)
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(9999, 1, 1, tzinfo=UTC)  # what is later has no day in every time zone


class NoMoment(ValueError):
    """The text names no day and no moment that can be read."""


def read_since(text: str) -> datetime | None:
    """2026-11-22, or 2026-11-22T10:00:00+09:00; without an offset it is the time in Tokyo. None for no text.

    A plus sign that came unescaped in an address has become a blank: it is read as a plus. Raises NoMoment.
    """
    text = text.strip()
    if not text:
        return None
    if len(text) > LONGEST:
        raise NoMoment(text)
    if text.count(":") > 1:
        text = re.sub(r" (\d{2}:\d{2})$", r"+\1", text)
    match = SHAPE.fullmatch(text)
    if match is None:
        raise NoMoment(text)
    day, time, offset = match.groups()
    if offset and not time:
        raise NoMoment(text)
    try:
        moment = datetime.fromisoformat(f"{day}T{time or '00:00'}{(offset or '').upper()}")
        moment = moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise NoMoment(text) from problem
    if not EARLIEST <= moment < LATEST:
        raise NoMoment(text)
    return moment
