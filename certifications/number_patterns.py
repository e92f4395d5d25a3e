"""Numbers of certificates as a program spells them: KIS-{year}-{seq:03d}."""

import re
from functools import lru_cache

FIELD = re.compile(r"\{(year|seq)(?::(0\d)d)?\}")


@lru_cache(maxsize=64)
def _expression(pattern: str) -> "re.Pattern[str]":
    pieces, place = [], 0
    for match in FIELD.finditer(pattern):
        pieces.append(re.escape(pattern[place : match.start()]))
        pieces.append(r"(?P<year>\d{4})" if match[1] == "year" else r"(?P<seq>\d{1,6})")
        place = match.end()
    return re.compile("".join([*pieces, re.escape(pattern[place:])]), re.IGNORECASE)


def parsed(pattern: str, number: str) -> tuple[int | None, int] | None:
    """Fiscal year (None where the pattern has none) and place in the series; None for a number that is spelled otherwise."""
    match = _expression(pattern).fullmatch(number)
    if match is None or "seq" not in match.groupdict():
        return None
    year = match.groupdict().get("year")
    return (int(year) if year else None, int(match["seq"]))


def spelled(pattern: str, year: int, place: int) -> str:
    """The number that has this place in the series of the year."""
    return pattern.format(year=year, seq=place)
