"""How a case stands by criterion: its mean, whether it falls short of the bar, and in which third of the scale. No Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

TENTH = Decimal("0.1")
BANDS = ("low", "middle", "high")


@dataclass(frozen=True)
class Mark:
    """The mean of all judges' values for one criterion; None where it applied to nobody's sheet."""

    code: str
    mean: Decimal | None
    low: int
    high: int
    bar: Decimal

    @property
    def falls_short(self) -> bool:
        return self.mean is not None and self.mean < self.bar

    @property
    def band(self) -> str:
        """The third of the scale in which the mean lies; empty without one."""
        if self.mean is None:
            return ""
        place = (self.mean - self.low) * 3 / (self.high - self.low)
        return BANDS[min(int(place), 2)]

    @property
    def rounded(self) -> Decimal | None:
        """For people: one digit."""
        return None if self.mean is None else self.mean.quantize(TENTH, rounding=ROUND_HALF_EVEN)


def bar_of(low: int, high: int, said: object = None) -> Decimal:
    """What a criterion must reach: what the program says, else the middle of the scale."""
    return Decimal(str(said)) if said is not None else Decimal(low + high) / 2


def marks(sheets: Sequence[Mapping[str, int | None]], codes: Iterable[str], low: int, high: int, bar: Decimal) -> list[Mark]:
    """One mark a criterion, in the order of `codes`. What does not apply is left out of the mean, never zero."""
    found = []
    for code in codes:
        values = [value for sheet in sheets if (value := sheet.get(code)) is not None]
        mean = Decimal(sum(values)) / len(values) if values else None
        found.append(Mark(code, mean, low, high, bar))
    return found
