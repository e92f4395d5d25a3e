"""When a periodic report is owed, and what a program may say of reports."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications.reporting import Period, due_on, faults_of, latest, months_later

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
QUESTION = {"code": "changes", "label": {"ja": "変わったこと"}}
SAID = {"every_months": 12, "due_days": 60, "remind_days": 14, "questions": [QUESTION]}


@given(first=DAYS, months=st.integers(1, 60), ahead=st.integers(0, 9_000))
def test_the_newest_period_is_over_and_the_next_one_is_not(first, months, ahead):
    today = first + timedelta(days=ahead)

    period = latest(first, months, today)

    if period is None:
        assert today < months_later(first, months)
    else:
        ends = [months_later(first, months * number) for number in range(ahead // (28 * months) + 2)]
        begins = ends.index(period.first)
        assert (period.last + timedelta(days=1), period.last < today) == (ends[begins + 1], True)
        assert today < months_later(first, months * (begins + 2))


@pytest.mark.parametrize(
    ("first", "today", "period"),
    [
        (date(2027, 3, 1), date(2028, 2, 29), None),
        (date(2027, 3, 1), date(2028, 3, 1), Period(date(2027, 3, 1), date(2028, 2, 29))),
        (date(2027, 3, 1), date(2030, 6, 1), Period(date(2029, 3, 1), date(2030, 2, 28))),
        (date(2028, 2, 29), date(2029, 2, 28), Period(date(2028, 2, 29), date(2029, 2, 27))),
    ],
)
def test_periods_of_a_year(first, today, period):
    assert latest(first, 12, today) == period


def test_a_letter_that_comes_late_gives_as_much_time():
    period = Period(date(2027, 3, 1), date(2028, 2, 29))

    assert due_on(period, 60, date(2028, 3, 1)) == date(2028, 4, 29)
    assert due_on(period, 60, date(2028, 4, 1)) == date(2028, 5, 30)


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({}, 0),
        ({"every_months": 0}, 1),
        ({"due_days": "60"}, 1),
        ({"remind_days": -1}, 1),
        ({"questions": []}, 1),
        ({"questions": [QUESTION, QUESTION]}, 1),
        ({"questions": [{"code": "a", "label": {"en": "A"}, "kind": "file"}]}, 2),
        ({"anything": 1}, 1),
    ],
)
def test_what_makes_no_sense_is_said(change, count):
    assert len(faults_of(SAID | change)) == count


def test_saying_nothing_is_no_fault():
    assert faults_of({}) == []
