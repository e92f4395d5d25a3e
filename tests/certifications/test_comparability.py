"""Raw beside adjusted, doubt, disagreement and drift."""

from dataclasses import FrozenInstanceError, astuple
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications import comparability, leniency, rank_stability, scoring
from certifications.comparability import Disagreement, Drift, Refusal
from certifications.scoring import Sheet

WEIGHTS = {"a": Decimal(3), "b": Decimal(1)}
VALUES = st.fixed_dictionaries({code: st.one_of(st.none(), st.integers(1, 5)) for code in WEIGHTS})
SHEETS = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.dictionaries(st.sampled_from("pqrs"), VALUES, max_size=4).map(lambda rows: [Sheet(*row) for row in rows.items()]),
    max_size=8,
)


def sheets(**cases):
    """Sheets with one value for both criteria, by application: {judge: value}."""
    return {case: [Sheet(judge, {"a": value, "b": value}) for judge, value in row.items()] for case, row in cases.items()}


def rounded(number):
    return Decimal(number).quantize(Decimal("0.0001"))


@given(SHEETS)
def test_raw_scores_are_those_of_the_ranking(given_sheets):
    rows = comparability.compare(given_sheets, WEIGHTS).rows

    assert [astuple(row)[:5] for row in rows] == [
        (p.application, p.score, p.spread, p.reviews, p.rank) for p in scoring.ranking(given_sheets, WEIGHTS)
    ]


@given(SHEETS)
def test_adjusted_scores_are_those_of_the_model_or_none(given_sheets):
    found = comparability.compare(given_sheets, WEIGHTS)

    scores = comparability.sheet_scores(given_sheets, WEIGHTS)
    model = leniency.estimate({(judge, case): float(score) for case, row in scores.items() for judge, score in row.items()})
    if isinstance(model, Refusal):
        assert found.refusal == model
        assert {astuple(row)[5:] for row in found.rows} <= {(None, None, None, None)}
        assert (found.leniency, found.judge_deviation, found.rest_deviation) == ({}, None, None)
        return
    known = {case: rounded(row.score) for case, row in model.applications.items()}
    expected = {
        case: (
            known[case],
            rounded(row.score - 1.959963984540054 * row.error),
            rounded(row.score + 1.959963984540054 * row.error),
            1 + sum(other > known[case] for other in known.values()),
        )
        for case, row in model.applications.items()
    }
    assert {row.application: astuple(row)[5:] for row in found.rows if row.raw is not None} == expected
    assert {astuple(row)[5:] for row in found.rows if row.raw is None} <= {(None, None, None, None)}
    assert found.leniency == {judge: rounded(points) for judge, points in model.judges.items()}
    assert (found.judge_deviation, found.rest_deviation, found.refusal) == (
        rounded(model.judge_variance**0.5),
        rounded(model.rest_variance**0.5),
        None,
    )


LINKED = sheets(x={"p": 5, "q": 4}, y={"p": 4, "q": 2}, z={"q": 3, "r": 2}, u={"r": 4, "p": 5}, v={"r": 1})


def test_application_that_only_a_stern_judge_read_is_raised():
    found = comparability.compare(LINKED, WEIGHTS)

    assert found.algorithm == "judge leniency 1"
    assert found.leniency["p"] > 0 > found.leniency["r"]
    assert {row.application: (row.rank, row.adjusted_rank) for row in found.rows} == {
        "u": (1, 1),
        "x": (1, 2),
        "y": (3, 4),
        "z": (4, 3),
        "v": (5, 5),
    }
    assert next(row for row in found.rows if row.application == "v").adjusted > 1


