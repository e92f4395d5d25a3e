"""What somebody asks of the search over the site, as its address says it, and how many things each filter would leave."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

FILTERS = ("kind", "program", "ward", "year")
SORTS = ("", "newest", "name")
PARAMETERS = ("q", *FILTERS, "sort")
CODE = re.compile(r"[-\w]{1,60}", re.ASCII)
YEAR = re.compile(r"(19|20|21)\d\d", re.ASCII)

Row = Sequence[object]  # kind, program, ward, year, how many


@dataclass(frozen=True)
class Question:
    """Words, filters and order. Its address is all of its state: a link to it asks the same."""

    q: str = ""
    kind: str = ""
    program: str = ""
    ward: str = ""
    year: str = ""
    sort: str = ""

    @classmethod
    def read(cls, q: str, parameters: Mapping[str, str]) -> "Question":
        """From clean words and a query string; what nobody could mean falls away."""
        codes = {name: parameters.get(name, "") for name in ("kind", "program", "ward")}
        year, sort = parameters.get("year", ""), parameters.get("sort", "")
        return cls(
            q=q,
            year=year if YEAR.fullmatch(year) else "",
            sort=sort if sort in SORTS else "",
            **{name: code if CODE.fullmatch(code) else "" for name, code in codes.items()},
        )

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked."""
        return not self.q and not self.filters

    @property
    def address(self) -> str:
        """As a query string, empty parts left out, always in the same order."""
        return urlencode([(name, value) for name in PARAMETERS if (value := getattr(self, name))])

    @property
    def link(self) -> str:
        """From one list of results to another."""
        return f"?{self.address}" if self.address else "./"

    @property
    def cleared(self) -> "Question":
        """The same words with no filter."""
        return Question(q=self.q, sort=self.sort)

    def with_(self, **values: str) -> "Question":
        """The same with some parts set, or open when they are empty."""
        return replace(self, **values)


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its label, how many things it leaves, its link, and whether it is chosen."""

    value: str
    label: str
    count: int
    link: str
    chosen: bool


def total(rows: Iterable[Row], filters: Mapping[str, str]) -> int:
    """How many things pass all filters."""
    return sum(_count(row) for row in rows if not _failing(row, filters))


def choices(rows: Iterable[Row], asked: Question, labels: Mapping[str, Mapping[str, str]]) -> dict[str, list[Choice]]:
    """The values of each filter that leave something, the other filters as they are and this one open; in their order.

    A year is its own label, the latest first. A chosen value stays also when it leaves nothing.
    """
    counts: dict[str, dict[str, int]] = {name: {} for name in FILTERS}
    for row in rows:
        failing = _failing(row, asked.filters)
        if len(failing) > 1:
            continue
        for place in failing or range(len(FILTERS)):
            if value := row[place]:
                counted = counts[FILTERS[place]]
                counted[str(value)] = counted.get(str(value), 0) + _count(row)
    found = {}
    for name in FILTERS:
        chosen = getattr(asked, name)
        values = sorted({*counts[name], *([chosen] if chosen else [])}, reverse=True)
        named = labels.get(name, {}) if name != "year" else {value: value for value in values}
        found[name] = [
            Choice(
                value=value,
                label=label,
                count=counts[name].get(value, 0),
                link=asked.with_(**{name: "" if value == chosen else value}).link,
                chosen=value == chosen,
            )
            for value, label in named.items()
            if counts[name].get(value) or value == chosen
        ]
    return found


def _failing(row: Row, filters: Mapping[str, str]) -> list[int]:
    return [place for place, name in enumerate(FILTERS) if filters.get(name) and str(row[place] or "") != filters[name]]


def _count(row: Row) -> int:
    return int(str(row[len(FILTERS)]))
