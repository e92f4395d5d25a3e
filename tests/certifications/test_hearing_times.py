"""Timetables of hearings without clashes."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certifications.hearing_times import Hour, NotEnoughPlaces, changes, timetable

NOW = datetime(2027, 1, 20, 10, tzinfo=UTC)
APPLICANTS = st.lists(st.sampled_from("abcd"), max_size=6)
HOURS = st.lists(st.integers(0, 2), max_size=4)


def of(applicants):
    return [(f"case {number}", applicant) for number, applicant in enumerate(applicants)]


def rooms(numbers):
    return {hour: [f"room {room}" for room in range(count)] for hour, count in enumerate(numbers)}


def exists(cases, places):
    """Whether any timetable exists, by trying all."""
    free = [(hour, room) for hour, names in places.items() for room in names]
    for chosen in permutations(free, len(cases)):
        if len({(applicant, hour) for (_case, applicant), (hour, _room) in zip(cases, chosen, strict=True)}) == len(cases):
            return True
    return not cases


@settings(max_examples=60, deadline=None)
@given(applicants=APPLICANTS, numbers=HOURS)
def test_timetable_has_no_clash_and_is_found_whenever_there_is_one(applicants, numbers):
    cases, places = of(applicants), rooms(numbers)
    if not exists(cases, places):
        with pytest.raises(NotEnoughPlaces):
            timetable(cases, places)
        return

    found = timetable(cases, places)

    assert sorted(found) == sorted(case for case, _applicant in cases)
    assert all(room in places[hour] for hour, room in found.values())
    assert len(set(found.values())) == len(cases)
    assert len({(applicant, found[case][0]) for case, applicant in cases}) == len(cases)


def test_timetable_takes_the_fewest_hours():
    found = timetable(of("aabb"), rooms([2, 2, 2, 2]))

    assert {hour for hour, _room in found.values()} == {0, 1}


def test_who_is_busy_comes_later():
    found = timetable(of("ab"), rooms([1, 1]), {"a": frozenset({0})})

    assert found == {"case 0": (1, "room 0"), "case 1": (0, "room 0")}


def hour(minute, room="A"):
    return Hour(NOW + timedelta(minutes=minute), NOW + timedelta(minutes=minute + 20), room)


def test_changes_are_what_is_new_moved_and_gone_in_order_of_time():
    before = {"a": hour(0), "b": hour(20), "c": hour(40), "over": hour(-30)}
    after = {"e": hour(100), "a": hour(0), "b": hour(20, "B"), "d": hour(60)}

    found = changes(before, after, now=NOW)

    assert list(found.new.items()) == [("d", hour(60)), ("e", hour(100))]
    assert found.moved == {"b": (hour(20), hour(20, "B"))}
    assert found.gone == {"c": hour(40)}
    assert (bool(found), bool(changes(before, before, now=NOW)), bool(changes({"over": hour(-30)}, {}, now=NOW))) == (
        True, False, False,
    )  # fmt: skip
