"""Leniency against generalized least squares with whole matrices, and on made scores whose truth is known."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications import leniency
from certifications.leniency import Refusal


@st.composite
def designs(draw):
    """Scores by judge and application, judges all joined by a case that everybody reads."""
    judges = [f"j{number}" for number in range(draw(st.integers(2, 5)))]
    cases = [f"a{number}" for number in range(1, draw(st.integers(2, 7)))]
    pairs = {(judge, "a0") for judge in judges} | draw(
        st.sets(st.tuples(st.sampled_from(judges), st.sampled_from(cases)), max_size=25)
    )
    return {pair: draw(st.integers(4, 20)) / 4 for pair in sorted(pairs)}


def by_whole_matrices(scores):
    """(judge variance, rest variance, judges' effects, applications' effects, their errors), by projections."""
    judges, cases = (sorted({pair[number] for pair in scores}) for number in (0, 1))
    y = np.array([scores[pair] for pair in scores])
    x = np.array([[float(pair[1] == case) for case in cases] for pair in scores])
    z = np.array([[float(pair[0] == judge) for judge in judges] for pair in scores])
    identity = np.eye(len(y))
    off_cases = identity - x @ np.linalg.pinv(x)
    both = np.hstack([x, z])
    off_both = identity - both @ np.linalg.pinv(both)
    freedom = round(np.trace(off_both))
    if freedom < 1:
        return None
    rest = max(y @ off_both @ y / freedom, 0)
    gained = y @ (off_cases - off_both) @ y
    judge = max((gained - round(np.trace(off_cases - off_both)) * rest) / np.trace(z.T @ off_cases @ z), 0)
    if rest < 1e-9 or judge < 1e-9:
        return judge, rest, None, None, None
    covariance = np.linalg.inv(judge * z @ z.T + rest * identity)
    errors = np.linalg.inv(x.T @ covariance @ x)
    fixed = errors @ x.T @ covariance @ y
    effects = judge * z.T @ covariance @ (y - x @ fixed)
    return judge, rest, effects, fixed, np.sqrt(np.diag(errors))


@given(designs())
def test_leniency_agrees_with_whole_matrices(scores):
    found = leniency.estimate(scores)

    expected = by_whole_matrices(scores)
    if expected is None:
        assert found == Refusal("few", (tuple(sorted({judge for judge, _case in scores})),))
        return
    judge, rest, effects, fixed, errors = expected
    assert (found.judge_variance, found.rest_variance) == pytest.approx((judge, rest), abs=1e-9)
    if effects is not None:
        assert list(found.judges.values()) == pytest.approx(list(effects), abs=1e-6)
        rows = [found.applications[case] for case in sorted(found.applications)]
        assert [row.score for row in rows] == pytest.approx(list(fixed), abs=1e-6)
        assert [row.error for row in rows] == pytest.approx(list(errors), abs=1e-6)


@given(designs(), st.randoms())
def test_order_of_scores_changes_nothing(scores, random):
    pairs = list(scores)
    random.shuffle(pairs)

    assert leniency.estimate({pair: scores[pair] for pair in pairs}) == leniency.estimate(scores)


def test_judge_who_is_always_a_point_above_is_taken_off():
    scores = {(judge, f"a{case}"): case / 2 + points for judge, points in (("kind", 1), ("stern", 0)) for case in range(6)}

    found = leniency.estimate(scores)

    assert found.rest_variance == pytest.approx(0, abs=1e-12)
    assert found.judges == pytest.approx({"kind": 0.5, "stern": -0.5}, abs=1e-6)
    assert [found.applications[f"a{case}"].score for case in range(6)] == pytest.approx([case / 2 + 0.5 for case in range(6)])
    assert [row.error for row in found.applications.values()] == pytest.approx([0] * 6, abs=1e-4)


def test_judges_without_difference_leave_the_means():
    scores = {("p", "a"): 1, ("q", "a"): 2, ("p", "b"): 4, ("q", "b"): 3}

    found = leniency.estimate(scores)

    assert (found.judge_variance, found.rest_variance) == (0, 1)
    assert found.judges == {"p": 0, "q": 0}
    assert {case: (row.score, row.error) for case, row in found.applications.items()} == {
        "a": (1.5, pytest.approx(0.5**0.5)),
        "b": (3.5, pytest.approx(0.5**0.5)),
    }


def test_single_reviews_are_adjusted_by_what_others_say_of_their_judge():
    scores = {(judge, f"a{case}"): case % 3 + points for judge, points in (("kind", 2), ("stern", 0)) for case in range(8)}
    scores |= {("kind", "k"): 4, ("stern", "s"): 4, ("kind", "a0"): 2.5}

    found = leniency.estimate(scores).applications

    assert found["k"].score < 3.1 < 4.9 < found["s"].score
    assert found["k"].error > found["a1"].error


def test_judges_in_two_groups_are_refused():
    scores = {(judge, case): 3 for judge, cases in {"p": "ab", "q": "ab", "r": "cd", "s": "cd"}.items() for case in cases}

    assert leniency.estimate(scores) == Refusal("disconnected", (("p", "q"), ("r", "s")))


@pytest.mark.parametrize(
    ("scores", "groups"),
    [
        ({}, ()),
        ({("p", "a"): 3}, (("p",),)),
        ({("p", "a"): 3, ("p", "b"): 3, ("p", "c"): 3}, (("p",),)),
        ({("p", "a"): 3, ("q", "a"): 4}, (("p", "q"),)),
    ],
)
def test_too_few_scores_are_refused(scores, groups):
    assert leniency.estimate(scores) == Refusal("few", groups)


def test_adjusting_comes_nearer_to_the_truth_and_the_interval_holds_it():
    random = Random(4)
    raw, adjusted, within, count = 0.0, 0.0, 0, 0
    for _run in range(60):
        kindness = {f"j{number}": random.gauss(0, 0.7) for number in range(8)}
        truth = {f"a{number:02}": random.gauss(3, 0.7) for number in range(40)}
        scores = {
            (judge, case): truth[case] + kindness[judge] + random.gauss(0, 0.4)
            for case in truth
            for judge in random.sample(sorted(kindness), 3)
        }
        found = leniency.estimate(scores)
        for case, value in truth.items():
            given_scores = [score for (_judge, other), score in scores.items() if other == case]
            raw += (sum(given_scores) / 3 - value) ** 2
            adjusted += (found.applications[case].score - value) ** 2
            within += abs(found.applications[case].score - value) < 1.96 * found.applications[case].error
            count += 1

    assert adjusted < 0.75 * raw
    assert 0.9 < within / count < 0.97
