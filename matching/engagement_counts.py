"""What was held with masters and makers, by fiscal year: shows, lectures, classes and tours, and where who asked came from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from home import fiscal
from matching.engagement_states import EngagementKind, Origin
from matching.models import Engagement


@dataclass
class YearCount:
    """One fiscal year: numbers by kind, and by origin; each of them adds up to the whole."""

    year: int
    kinds: dict[str, int] = field(default_factory=dict)
    origins: dict[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> int:
        """All that was held."""
        return sum(self.kinds.values())

    @property
    def by_kind(self) -> list[int]:
        """In the order of the kinds."""
        return [self.kinds.get(str(kind), 0) for kind in EngagementKind.values]

    @property
    def by_origin(self) -> list[int]:
        """In the order of the origins."""
        return [self.origins.get(str(origin), 0) for origin in Origin.values]


def by_year() -> list[YearCount]:
    """The newest year first. By one question."""
    return counted(Engagement.objects.tallied())


def counted(rows: Iterable[tuple[str, str, date, int]]) -> list[YearCount]:
    """The sums of rows of (kind, origin, day, number)."""
    found: dict[int, YearCount] = {}
    for kind, origin, day, number in rows:
        year = fiscal.fiscal_year(day)
        row = found.setdefault(year, YearCount(year))
        row.kinds[kind] = row.kinds.get(kind, 0) + number
        row.origins[origin] = row.origins.get(origin, 0) + number
    return sorted(found.values(), key=lambda row: -row.year)
