"""What a visitor of the calendar asked for: a month, a kind, coming or past events. No Django."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from events import months
from events.months import Month

LAST_PAGE = 500


@dataclass(frozen=True)
class Selection:
    """A choice that can be shown; whatever else was asked for has become the default."""

    month: Month
    kind: str = ""
    past: bool = False
    page: int = 1
    this_month: Month | None = None

    def address(self, **changes: Any) -> str:
        """The query that asks for this selection with some changes; the default needs no word."""
        wanted = replace(self, **{"page": 1} | changes)
        words = {
            "month": "" if wanted.month == self.this_month else str(wanted.month),
            "kind": wanted.kind,
            "when": "past" if wanted.past else "",
            "page": str(wanted.page) if wanted.page > 1 else "",
        }
        return "?" + urlencode({name: word for name, word in words.items() if word})

    def __str__(self) -> str:
        return f"{self.month}:{self.kind}:{'past' if self.past else 'coming'}:{self.page}"


def read(params: Mapping[str, str], *, kinds: Collection[str], today: date) -> Selection:
    """Reads ?month=2026-11&kind=seminar&when=past&page=2. Unknown values ask for nothing; it never raises."""
    kind = params.get("kind", "")
    page = params.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= 4 else 1
    return Selection(
        month=months.read(params.get("month", ""), near=today),
        kind=kind if kind in kinds else "",
        past=params.get("when", "") == "past",
        page=min(max(number, 1), LAST_PAGE),
        this_month=months.of(today),
    )
