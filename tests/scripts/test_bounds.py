"""Figures beside their bounds, and the exit code that they lead to."""

import pytest

from scripts.bounds import OVER, Bounds


@pytest.mark.parametrize(
    ("verb", "value", "words", "over"),
    [
        ("at_most", 9.96, "10.0 <= 10.0", []),
        ("at_most", 10.0, "10.0 <= 10.0", []),
        ("at_most", 10.2, "10.2 > 10.0 OVER", ["home: 10.2 > 10.0"]),
        ("at_least", 10.0, "10.0 >= 10.0", []),
        ("at_least", 9.5, "9.5 < 10.0 OVER", ["home: 9.5 < 10.0"]),
    ],
)
def test_figure_stands_beside_its_bound(verb, value, words, over):
    bounds = Bounds()

    written = getattr(bounds, verb)("home", value, 10.0, 1)

    assert (written, bounds.over) == (words, over)


def test_outcome_is_good_when_all_bounds_are_kept(capsys):
    bounds = Bounds()
    bounds.at_most("home", 5, 10)

    assert (bounds.outcome(), capsys.readouterr().err) == (0, "")


def test_outcome_names_every_bound_that_is_over(capsys):
    bounds = Bounds()
    bounds.at_most("home, queries", 16, 15)
    bounds.at_most("register, queries", 5, 15)
    bounds.at_least("kept page, by rate", 0.4, 0.5, 2)

    assert bounds.outcome() == OVER != 0
    assert capsys.readouterr().err == "\nOVER:\n  home, queries: 16 > 15\n  kept page, by rate: 0.40 < 0.50\n"
