from datetime import date

import pytest

from events import months
from events.months import Month

TODAY = date(2026, 11, 21)


def test_month_reads_what_it_writes():
    assert str(months.read("2026-02", near=TODAY)) == "2026-02"


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "2026-1", "9999-12", "0000-01", "２０２６-１１", "2026-11-01", "x", "\0", "-"]
)
def test_month_that_is_none_becomes_this_one(text):
    assert months.read(text, near=TODAY) == Month(2026, 11)


def test_month_has_neighbors_over_the_new_year():
    assert (Month(2026, 12).next, Month(2027, 1).previous) == (Month(2027, 1), Month(2026, 12))


def test_month_has_neighbors_at_the_edges_of_what_is_read():
    assert (months.read("2036-12", near=TODAY).next, months.read("2016-01", near=TODAY).previous) == (
        Month(2037, 1),
        Month(2015, 12),
    )


def test_weeks_run_from_monday_and_cover_the_month():
    weeks = Month(2026, 11).weeks()

    assert (weeks[0][0], weeks[-1][-1], len(weeks)) == (date(2026, 10, 26), date(2026, 12, 6), 6)


def test_weeks_of_a_month_that_fits_exactly():
    assert [week[0].day for week in Month(2027, 2).weeks()] == [1, 8, 15, 22]
