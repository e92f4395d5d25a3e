"""Consumption tax on an invoice: one rounding per rate, however many lines there are. Amounts in whole yen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

STANDARD_RATE = 10


@dataclass(frozen=True)
class Share:
    """What an invoice says of one rate (in percent): the amount without tax, the tax, and both together."""

    rate: int
    net: int
    tax: int

    @property
    def gross(self) -> int:
        return self.net + self.tax


# Source: 国税庁「消費税の仕入税額控除制度における適格請求書等保存方式に関するQ&A」 問57 (rounding once per invoice and rate;
# rounding each line is not allowed). Which way to round is the issuer's choice: fractions are dropped here.


def of_net(amount: int, rate: int = STANDARD_RATE) -> Share:
    """Tax on top of an amount without tax (税抜)."""
    _check(amount, rate)
    return Share(rate, amount, amount * rate // 100)


def of_gross(amount: int, rate: int = STANDARD_RATE) -> Share:
    """Tax contained in an amount with tax (税込)."""
    _check(amount, rate)
    tax = amount * rate // (100 + rate)
    return Share(rate, amount - tax, tax)


def of_lines(lines: Iterable[tuple[int, int]], *, inclusive: bool) -> Mapping[int, Share]:
    """The shares of an invoice by rate; a line is (amount, rate). The lines of a rate are added first, then rounded once."""
    sums: dict[int, int] = {}
    for amount, rate in lines:
        sums[rate] = sums.get(rate, 0) + amount
    share = of_gross if inclusive else of_net
    return {rate: share(amount, rate) for rate, amount in sorted(sums.items())}


def _check(amount: int, rate: int) -> None:
    if amount < 0 or not 0 <= rate <= 100:
        raise ValueError("An amount is not negative, and a rate lies between 0 and 100 percent.")
