"""What booths cost, and why: an expo's fee rules on plain values. Amounts in whole yen, days in Asia/Tokyo."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise, product

# Of what a rule may ask: an attribute's name (such as region) and all values that an applicant can have.
Attributes = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Applicant:
    """Who asks for how many booths on which day; `values` says of each attribute which value is hers."""

    values: Mapping[str, str]
    booths: int
    on: date
    options: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Condition:
    """For whom a rule is: empty means everybody. Both days and both numbers of booths belong to it."""

    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    booths_from: int = 1
    booths_to: int | None = None

    def holds(self, applicant: Applicant) -> bool:
        return (
            all(applicant.values[name] in accepted for name, accepted in self.values.items())
            and (self.since is None or self.since <= applicant.on)
            and (self.until is None or applicant.on <= self.until)
            and self.booths_from <= applicant.booths
            and (self.booths_to is None or applicant.booths <= self.booths_to)
        )


@dataclass(frozen=True)
class BasePrice:
    """The price of one booth. For every applicant exactly one must hold (`problems` finds where not)."""

    code: str
    amount: int
    condition: Condition = Condition()


@dataclass(frozen=True)
class Adjustment:
    """Taken off (negative) or put on: percent of the booths' base price, or yen for each booth.

    Of adjustments with the same `instead_of`, an applicant gets the one that is best for her, not several.
    """

    code: str
    percent: int = 0
    amount: int = 0
    condition: Condition = Condition()
    instead_of: str = ""

    def for_booths(self, base: int, booths: int) -> int:
        """Yen; a fraction is dropped in favor of who pays."""
        return base * self.percent // 100 + self.amount * booths


@dataclass(frozen=True)
class Option:
    """Something to add, such as electricity by the kilowatt: yen for one."""

    code: str
    amount: int
    largest: int | None = None


@dataclass(frozen=True)
class Rules:
    """All that decides the price of an expo's booths."""

    prices: tuple[BasePrice, ...]
    adjustments: tuple[Adjustment, ...] = ()
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of a price: what it comes from, how many, yen for one (None where it is a share of the whole), yen."""

    code: str
    quantity: int
    unit: int | None
    amount: int


@dataclass(frozen=True)
class Price:
    """The lines in the order of the rules; `passed_over` names adjustments that gave way, and to which."""

    lines: tuple[Line, ...]
    passed_over: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Yen, never below zero."""
        return max(0, sum(line.amount for line in self.lines))


@dataclass(frozen=True)
class Problem:
    """Where the rules leave an applicant without a price, or with several: an example, and the rules that hold for it."""

    example: Applicant
    codes: tuple[str, ...]


class NotOnePrice(Exception):
    """No base price holds for the applicant, or several do; carries the Problem."""


class UnknownOption(Exception):
    """An option is not on offer, or more of it is asked for than there may be; carries its code."""


def price(rules: Rules, applicant: Applicant) -> Price:
    """What the applicant pays. Raises NotOnePrice and UnknownOption.

    Percentages are of the booths' base price, never of each other's result: the order of the rules changes nothing.
    """
    holding = [base for base in rules.prices if base.condition.holds(applicant)]
    if len(holding) != 1:
        raise NotOnePrice(Problem(applicant, tuple(base.code for base in holding)))
    base = holding[0]
    sum_of_booths = base.amount * applicant.booths
    kept, passed_over = _chosen(rules.adjustments, applicant, sum_of_booths)
    lines = [Line(base.code, applicant.booths, base.amount, sum_of_booths)]
    lines += [
        Line(adjustment.code, applicant.booths if not adjustment.percent else 1, adjustment.amount or None, amount)
        for adjustment, amount in kept
    ]
    return Price((*lines, *_option_lines(rules.options, applicant.options)), passed_over)


