"""The ranking against a second one, written with other means: fractions instead of decimals, statistics instead of sums."""

import hashlib
import statistics
from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications import scoring

CODES = ("novelty", "use", "safety", "form")
WEIGHTS = st.fixed_dictionaries({code: st.integers(1, 300).map(lambda cents: Decimal(cents) / 100) for code in CODES})
VALUES = st.fixed_dictionaries({code: st.one_of(st.none(), st.integers(1, 5)) for code in CODES})
SHEETS = st.dictionaries(
    st.text("abcdef0123456789", min_size=4, max_size=8),
    st.lists(VALUES, max_size=6).map(lambda rows: [scoring.Sheet(f"j{i}", values) for i, values in enumerate(rows)]),
    max_size=8,
)


def rounded(number):
    """Half to even at four digits, by whole numbers."""
    if number is None:
        return None
    return Decimal(round(number * 10_000)) / 10_000


def fraction_of_sheet(values, weights):
    given_values = [(Fraction(weights[code]), value) for code, value in values.items() if value is not None]
    if not given_values:
        return None
    return Fraction(sum(weight * value for weight, value in given_values), sum(weight for weight, _ in given_values))


def independent(sheets, weights):
    """{application: (score, reviews, rank)}"""
    means = {}
    for application, rows in sheets.items():
        scores = [score for sheet in rows if (score := fraction_of_sheet(sheet.values, weights)) is not None]
        means[application] = (rounded(statistics.mean(scores)) if scores else None, len(scores))
    known = [score for score, _count in means.values() if score is not None]
    return {
        application: (score, count, None if score is None else 1 + sum(other > score for other in known))
        for application, (score, count) in means.items()
    }


@given(SHEETS, WEIGHTS)
def test_ranking_agrees_with_an_independent_one(sheets, weights):
    places = scoring.ranking(sheets, weights)

    assert {place.application: (place.score, place.reviews, place.rank) for place in places} == independent(sheets, weights)


@given(SHEETS, WEIGHTS)
def test_spread_is_the_sample_standard_deviation(sheets, weights):
    for place in scoring.ranking(sheets, weights):
        rows = [fraction_of_sheet(sheet.values, weights) for sheet in sheets[place.application]]
        scores = [float(row) for row in rows if row is not None]
        if len(scores) < 2:
            assert place.spread is None
        else:
            assert float(place.spread) == pytest.approx(statistics.stdev(scores), abs=6e-5)


@given(SHEETS, WEIGHTS, st.randoms())
def test_ranking_does_not_depend_on_the_order_of_its_inputs(sheets, weights, random):
    names = list(sheets)
    random.shuffle(names)
    shuffled = {name: sheets[name] for name in names}

    assert scoring.ranking(shuffled, weights) == scoring.ranking(sheets, weights)


@given(SHEETS, WEIGHTS, st.integers(2, 9))
def test_ranking_does_not_change_when_all_weights_grow_alike(sheets, weights, factor):
    grown = {code: weight * factor for code, weight in weights.items()}

    assert scoring.ranking(sheets, grown) == scoring.ranking(sheets, weights)


@given(VALUES, WEIGHTS)
def test_sheet_score_stays_within_the_values_given(values, weights):
    score = scoring.sheet_score(values, weights)

    known = [value for value in values.values() if value is not None]
    if known:
        assert min(known) - Decimal("1e-20") <= score <= max(known) + Decimal("1e-20")
    else:
        assert score is None


def test_sheet_score_leaves_out_what_does_not_apply():
    weights = {"a": Decimal(3), "b": Decimal(1)}

    assert scoring.sheet_score({"a": 5, "b": None}, weights) == 5
    assert scoring.sheet_score({"a": 5, "b": 1}, weights) == 4


def test_sheet_score_refuses_a_sheet_with_a_gap():
    with pytest.raises(KeyError):
        scoring.sheet_score({"a": 5}, {"a": Decimal(1), "b": Decimal(1)})


def test_equal_scores_share_a_rank_and_the_next_is_skipped():
    weights = {"a": Decimal(1)}
    sheets = {name: [scoring.Sheet("j", {"a": value})] for name, value in {"p": 4, "q": 5, "r": 4, "s": 3, "t": None}.items()}

    places = scoring.ranking(sheets, weights)

    assert [(place.application, place.rank) for place in places] == [("q", 1), ("p", 2), ("r", 2), ("s", 4), ("t", None)]


def test_digest_is_of_the_one_canonical_form():
    canonical = '{"a":"認証","b":[1,null,true]}'.encode()

    assert scoring.digest({"b": [1, None, True], "a": "認証"}) == hashlib.sha256(canonical).hexdigest()


def test_a_ranking_names_how_it_was_reckoned():
    """Stored results cite it: who changes the reckoning gives it another name, and the old one keeps meaning what it meant."""
    assert scoring.ALGORITHM == "weighted mean 1"


@pytest.mark.parametrize("row", [scoring.Sheet("j", {}), scoring.Place("a", None, None, 0, None)])
def test_what_went_in_and_came_out_stays_as_it_is(row):
    with pytest.raises(FrozenInstanceError):
        setattr(row, next(iter(vars(row))), "b")
