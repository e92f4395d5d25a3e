"""Means by criterion, the bar, and the thirds of the scale."""

from decimal import Decimal

import pytest

from certifications.criterion_marks import Mark, bar_of, marks


def test_a_mark_is_the_mean_of_those_to_whom_the_criterion_applied():
    sheets = [{"safety": 2, "form": None}, {"safety": 3, "form": None}, {"safety": None, "form": None}]

    found = marks(sheets, ["safety", "form"], 1, 5, Decimal(3))

    assert [(mark.code, mark.mean, mark.falls_short, mark.band) for mark in found] == [
        ("safety", Decimal("2.5"), True, "middle"),
        ("form", None, False, ""),
    ]


@pytest.mark.parametrize(
    ("mean", "short", "band"),
    [
        ("1", True, "low"),
        ("2.3", True, "low"),
        ("2.99", True, "middle"),
        ("3", False, "middle"),
        ("3.7", False, "high"),
        ("5", False, "high"),
    ],
)
def test_the_bar_is_met_from_its_own_value_on(mean, short, band):
    mark = Mark("safety", Decimal(mean), 1, 5, Decimal(3))

    assert (mark.falls_short, mark.band) == (short, band)


def test_the_bar_is_the_middle_of_the_scale_unless_the_program_says_another():
    found = [bar_of(1, 5), bar_of(0, 3), bar_of(1, 5, 3.5), bar_of(1, 5, 0)]

    assert found == [Decimal(3), Decimal("1.5"), Decimal("3.5"), Decimal(0)]


def test_a_mark_is_said_with_one_digit():
    thirds, nothing = Mark("a", Decimal(7) / 3, 1, 5, Decimal(3)), Mark("a", None, 1, 5, Decimal(3))

    assert (thirds.rounded, nothing.rounded) == (Decimal("2.3"), None)
