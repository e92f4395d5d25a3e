"""Covered areas of a page as a person can write them: four numbers a line, in percent of the page from its left upper corner."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from home.text import normalize_digits

PREFIX = "areas-"
WHOLE = Decimal(100)
MOST = 50  # areas on one page


class Unreadable(ValueError):
    """A line that is not an area."""


def written(areas: Iterable[Iterable[int]]) -> str:
    """The areas, kept in thousandths, a line each: 「10 0 90 20.5」 covers a stripe at the top."""
    return "\n".join(" ".join(f"{Decimal(side) / 10:f}" for side in area) for area in areas)


def read(text: str) -> list[list[int]]:
    """Left, top, right and bottom of each area in thousandths. Raises Unreadable: what cannot be read must not uncover a page."""
    areas = [_area(line) for line in text.splitlines() if line.strip()]
    if len(areas) > MOST:
        raise Unreadable
    return areas


def _area(line: str) -> list[int]:
    parts = normalize_digits(line).replace(",", " ").replace("、", " ").replace("%", " ").split()
    try:
        left, top, right, bottom = (Decimal(part) for part in parts)
        lies_on_page = 0 <= left < right <= WHOLE and 0 <= top < bottom <= WHOLE
    except (InvalidOperation, ValueError) as error:  # comparing what is no number raises, too
        raise Unreadable from error
    if not lies_on_page:
        raise Unreadable
    return [int(side * 10) for side in (left, top, right, bottom)]


def name_of(attachment: str, page: int | str) -> str:
    """The name of the page's field; without a page how the names of the file's fields begin."""
    return f"{PREFIX}{attachment}-{page}"


def sent(data: Mapping[str, str]) -> dict[str, str]:
    """What a form brought, by the names of its fields."""
    return {name: data[name] for name in data if name.startswith(PREFIX) and name.rpartition("-")[2].isascii()}


def unreadable(data: Mapping[str, str]) -> set[str]:
    """The fields of which a line is no area."""
    found = set()
    for name, text in sent(data).items():
        try:
            read(text)
        except Unreadable:
            found.add(name)
    return found
