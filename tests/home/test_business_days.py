"""Which days count: no weekend, no national holiday, none on which the city closes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.business_days import business_day, business_days, closing_days, is_business_day

YEAR_END = closing_days("12-29..01-03")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 23), False),  # 勤労感謝の日
        (date(2026, 5, 6), False),  # substitute holiday
        (date(2026, 9, 22), False),  # between two holidays
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2027, 1, 1), False),
        (date(2027, 1, 4), True),
    ],
)
def test_is_business_day_knows_the_calendar(day, works):
    assert is_business_day(day, YEAR_END) is works


def test_closing_days_are_data():
    day = date(2026, 7, 1)

    assert is_business_day(day, closing_days("")) is True
    assert is_business_day(day, closing_days("07-01, 12-29..01-03")) is False


def test_closing_days_run_over_the_new_year():
    assert {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)} == YEAR_END


@pytest.mark.parametrize("text", ["13-01", "02-30", "x", "1229", "12-29..x"])
def test_closing_days_refuse_what_is_no_day(text):
    with pytest.raises(ValueError, match=r"month|day|int"):
        closing_days(text)


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_business_days_of_two_stretches_are_those_of_the_whole(start, first, second):
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)

    whole = business_days(start, end, YEAR_END)

    assert whole == business_days(start, middle, YEAR_END) + business_days(middle, end, YEAR_END)
    assert 0 <= whole <= first + second


@given(DAYS)
def test_ten_days_in_a_row_always_hold_a_business_day(day):
    assert business_days(day, day + timedelta(days=10), YEAR_END) > 0


@given(DAYS, st.integers(1, 600))
def test_business_day_is_the_day_on_which_so_many_have_passed(start, number):
    day = business_day(number, start, YEAR_END)

    assert (is_business_day(day, YEAR_END), business_days(start, day, YEAR_END)) == (True, number)
