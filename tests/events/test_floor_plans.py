"""Booths on a grid: none over another, none outside of the hall, and side by side where that is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import floor_plans
from events.floor_plans import Place


def test_booth_drawn_over_another_is_found_once():
    places = {"A-1": Place(0, 0, 3, 3), "A-2": Place(3, 0, 3, 3), "A-3": Place(5, 2, 3, 3), "A-4": Place(0, 3)}

    assert floor_plans.overlaps(places) == [("A-2", "A-3")]


@pytest.mark.parametrize(
    ("place", "good"),
    [
        (Place(0, 0), True),
        (Place(9, 4), True),
        (Place(7, 2, 3, 3), True),
        (Place(8, 2, 3, 3), False),
        (Place(0, 4, 1, 2), False),
        (Place(-1, 0), False),
        (Place(0, 0, 0, 1), False),
    ],
)
def test_place_lies_in_a_hall_of_ten_by_five(place, good):
    assert floor_plans.outside({"A-1": place}, 10, 5) == ([] if good else ["A-1"])


@pytest.mark.parametrize(
    ("places", "good"),
    [
        ([], True),
        ([Place(0, 0, 2, 2), Place(2, 1, 2, 2)], True),
        ([Place(0, 0), Place(1, 1)], False),
        ([Place(0, 0), Place(2, 0)], False),
        ([Place(0, 0), Place(2, 0), Place(0, 1, 3, 1)], True),
    ],
)
def test_block_shares_sides_not_only_corners(places, good):
    assert floor_plans.is_one_block(places) == good


def test_free_booths_side_by_side_are_offered_row_by_row():
    free = {
        "B-1": Place(0, 3, 3, 3),
        "A-1": Place(0, 0, 3, 3),
        "A-2": Place(3, 0, 3, 3),
        "A-4": Place(9, 0, 3, 3),
        "A-5": Place(12, 0, 3, 3),
        "A-6": Place(15, 0, 3, 3),
    }

    assert list(floor_plans.blocks(free, 2)) == [("A-1", "A-2"), ("A-4", "A-5")]
    assert list(floor_plans.blocks(free, 3)) == [("A-4", "A-5", "A-6")]
    assert list(floor_plans.blocks(free, 4)) == []


SIZES, SPOTS = st.integers(1, 4), st.integers(0, 12)
PLACES = st.dictionaries(st.text("ABC123", min_size=1, max_size=3), st.builds(Place, SPOTS, SPOTS, SIZES, SIZES), max_size=12)


@given(PLACES)
def test_no_overlap_means_every_square_has_one_owner(places):
    squares = sum(len(place.squares) for place in places.values())
    taken = len(frozenset().union(*(place.squares for place in places.values())))

    assert (squares == taken) == (floor_plans.overlaps(places) == [])


@given(PLACES, st.integers(1, 4))
def test_every_offer_is_one_block_of_free_booths(places, number):
    for offer in floor_plans.blocks(places, number):
        assert len(set(offer)) == number
        assert floor_plans.is_one_block([places[name] for name in offer])
