"""The order with the fewest exits, against trying all; quorum by each rule."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications import agenda

AWAY = st.frozensets(st.sampled_from("abcd"), max_size=3)


def cost(items, order):
    return agenda.movements([items[name] for name in order])


@given(st.lists(AWAY, max_size=6))
def test_order_has_as_few_movements_as_any_other(groups):
    items = {str(number): away for number, away in enumerate(groups)}

    found = agenda.arranged(items)

    assert sorted(found) == sorted(items)
    assert cost(items, found) == min(cost(items, order) for order in permutations(items))


@given(st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=4), min_size=12, max_size=20, unique=True))
def test_long_agenda_is_no_worse_than_as_it_came_and_always_the_same(groups):
    items = {str(number): away for number, away in enumerate(groups)}

    found = agenda.arranged(items, seed=7)

    assert sorted(found) == sorted(items)
    assert cost(items, found) <= cost(items, list(items))
    assert found == agenda.arranged(items, seed=7)


@given(st.lists(AWAY, min_size=3, max_size=7, unique=True))
def test_good_way_is_near_the_best_one(groups):
    places = [frozenset(group) for group in groups]

    best = agenda.movements([places[at] for at in agenda._best(places)])
    good = agenda.movements([places[at] for at in agenda._good(places, agenda.random.Random(1))])

    assert best <= good <= best * 1.5


def test_cases_without_exits_come_first_and_the_same_people_leave_once():
    items = {"1": {"a"}, "2": set(), "3": {"a"}, "4": set(), "5": {"b"}}

    found = agenda.arranged(items)

    assert found[:2] == ["2", "4"]
    assert cost(items, found) == 3


def test_agenda_without_items_has_an_order():
    assert agenda.arranged({}) == []


def test_exits_say_who_goes_out_and_who_comes_back_before_each_item():
    found = agenda.exits([set(), {"a"}, {"a", "b"}, {"b"}])

    assert found == [
        (frozenset(), frozenset()),
        (frozenset("a"), frozenset()),
        (frozenset("b"), frozenset()),
        (frozenset(), frozenset("a")),
    ]


@pytest.mark.parametrize(
    ("rule", "number", "base", "wanted"),
    [
        ("half", None, 5, 3),
        ("half", None, 6, 3),
        ("majority", None, 5, 3),
        ("majority", None, 6, 4),
        ("two_thirds", None, 6, 4),
        ("two_thirds", None, 7, 5),
        ("number", 4, 9, 4),
        ("half", None, 0, 1),
        ("majority", None, 1, 1),
    ],
)
def test_quorum_by_rule(rule, number, base, wanted):
    assert agenda.needed(rule, number, base) == wanted


def test_recused_members_count_neither_as_present_nor_where_the_share_is_of_the_others():
    of_panel = agenda.entitled({1, 2, 3}, 5, {3, 4}, "majority", None, "panel")
    of_others = agenda.entitled({1, 2, 3}, 5, {3, 4}, "majority", None, "entitled")

    assert (of_panel.members, of_panel.needed, of_panel.missing, of_panel.quorate) == (2, 3, 1, False)
    assert (of_others.members, of_others.needed, of_others.missing, of_others.quorate) == (2, 2, 0, True)
