"""What booths cost: every applicant has one price, every discount is explained, and giving back costs what the scale says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import fees
from events.fees import Adjustment, Applicant, BasePrice, Condition, Line, Option, Rules, Step

CALL = {"since": date(2026, 4, 1), "until": date(2026, 7, 31)}
ATTRIBUTES = {"region": ("city", "elsewhere"), "size": ("sme", "large")}
IN_CITY_SME = Condition({"region": frozenset({"city"}), "size": frozenset({"sme"})})
CITY_LARGE = Condition({"region": frozenset({"city"}), "size": frozenset({"large"})})
ELSEWHERE = Condition({"region": frozenset({"elsewhere"})})
RULES = Rules(
    prices=(
        BasePrice("city-sme", 66_000, IN_CITY_SME),
        BasePrice("city-large", 110_000, CITY_LARGE),
        BasePrice("elsewhere", 132_000, ELSEWHERE),
    ),
    adjustments=(
        Adjustment("early", percent=-10, condition=Condition(until=date(2026, 4, 30)), instead_of="discount"),
        Adjustment("many", percent=-15, condition=Condition(booths_from=4), instead_of="discount"),
        Adjustment("corner", amount=11_000, condition=Condition(booths_from=2)),
    ),
    options=(Option("power", 8_800, largest=15), Option("table", 2_200)),
)


def applicant(region="city", size="sme", booths=1, on=date(2026, 5, 10), **options):
    return Applicant({"region": region, "size": size}, booths, on, options)


@pytest.mark.parametrize(
    ("who", "lines", "total"),
    [
        (applicant(), [Line("city-sme", 1, 66_000, 66_000)], 66_000),
        (applicant(size="large"), [Line("city-large", 1, 110_000, 110_000)], 110_000),
        (
            applicant(on=date(2026, 4, 30)),
            [Line("city-sme", 1, 66_000, 66_000), Line("early", 1, None, -6_600)],
            59_400,
        ),
        (
            applicant("elsewhere", "large", 4, date(2026, 4, 1), power=3, table=0),
            [
                Line("elsewhere", 4, 132_000, 528_000),
                Line("many", 1, None, -79_200),
                Line("corner", 4, 11_000, 44_000),
                Line("power", 3, 8_800, 26_400),
            ],
            519_200,
        ),
    ],
)
def test_price_is_made_of_lines_that_can_be_explained(who, lines, total):
    price = fees.price(RULES, who)

    assert list(price.lines) == lines
    assert price.total == total


def test_adjustment_that_gives_way_says_to_which():
    price = fees.price(RULES, applicant(booths=4, on=date(2026, 4, 1)))

    assert price.passed_over == {"early": "many"}


def test_fraction_is_dropped_in_favor_of_who_pays():
    rules = Rules((BasePrice("all", 33_333),), (Adjustment("off", percent=-10), Adjustment("on", percent=10)))

    assert [line.amount for line in fees.price(rules, applicant()).lines] == [33_333, -3_334, 3_333]


def test_price_never_falls_below_zero():
    rules = Rules((BasePrice("all", 10_000),), (Adjustment("guest", percent=-100), Adjustment("school", amount=-5_000)))

    assert fees.price(rules, applicant()).total == 0


@pytest.mark.parametrize("options", [{"crane": 1}, {"power": 16}, {"power": -1}])
def test_option_that_is_not_on_offer_is_refused(options):
    with pytest.raises(fees.UnknownOption):
        fees.price(RULES, applicant(**options))


def test_good_rules_have_a_price_for_everybody():
    assert fees.problems(RULES, ATTRIBUTES, most_booths=12, **CALL) == []


def test_rules_that_contradict_are_found_with_an_example():
    both = BasePrice("partner", 50_000, Condition({"region": frozenset({"city"})}, booths_from=3))
    rules = Rules((*RULES.prices, both))

    found = fees.problems(rules, ATTRIBUTES, most_booths=12, **CALL)

    assert [(problem.codes, problem.example.booths) for problem in found] == [
        (("city-sme", "partner"), 3),
        (("city-large", "partner"), 3),
    ]
    with pytest.raises(fees.NotOnePrice):
        fees.price(rules, applicant(booths=3))


def test_rules_that_forget_somebody_are_found_with_the_day():
    rules = Rules((BasePrice("early", 50_000, Condition(until=date(2026, 5, 31))),))

    found = fees.problems(rules, {}, most_booths=1, **CALL)

    assert [(problem.codes, problem.example.on) for problem in found] == [((), date(2026, 6, 1))]


DAYS = st.integers(0, 121).map(lambda days: CALL["since"] + timedelta(days=days))
VALUES = {name: st.sampled_from(values) for name, values in ATTRIBUTES.items()}
CONDITIONS = st.builds(
    Condition,
    values=st.fixed_dictionaries(
        {}, optional={name: st.frozensets(st.sampled_from(values), min_size=1) for name, values in ATTRIBUTES.items()}
    ),
    since=st.none() | DAYS,
    until=st.none() | DAYS,
    booths_from=st.integers(1, 6),
    booths_to=st.none() | st.integers(1, 6),
)
PRICES = st.lists(st.builds(BasePrice, st.uuids().map(str), st.integers(0, 10**6), CONDITIONS), max_size=4).map(tuple)


@given(PRICES, st.fixed_dictionaries(VALUES), st.integers(1, 8), DAYS)
def test_problems_are_empty_only_if_nobody_can_meet_one(prices, values, booths, on):
    rules = Rules(prices)
    who = Applicant(values, booths, on)
    clear = sum(base.condition.holds(who) for base in prices) == 1

    found = fees.problems(rules, ATTRIBUTES, most_booths=8, **CALL)

    assert clear or found
    assert all(sum(base.condition.holds(problem.example) for base in prices) != 1 for problem in found)


ADJUSTMENTS = st.lists(st.builds(Adjustment, st.uuids().map(str), percent=st.integers(-60, 60), condition=CONDITIONS), max_size=5)


@given(ADJUSTMENTS, st.randoms(use_true_random=False), st.fixed_dictionaries(VALUES), st.integers(1, 8), DAYS)
def test_order_of_the_rules_changes_nothing(adjustments, random, values, booths, on):
    who = Applicant(values, booths, on)
    shuffled = random.sample(adjustments, len(adjustments))
    base = (BasePrice("all", 12_345),)

    assert fees.price(Rules(base, tuple(adjustments)), who).total == fees.price(Rules(base, tuple(shuffled)), who).total


SCALE = (Step(date(2026, 8, 1), 30), Step(date(2026, 9, 1), 60), Step(date(2026, 10, 1), 100))


@pytest.mark.parametrize(
    ("on", "before", "after", "percent", "fee", "credit"),
    [
        (date(2026, 7, 31), 132_000, 0, 0, 0, 132_000),
        (date(2026, 8, 1), 132_000, 0, 30, 39_600, 92_400),
        (date(2026, 9, 30), 264_000, 132_000, 60, 79_200, 52_800),
        (date(2026, 10, 1), 132_000, 0, 100, 132_000, 0),
        (date(2026, 9, 1), 400_000, 410_000, 60, 0, 0),
        (date(2026, 8, 1), 99_999, 0, 30, 29_999, 70_000),
    ],
)
def test_giving_back_costs_what_the_scale_says(on, before, after, percent, fee, credit):
    assert fees.cancel(SCALE, before=before, after=after, on=on) == fees.Cancellation(percent, fee, credit)


@given(st.integers(0, 10**7), st.integers(0, 10**7), DAYS)
def test_fee_and_credit_are_what_was_given_back(before, after, on):
    given_back = fees.cancel(SCALE, before=before, after=after, on=on)

    assert given_back.fee + given_back.credit == max(0, before - after)


@pytest.mark.parametrize(
    ("scale", "problem"),
    [
        (SCALE, ""),
        ((), ""),
        ((Step(date(2026, 9, 1), 30), Step(date(2026, 8, 1), 60)), "order"),
        ((Step(date(2026, 8, 1), 130),), "percent"),
        ((Step(date(2026, 8, 1), 60), Step(date(2026, 9, 1), 30)), "falling"),
    ],
)
def test_scale_that_contradicts_itself_is_found(scale, problem):
    assert fees.scale_problem(scale) == problem