def test_groups_that_no_case_joins_are_not_adjusted():
    parted = sheets(x={"p": 5, "q": 4}, y={"p": 4, "q": 2}, z={"s": 3, "r": 2}, u={"r": 4, "s": 5})

    found = comparability.compare(parted, WEIGHTS)

    assert found.refusal == Refusal("disconnected", (("p", "q"), ("r", "s")))
    assert {row.adjusted for row in found.rows} == {None}
    assert [row.raw for row in found.rows] == [Decimal("4.5"), Decimal("4.5"), 3, Decimal("2.5")]


def test_two_sheets_of_one_judge_for_a_case_are_refused():
    twice = {"x": [Sheet("p", {"a": 1, "b": 1}), Sheet("p", {"a": 2, "b": 1})]}

    with pytest.raises(ValueError, match="p has two sheets for x"):
        comparability.compare(twice, WEIGHTS)


def test_sheet_scores_leave_out_what_does_not_apply():
    given_sheets = {"x": [Sheet("p", {"a": None, "b": 4}), Sheet("q", {"a": None, "b": None}), Sheet("o", {"a": 2, "b": 4})]}

    assert comparability.sheet_scores(given_sheets, WEIGHTS) == {"x": {"o": Decimal("2.5"), "p": 4}}


def test_swaps_reach_five_places_around_the_cut_if_nothing_is_said():
    many = sheets(**{f"c{number:02}": {"p": 1 + number % 5, "q": 3, "r": 2} for number in range(20)})
    comparison = comparability.compare(many, WEIGHTS)

    assert [swap.position for swap in comparability.swaps(many, WEIGHTS, comparison, cut=10)] == list(range(6, 15))
    assert [swap.position for swap in comparability.swaps(many, WEIGHTS, comparison, cut=10, around=1)] == [10]


def test_swaps_follow_the_raw_ranking():
    comparison = comparability.compare(LINKED | {"w": []}, WEIGHTS)
    scores = {"u": {"r": 4, "p": 5}, "x": {"p": 5, "q": 4}, "y": {"p": 4, "q": 2}, "z": {"q": 3, "r": 2}, "v": {"r": 1}}

    found = comparability.swaps(LINKED | {"w": []}, WEIGHTS, comparison, cut=2, around=4, resamples=50, seed=9)

    assert found == rank_stability.swaps(list("uxyzv"), scores, cut=2, around=4, resamples=50, seed=9)


def test_swaps_follow_the_adjusted_ranking():
    weak = sheets(x={"p": 5, "q": 4}, y={"p": 4, "q": 2}, z={"q": 3, "r": 2}, u={"r": 4, "p": 5}, v={"r": 3}, w={"p": 4})
    comparison = comparability.compare(weak, WEIGHTS)
    order = [row.application for row in sorted(comparison.rows, key=lambda row: (row.adjusted_rank, row.application))]
    scores = {
        case: {sheet.judge: float(sheet.values["a"] - comparison.leniency[sheet.judge]) for sheet in rows}
        for case, rows in weak.items()
    }

    found = comparability.swaps(weak, WEIGHTS, comparison, cut=3, is_adjusted=True)

    assert order != [row.application for row in comparison.rows]
    assert found == rank_stability.swaps(order, scores, cut=3)


def test_swaps_of_a_ranking_that_was_not_adjusted_are_refused():
    comparison = comparability.compare({}, WEIGHTS)

    with pytest.raises(ValueError, match="few"):
        comparability.swaps({}, WEIGHTS, comparison, cut=3, is_adjusted=True)
    assert comparability.swaps({}, WEIGHTS, comparison, cut=3) == []


