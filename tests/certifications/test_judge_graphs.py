"""Groups of judges and the reviews that join them, against all ways there are."""

from collections import Counter
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certifications import judge_graphs

PAIRS = st.lists(st.tuples(st.sampled_from("pqrstu"), st.sampled_from("abcd")), unique=True, max_size=9)
HOME = {"p": 0, "q": 0, "r": 1, "s": 1, "t": 2, "u": 3}
EDGES = st.lists(
    st.tuples(st.sampled_from("pqrstu"), st.integers(0, 3)).filter(lambda edge: HOME[edge[0]] != edge[1]), unique=True, max_size=9
)
ROOM = st.fixed_dictionaries(dict.fromkeys("pqrstu", st.integers(0, 2)))


def reached(judge, pairs):
    """All judges to whom common cases lead, step by step."""
    found = {judge}
    while True:
        cases = {case for other, case in pairs if other in found}
        wider = {other for other, case in pairs if case in cases}
        if wider == found:
            return frozenset(found)
        found = wider


def is_forest(edges):
    """Whether no edge closes a circle: taking groups together one by one."""
    group = {number: {number} for number in range(4)}
    for judge, target in edges:
        one, other = group[HOME[judge]], group[target]
        if one is other:
            return False
        one |= other
        for number in other:
            group[number] = one
    return True


def fits(edges, room):
    return all(count <= room[judge] for judge, count in Counter(judge for judge, _target in edges).items())


@given(PAIRS)
def test_components_are_the_judges_that_common_cases_reach(pairs):
    groups = judge_graphs.components(pairs)

    assert set(groups) == {reached(judge, pairs) for judge, _case in pairs}
    assert groups == sorted(groups, key=lambda group: (-len(group), min(group)))


@settings(deadline=None)
@given(EDGES, ROOM)
def test_forest_is_as_large_as_any(edges, room):
    forest = judge_graphs.largest_forest(edges, HOME, room)

    largest = max(
        len(some)
        for some in chain.from_iterable(combinations(edges, size) for size in range(4))
        if is_forest(some) and fits(some, room)
    )
    assert (len(forest), is_forest(forest), fits(forest, room)) == (largest, True, True)
    assert forest == [edge for edge in edges if edge in forest]


def test_forest_prefers_the_early_edges():
    edges = [("p", 1), ("r", 0), ("q", 1), ("p", 2), ("t", 0), ("u", 0)]

    forest = judge_graphs.largest_forest(edges, HOME, dict.fromkeys("pqrstu", 2))

    assert forest == [("p", 1), ("p", 2), ("u", 0)]


def test_forest_gives_up_an_early_edge_for_one_more():
    room = dict.fromkeys("pqrstu", 1) | {"r": 0, "s": 0, "t": 0, "u": 0}

    assert judge_graphs.largest_forest([("p", 1), ("q", 1), ("p", 2)], HOME, room) == [("q", 1), ("p", 2)]


def linked(pairs, *, count, room=3, held=(), conflicts=(), cost=lambda *_pair: 0):
    judges = {judge for judge, _case in pairs}
    return judge_graphs.link_reviews(
        pairs, dict.fromkeys(judges, room), lambda *pair: pair not in conflicts, count=count, held=held, cost=cost
    )


APART = [("p", "a"), ("q", "b"), ("q", "c"), ("r", "d")]


def test_links_take_the_cheapest_pair_that_joins():
    assert linked(APART, count=2, cost=lambda judge, case: (judge, case) not in {("r", "b"), ("p", "c")}) == (
        [("p", "c"), ("r", "b")],
        2,
    )


def test_links_take_what_was_held_first():
    assert linked(APART, count=2, held=[("q", "a"), ("q", "d")]) == ([("q", "a"), ("q", "d")], 2)


def test_held_link_that_joins_nothing_is_kept_after_those_that_join():
    pairs = [*APART, ("q", "a"), ("r", "c")]

    assert linked(pairs, count=1, held=[("p", "b")]) == ([("p", "b")], 0)
    assert linked(APART, count=3, held=[("q", "a"), ("p", "b")]) == ([("q", "a"), ("p", "d"), ("p", "b")], 2)


def test_held_link_that_cannot_be_is_left():
    assert linked(APART, count=2, held=[("q", "z"), ("z", "a"), ("r", "a")], conflicts=[("r", "a")])[0] == [
        ("p", "b"),
        ("p", "d"),
    ]


def test_links_spread_over_applications_and_strange_judges():
    pairs = [("p", "a"), ("q", "a"), ("q", "b"), ("r", "b"), ("r", "c"), ("p", "c")]

    assert linked(pairs, count=3) == ([("p", "b"), ("q", "c"), ("r", "a")], 0)


def test_links_end_where_nobody_is_free():
    assert linked(APART, count=9, room=1) == ([("p", "b"), ("q", "d"), ("r", "a")], 2)
    assert linked(APART, count=9, room=0) == ([], 0)
    assert linked([], count=2) == ([], 0)


@pytest.mark.parametrize("count", [0, 1])
def test_links_are_no_more_than_wanted(count):
    assert len(linked(APART, count=count)[0]) == count
