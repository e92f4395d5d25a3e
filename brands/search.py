"""What the public asked the register for, made clean: unknown values fall away, nothing raises."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from brands.tallies import FILTERS
from home import japanese_dates
from home.text import drop_unshowable

QUESTIONS = ("q", *FILTERS)
PARAMETERS = (*QUESTIONS, "on", "view")
MAX_QUERY = 100
MAX_READ = 1_000
CODE = re.compile(r"[-\w]{1,60}", re.ASCII)
YEAR = re.compile(r"\d{4}-?", re.ASCII)
VIEWS = ("", "list")


@dataclass(frozen=True)
class Wish:
    """One question to the register, in the words of its address, and how the answer is to be laid out.

    A year is one fiscal year (2019), or that one and all later ones (2019-). `on` is the day as of which it asks (2025-04-01);
    empty is today.
    """

    q: str = ""
    program: str = ""
    field: str = ""
    year: str = ""
    ward: str = ""
    status: str = ""
    on: str = ""
    view: str = ""

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> "Wish":
        """From a query string. Control characters are dropped, the words are cut at 100 characters."""
        values = {name: _tidy(parameters.get(name, "")) for name in PARAMETERS}
        codes = {name: values[name] if CODE.fullmatch(values[name]) else "" for name in ("program", "field", "ward", "status")}
        if not codes["program"]:
            codes["field"] = ""  # a field belongs to its program
        year = unicodedata.normalize("NFKC", values["year"])
        return cls(
            q=values["q"][:MAX_QUERY].strip(),
            year=year if YEAR.fullmatch(year) else "",
            on=read_day(values["on"]),
            view=values["view"] if values["view"] in VIEWS else "",
            **codes,
        )

    def without(self, *names: str) -> "Wish":
        """The same wish with some parts open; without its program, a field means nothing."""
        return replace(self, **dict.fromkeys([*names, *(["field"] if "program" in names else [])], ""))

    def with_(self, **values: str) -> "Wish":
        """The same wish with some parts set; another program makes its field meaningless."""
        changed = replace(self, **values)
        return changed.without("field") if "program" in values else changed

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}

    @property
    def set_parts(self) -> dict[str, str]:
        """What is asked, by name."""
        return {name: value for name in QUESTIONS if (value := getattr(self, name))}

    @property
    def address(self) -> str:
        """As a query string, empty parts left out, always in the same order."""
        return urlencode([(name, value) for name in PARAMETERS if (value := getattr(self, name))])

    @property
    def link(self) -> str:
        """From one list to another, within the page of the register."""
        return f"?{self.address}" if self.address else "./"

    @property
    def cleared(self) -> "Wish":
        """Nothing asked, of the same day, in the same layout."""
        return Wish(on=self.on, view=self.view)

    @property
    def day(self) -> date | None:
        """The day as of which it asks; None is today."""
        return date.fromisoformat(self.on) if self.on else None

    @property
    def present(self) -> str:
        """The link to the same wish as of today."""
        return replace(self, on="").link

    @property
    def links(self) -> dict[str, str]:
        """The same wish in each layout."""
        return {"pictures": self.with_(view="").link, "list": self.with_(view="list").link}

    @property
    def mark(self) -> str:
        """A short name for the whole wish, for keys of a cache."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:32]

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked."""
        return not self.set_parts


def read_day(typed: str) -> str:
    """2025-04-01, from whatever way of writing a day; empty for anything else."""
    try:
        return japanese_dates.read_date(typed[:MAX_QUERY]).isoformat() if typed else ""
    except ValueError:
        return ""


def _tidy(value: str) -> str:
    return re.sub(r"\s+", " ", drop_unshowable(value[:MAX_READ])).strip()