def test_disagreement_above_the_threshold_is_named_with_its_criteria():
    given_sheets = {
        "far": [Sheet("p", {"a": 5, "b": 3}), Sheet("q", {"a": 2, "b": 2}), Sheet("r", {"a": 3, "b": None})],
        "farther": [Sheet("p", {"a": 5, "b": 5}), Sheet("q", {"a": 1, "b": 1})],
        "as far": [Sheet("p", {"a": 5, "b": 5}), Sheet("q", {"a": 1, "b": 1})],
        "near": [Sheet("p", {"a": 5, "b": 5}), Sheet("q", {"a": 3, "b": 3})],
        "alone": [Sheet("p", {"a": 5, "b": 5}), Sheet("q", {"a": None, "b": None})],
        "edge": [Sheet("p", {"a": 5, "b": 4}), Sheet("q", {"a": 2, "b": 2})],
        "without": [Sheet("p", {"a": 5, "b": None}), Sheet("q", {"a": 2, "b": None})],
    }

    assert comparability.disagreements(given_sheets, WEIGHTS, threshold=Decimal(2)) == [
        Disagreement("as far", Decimal(4), ("a", "b")),
        Disagreement("farther", Decimal(4), ("a", "b")),
        Disagreement("without", Decimal(3), ("a",)),
        Disagreement("edge", Decimal("2.75"), ("a",)),
        Disagreement("far", Decimal("2.5"), ("a",)),
    ]


REFERENCES = {"s1": {"a": 3, "b": 3}, "s2": {"a": 4, "b": None}}


def test_drift_is_the_mean_distance_from_the_reference():
    given_sheets = {
        "s1": [Sheet("lenient", {"a": 4, "b": 4}), Sheet("wild", {"a": 2, "b": 6}), Sheet("same", {"a": 3, "b": 3})],
        "s2": [Sheet("lenient", {"a": 5, "b": 1}), Sheet("wild", {"a": None, "b": 1}), Sheet("stern", {"a": 2, "b": None})],
        "case": [Sheet("other", {"a": 1, "b": 1})],
    }

    assert comparability.drifts(given_sheets, REFERENCES, WEIGHTS, threshold=Decimal(1)) == [
        Drift("lenient", Decimal(1), Decimal(1), 2, needs_talk=False),
        Drift("same", Decimal(0), Decimal(0), 1, needs_talk=False),
        Drift("stern", Decimal(-2), Decimal(2), 1, needs_talk=True),
        Drift("wild", Decimal(0), Decimal("1.5"), 1, needs_talk=True),
    ]


def test_drift_of_judges_who_read_no_sample_is_not_said():
    assert comparability.drifts({"s2": [Sheet("p", {"a": None, "b": 2})]}, REFERENCES, WEIGHTS, threshold=Decimal(1)) == []
    assert comparability.drifts({}, REFERENCES, WEIGHTS, threshold=Decimal(1)) == []


def test_drift_of_exactly_the_threshold_needs_no_talk():
    given_sheets = {"s1": [Sheet("p", {"a": 1, "b": 5}), Sheet("q", {"a": 1, "b": 6})]}

    found = comparability.drifts(given_sheets, REFERENCES, WEIGHTS, threshold=Decimal(2))

    assert [(row.judge, row.drift, row.distance, row.needs_talk) for row in found] == [
        ("p", Decimal(-1), Decimal(2), False),
        ("q", Decimal("-0.75"), Decimal("2.25"), True),
    ]


def test_drift_is_rounded_at_four_digits():
    samples = {str(number): {"a": 3, "b": None} for number in range(3)}
    given_sheets = {name: [Sheet("p", {"a": 5 if name == "0" else 3, "b": 1})] for name in samples}

    assert comparability.drifts(given_sheets, samples, WEIGHTS, threshold=Decimal(1)) == [
        Drift("p", Decimal("0.6667"), Decimal("0.6667"), 3, needs_talk=False)
    ]


@pytest.mark.parametrize(
    "row",
    [
        comparability.Row("a", None, None, 0, None, None, None, None, None),
        comparability.Comparison((), {}, None, None, None),
        Disagreement("a", Decimal(2), ()),
        Drift("j", Decimal(0), Decimal(0), 1, False),
    ],
)
def test_what_was_compared_stays_as_it_is(row):
    with pytest.raises(FrozenInstanceError):
        setattr(row, next(iter(vars(row))), "b")