def problems(rules: Rules, attributes: Attributes, *, most_booths: int, since: date, until: date) -> list[Problem]:
    """Every kind of applicant for whom there is no base price, or more than one, each with one example.

    The days from `since` to `until` are those of the call. Between two of the rules' own days and numbers nothing changes,
    so one day and one number of each stretch stand for all.
    """
    days = _turns(_days(rules.prices), since, until)
    booths = _numbers(rules.prices, most_booths)
    found: dict[tuple[tuple[tuple[str, str], ...], tuple[str, ...]], Problem] = {}
    for values in _all_values(attributes):
        for on, number in product(days, booths):
            applicant = Applicant(values, number, on)
            codes = tuple(base.code for base in rules.prices if base.condition.holds(applicant))
            if len(codes) != 1:
                found.setdefault((tuple(sorted(values.items())), codes), Problem(applicant, codes))
    return list(found.values())


@dataclass(frozen=True)
class Step:
    """From this day on, who cancels pays this share (percent) of what is given back."""

    since: date
    percent: int


@dataclass(frozen=True)
class Cancellation:
    """What giving back costs: the share that stays due (yen), and what is owed less (yen)."""

    percent: int
    fee: int
    credit: int


def scale_problem(scale: Sequence[Step]) -> str:
    """What is wrong: `order` (days must rise), `percent` (0 to 100), `falling` (shares must not fall); empty if nothing."""
    if any(later.since <= earlier.since for earlier, later in pairwise(scale)):
        return "order"
    if any(not 0 <= step.percent <= 100 for step in scale):
        return "percent"
    return "falling" if any(later.percent < earlier.percent for earlier, later in pairwise(scale)) else ""


def cancel(scale: Sequence[Step], *, before: int, after: int, on: date) -> Cancellation:
    """What it costs to go from a price of `before` to one of `after` yen (0: the whole is cancelled) on that day.

    Giving back some booths is a cancellation of that part. When fewer booths cost as much or more, since a discount
    for many is lost, nothing is credited and no fee is due. A fraction of a yen is dropped from the fee.
    """
    percent = max((step.percent for step in scale if step.since <= on), default=0)
    given_back = max(0, before - after)
    fee = given_back * percent // 100
    return Cancellation(percent, fee, given_back - fee)


def _chosen(
    adjustments: Iterable[Adjustment], applicant: Applicant, base: int
) -> tuple[list[tuple[Adjustment, int]], dict[str, str]]:
    """The adjustments that count, with their yen; and which of the others gave way to which."""
    holding = [(each, each.for_booths(base, applicant.booths)) for each in adjustments if each.condition.holds(applicant)]
    best: dict[str, tuple[Adjustment, int]] = {}
    for each, amount in holding:
        if each.instead_of and (each.instead_of not in best or amount < best[each.instead_of][1]):
            best[each.instead_of] = (each, amount)
    kept = [(each, amount) for each, amount in holding if not each.instead_of or best[each.instead_of][0] is each]
    gone = [each for each, _amount in holding if each.instead_of and best[each.instead_of][0] is not each]
    return kept, {each.code: best[each.instead_of][0].code for each in gone}


def _option_lines(options: Sequence[Option], wanted: Mapping[str, int]) -> Iterator[Line]:
    offered = {option.code: option for option in options}
    for code, quantity in wanted.items():
        option = offered.get(code)
        if option is None or quantity < 0 or (option.largest is not None and quantity > option.largest):
            raise UnknownOption(code)
        if quantity:
            yield Line(code, quantity, option.amount, option.amount * quantity)


def _all_values(attributes: Attributes) -> Iterator[dict[str, str]]:
    names = list(attributes)
    for values in product(*(attributes[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def _days(prices: Iterable[BasePrice]) -> set[date]:
    """Each day on which some rule begins to hold or has just ceased to."""
    conditions = [base.condition for base in prices]
    begun = {condition.since for condition in conditions if condition.since}
    return begun | {condition.until + timedelta(days=1) for condition in conditions if condition.until}


def _turns(days: set[date], since: date, until: date) -> list[date]:
    return sorted({since, *(day for day in days if since <= day <= until)})


def _numbers(prices: Iterable[BasePrice], most: int) -> list[int]:
    conditions = [base.condition for base in prices]
    turns = {1} | {condition.booths_from for condition in conditions}
    turns |= {condition.booths_to + 1 for condition in conditions if condition.booths_to is not None}
    return sorted(number for number in turns if 1 <= number <= most)
