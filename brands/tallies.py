"""Counts per filter: one table of how many entries share the same facts answers every combination of filters."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

# As certifications.certificate_states.COUNTED_ELSEWHERE: these count with another certificate.
ELSEWHERE = frozenset({"superseded", "not_yet"})
FILTERS = ("program", "field", "year", "ward", "status")


@dataclass(frozen=True)
class Tally:
    """Rows of (program, field, year, ward, status, how many); a fact that an entry lacks is empty."""

    rows: Sequence[tuple[str, str, str, str, str, int]]

    @classmethod
    def of(cls, rows: Iterable[Sequence[object]]) -> "Tally":
        """From the rows of a database, whose keys may be None or numbers."""
        return cls([cls._row(*row) for row in rows])

    @staticmethod
    def _row(*values: object) -> tuple[str, str, str, str, str, int]:
        program, field, year, ward, status = ("" if fact is None else str(fact) for fact in values[:-1])
        return program, field, year, ward, status, int(str(values[-1]))

    def total(self, wanted: Mapping[str, str]) -> int:
        """How many entries all the filters leave."""
        return sum(row[-1] for row in self.rows if not _failing(row, wanted))

    def ever(self, wanted: Mapping[str, str]) -> int:
        """How many things were ever certified; one that a newer certificate replaced counts with that."""
        return self._of_status(wanted, lambda status: status not in ELSEWHERE)

    def now(self, wanted: Mapping[str, str]) -> int:
        """How many are certified now."""
        return self._of_status(wanted, lambda status: status == "valid")

    def _of_status(self, wanted: Mapping[str, str], counted: Callable[[str], bool]) -> int:
        others = {name: value for name, value in wanted.items() if name != "status"}
        return sum(row[5] for row in self.rows if counted(row[4]) and not _failing(row, others))

    def counts(self, wanted: Mapping[str, str]) -> dict[str, dict[str, int]]:
        """Per filter and value: how many entries it would leave, the other filters as they are and this one open."""
        found: dict[str, dict[str, int]] = {name: {} for name in FILTERS}
        for row in self.rows:
            failing = _failing(row, wanted)
            if len(failing) > 1:
                continue
            for place in failing or range(len(FILTERS)):
                if value := row[place]:
                    counted = found[FILTERS[place]]
                    counted[str(value)] = counted.get(str(value), 0) + row[-1]
        return found


def _failing(row: tuple[str, str, str, str, str, int], wanted: Mapping[str, str]) -> list[int]:
    """The places of the filters that a row does not pass."""
    return [
        place
        for place, name in enumerate(FILTERS)
        if (value := wanted.get(name)) and not (passes_year(str(row[place]), value) if name == "year" else row[place] == value)
    ]


def passes_year(year: str, wanted: str) -> bool:
    """A wanted year is one year (2019), or that one and all later ones (2019-)."""
    return year >= wanted[:-1] if wanted.endswith("-") else year == wanted
