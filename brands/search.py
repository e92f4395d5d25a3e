"""What the public asked the register for, made clean: unknown values fall away, nothing raises."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from brands.querysets import STATUS_LABELS

PARAMETERS = ("q", "program", "field", "year", "ward", "status")
MAX_QUERY = 100


@dataclass(frozen=True)
class Wish:
    """One question to the register, in the words of its address."""

    q: str = ""
    program: str = ""
    field: str = ""
    year: str = ""
    ward: str = ""
    status: str = ""

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> "Wish":
        """From a query string. Control characters are dropped, the text is cut at 100 characters."""
        values = {name: "".join(c for c in parameters.get(name, "") if c.isprintable()).strip() for name in PARAMETERS}
        year = values["year"] if values["year"].isascii() and values["year"].isdigit() and len(values["year"]) == 4 else ""
        status = values["status"] if values["status"] in STATUS_LABELS else ""
        codes = {name: values[name][:60] for name in ("program", "field", "ward")}
        return cls(q=values["q"][:MAX_QUERY], year=year, status=status, **codes)

    def without(self, *names: str) -> "Wish":
        """The same wish with some parts open."""
        return replace(self, **dict.fromkeys(names, ""))

    def with_(self, **values: str) -> "Wish":
        """The same wish with some parts set; another program makes its field meaningless."""
        changed = replace(self, **values)
        return changed.without("field") if "program" in values else changed

    @property
    def address(self) -> str:
        """As a query string, empty parts left out, always in the same order."""
        return urlencode([(name, value) for name in PARAMETERS if (value := getattr(self, name))])

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked."""
        return self == Wish()
