"""Bars that compare the numbers of one series, from zero. No Django."""

from collections.abc import Sequence
from decimal import Decimal

HAIR = 0.5  # percent: a small number must stay visible


def widths(values: Sequence[Decimal], *, whole: Decimal | None = None) -> list[float]:
    """The length of each bar in percent of the paper; the longest fills it, unless `whole` says what a full paper is."""
    full = whole or max(values, default=Decimal(0))
    if full <= 0:
        return [0.0 for _value in values]
    return [max(HAIR, round(float(value / full * 100), 1)) if value > 0 else 0.0 for value in values]
