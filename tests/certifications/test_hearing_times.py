"""Timetables of hearings without clashes."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certifications.hearing_times import NotEnoughPlaces, timetable

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
