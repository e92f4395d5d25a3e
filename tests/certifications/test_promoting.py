"""Who goes on from a stage by its rule."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications.promoting import Placed, Selection, select


def placed(*scores):
    """Cases a, b, c... with these points; equal points share the better rank, None has neither."""
    values = [None if score is None else Decimal(score) for score in scores]
    rank = {value: 1 + sum(other > value for other in values if other is not None) for value in values if value is not None}
    return [Placed(chr(97 + at), value, rank.get(value)) for at, value in enumerate(values)]


@pytest.mark.parametrize(
    ("rule", "value", "places", "expected"),
    [
        ("everyone", None, placed("4", None), Selection(promoted=("a", "b"))),
        ("by_hand", None, placed("4", "3"), Selection(unranked=("a", "b"))),
        ("top", Decimal(2), placed("4", "3", "2"), Selection(("a", "b"), ("c",))),
        ("top", Decimal(2), placed("4", "3", "3", "2"), Selection(("a",), ("d",), ("b", "c"))),
        ("top", Decimal(9), placed("4", "3"), Selection(("a", "b"))),
        ("top", Decimal(1), placed("4", "4"), Selection((), (), ("a", "b"))),
        ("top", Decimal(1), placed(None, "4"), Selection(("b",), (), (), ("a",))),
        ("threshold", Decimal("3.5"), placed("3.5", "3.4999", None), Selection(("a",), ("b",), (), ("c",))),
        ("top", None, placed("4"), Selection(unranked=("a",))),
    ],
)
def test_select_passes_on_by_rule(rule, value, places, expected):
    assert select(rule, value, places) == expected


SCORES = st.lists(st.one_of(st.none(), st.integers(10, 50).map(lambda points: Decimal(points) / 10)), max_size=12)


@given(scores=SCORES, wanted=st.integers(1, 15))
def test_best_never_pass_more_than_wanted_and_never_part_equals(scores, wanted):
    places = placed(*scores)

    found = select("top", Decimal(wanted), places)

    points = {row.application: row.score for row in places}
    assert sorted(found.promoted + found.stopped + found.tied + found.unranked) == sorted(points)
    assert len(found.promoted) <= wanted
    assert len({points[case] for case in found.tied}) <= 1
    assert len(found.promoted) + len(found.tied) > wanted or not found.tied
    assert all(points[on] > points[off] for on in found.promoted for off in found.stopped + found.tied)
    assert all(points[on] > points[off] for on in found.tied for off in found.stopped)
    assert not (found.stopped and len(found.promoted) < wanted and not found.tied)


@given(scores=SCORES, floor=st.integers(10, 50).map(lambda points: Decimal(points) / 10))
def test_threshold_parts_by_points_alone(scores, floor):
    places = placed(*scores)

    found = select("threshold", floor, places)

    assert set(found.promoted) == {row.application for row in places if row.score is not None and row.score >= floor}
    assert set(found.stopped) == {row.application for row in places if row.score is not None and row.score < floor}
    assert set(found.unranked) == {row.application for row in places if row.score is None}
