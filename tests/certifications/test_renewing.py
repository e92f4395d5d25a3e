"""When a renewed certificate begins, its number, and what a program may say of renewals."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications.renewing import faults_of, first_day, numbers

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
SAID = {"remind_before_end": 60, "remind_before_close": 14, "number": "kept", "suffix": "-{time}", "judge": "changed"}


@given(end=DAYS, released=DAYS)
def test_a_renewal_never_overlaps_and_leaves_a_gap_only_when_it_is_late(end, released):
    first = first_day(end, released)

    assert first > end
    assert (first - end == timedelta(days=1)) is (released <= end + timedelta(days=1))
    assert first >= released or released <= end


@pytest.mark.parametrize(
    ("number", "suffix", "has_suffix", "following"),
    [
        ("KMB-2021-003", "-{time}", False, ["KMB-2021-003-2", "KMB-2021-003-3"]),
        ("KMB-2021-003-2", "-{time}", True, ["KMB-2021-003-3", "KMB-2021-003-4"]),
        ("第3号", "（更新{time}）", False, ["第3号（更新2）", "第3号（更新3）"]),
        ("第3号（更新2）", "（更新{time}）", True, ["第3号（更新3）", "第3号（更新4）"]),
        ("KMB-X", "-{time}", True, ["KMB-X-2", "KMB-X-3"]),
    ],
)
def test_a_kept_number_counts_the_times(number, suffix, has_suffix, following):
    assert list(islice(numbers(number, suffix, has_suffix=has_suffix), 2)) == following


@pytest.mark.parametrize(
    ("change", "years", "count"),
    [
        ({}, 5, 0),
        ({}, None, 1),
        ({"judges": "all"}, 5, 1),
        ({"remind_before_end": -1}, 5, 1),
        ({"remind_before_close": "two weeks"}, 5, 1),
        ({"number": "other"}, 5, 1),
        ({"suffix": "-R"}, 5, 1),
        ({"suffix": "-{time}{time}"}, 5, 1),
        ({"judge": "some"}, 5, 1),
    ],
)
def test_what_makes_no_sense_is_named(change, years, count):
    assert len(faults_of(SAID | change, years)) == count


def test_a_program_may_say_nothing_of_renewals():
    assert faults_of({}, None) == []
