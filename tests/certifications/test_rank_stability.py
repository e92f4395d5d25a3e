"""How firmly neighbors stand, where the share can be told beforehand."""

from decimal import Decimal

import pytest

from certifications import rank_stability
from certifications.rank_stability import Swap


def share(upper, lower, **options):
    (swap,) = rank_stability.swaps(["u", "l"], {"u": upper, "l": lower}, cut=1, **options)
    return swap.share


def test_case_that_every_judge_puts_higher_stands_firm():
    assert share({"p": 4, "q": 3}, {"p": 3, "q": 2}) == 0
    assert share({"p": 3, "q": 2}, {"p": 4, "q": 3}) == 1


def test_equal_cases_swap_in_half_of_the_resamples():
    assert share({"p": 4, "q": 2}, {"p": 4, "q": 2}) == Decimal("0.5")
    assert share({"p": 3}, {"q": 3}) == Decimal("0.5")


def test_case_that_two_of_three_judges_put_higher_swaps_where_the_third_weighs_most():
    upper, lower = {"p": 4, "q": 4, "r": 2}, {"p": 3, "q": 3, "r": 3}

    # The lower is ahead where r weighs more than p and q together: a quarter of the triangle of weights.
    assert share(upper, lower, resamples=20_000) == pytest.approx(Decimal("0.25"), abs=Decimal("0.015"))


def test_weights_are_uniform_over_all_judges():
    # Ahead where r weighs more than a tenth of the rest: (1 - 1/11) ** 2 of the triangle.
    assert share({"p": 3, "q": 3, "r": 3}, {"p": 2.9, "q": 2.9, "r": 4}, resamples=20_000) == pytest.approx(
        Decimal("0.8264"), abs=Decimal("0.015")
    )


def test_judge_who_read_only_one_of_the_two_counts_there():
    # The upper is 3 for certain; the lower is ahead where p weighs more than q: half.
    assert share({"r": 3}, {"p": 4, "q": 2}, resamples=20_000) == pytest.approx(Decimal("0.5"), abs=Decimal("0.015"))


def test_seed_gives_the_same_again_and_another_seed_not():
    upper, lower = {"p": 4, "q": 4, "r": 2}, {"p": 3, "q": 3, "r": 3}

    assert share(upper, lower, seed=3) == share(upper, lower, seed=3)
    assert len({share(upper, lower, seed=seed) for seed in range(5)}) > 1


SCORES = {name: {"p": 9 - number} for number, name in enumerate("abcdefg")}


@pytest.mark.parametrize(
    ("cut", "around", "expected"),
    [
        (3, 1, [(3, "c", "d")]),
        (3, 2, [(2, "b", "c"), (3, "c", "d"), (4, "d", "e")]),
        (1, 2, [(1, "a", "b"), (2, "b", "c")]),
        (6, 2, [(5, "e", "f"), (6, "f", "g")]),
        (7, 1, []),
        (0, 1, []),
    ],
)
def test_neighbors_around_the_cut(cut, around, expected):
    found = rank_stability.swaps(list("abcdefg"), SCORES, cut=cut, around=around)

    assert found == [Swap(*neighbors, Decimal(0)) for neighbors in expected]


def test_five_places_on_each_side_in_a_thousand_resamples_if_nothing_is_said():
    order = [f"{number:02}" for number in range(20)]
    scores = {name: {"p": 4 if int(name) % 2 else 3, "q": 3, "r": 3 if int(name) % 2 else 4} for name in order}

    found = rank_stability.swaps(order, scores, cut=10)

    assert [swap.position for swap in found] == list(range(6, 15))
    assert found == rank_stability.swaps(order, scores, cut=10, around=5, resamples=1000, seed=0)
    assert found != rank_stability.swaps(order, scores, cut=10, resamples=999)


def test_nothing_to_rank_gives_no_neighbors():
    assert rank_stability.swaps([], {}, cut=3) == []
