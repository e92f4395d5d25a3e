"""Figures of a round: small numbers are hidden, and so is what would give them away."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications.fairness import LEAST, Share, five, hidden, shares, widths


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, set()),
        ({"a": 9, "b": 7}, set()),
        ({"a": 9, "b": 7, "c": 0}, set()),
        ({"a": 9, "b": 7, "c": 4}, {"c", "b"}),  # one alone would follow from the sum
        ({"a": 9, "b": 2, "c": 2}, {"a", "b", "c"}),  # together less than five
        ({"a": 9, "b": 4, "c": 3}, {"b", "c"}),
        ({"a": 3}, {"a"}),
    ],
)
def test_small_numbers_and_what_gives_them_away_are_hidden(counts, expected):
    assert hidden(counts) == expected


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 30)))
def test_nobody_can_reckon_a_small_number_from_the_sum(counts):
    found = hidden(counts)

    shown = {name: count for name, count in counts.items() if name not in found}
    assert all(count == 0 or count >= LEAST for count in shown.values())
    if found and any(shown.values()):
        assert len(found) > 1
        assert sum(counts[name] for name in found) >= LEAST


def test_a_share_hides_also_few_who_were_refused():
    groups = [("川崎区", True)] * 9 + [("川崎区", False)] * 2 + [("中原区", True)] * 6 + [("中原区", False)] * 8

    found = shares(groups)

    assert found == [Share("中原区", 14, None), Share("川崎区", 11, None)]
    assert [each.percent for each in found] == [None, None]


def test_large_groups_are_shown_with_their_share():
    groups = [("a", True)] * 5 + [("a", False)] * 10 + [("b", True)] * 20 + [("b", False)] * 20

    assert [(each.label, each.applied, each.certified, each.percent) for each in shares(groups)] == [
        ("b", 40, 20, 50),
        ("a", 15, 5, 33),
    ]


def test_five_leaves_out_what_is_missing():
    found = five([Decimal("0.5"), None, Decimal(2), Decimal(1)])

    assert (found.count, found.least, found.middle, found.most) == (3, Decimal("0.5"), Decimal("1.00"), Decimal(2))
    assert five([None]).middle is None


def test_bars_are_measured_against_the_longest():
    assert (widths({"a": 4, "b": 1}), widths({"a": 0}), widths({})) == ({"a": 100, "b": 25}, {"a": 0}, {})
