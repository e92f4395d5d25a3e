"""What a result says follows from its inputs alone, to the last byte."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certifications import comparability, result_outputs, scoring
from certifications.result_outputs import NotAdjustable, outputs, usual_places

PARAMETERS = {"scores_used": "last", "ranked_by": "raw", "threshold": "1.5", "places": 2, "resamples": 50, "seed": 0}


def inputs(sheets, **parameters):
    return {
        "algorithm": result_outputs.ALGORITHM,
        "rubric": 1,
        "weights": {"need": "2.00", "use": "1.00"},
        "sheets": sheets,
        "parameters": PARAMETERS | parameters,
        "exclusions": [],
    }


def panel(cases=6, judges=("j", "k", "l"), seed=1):
    random = Random(seed)
    return {
        f"case-{number}": [[judge, {"need": random.randint(1, 5), "use": random.randint(1, 5)}] for judge in judges]
        for number in range(cases)
    }


APART = {
    "a": [["j", {"need": 1, "use": 1}], ["k", {"need": 2, "use": 2}]],
    "b": [["l", {"need": 5, "use": 5}], ["m", {"need": 4, "use": 4}]],
    "c": [["j", {"need": 3, "use": 3}], ["k", {"need": 3, "use": 2}]],
}


def test_rows_hold_both_rankings():
    found = outputs(inputs(panel()))

    raws = sorted((Decimal(row["raw"]) for row in found["rows"]), reverse=True)
    assert [Decimal(row["raw"]) for row in found["rows"]] == raws
    assert {row["rank"] for row in found["rows"]} == {row["raw_rank"] for row in found["rows"]}
    assert all(Decimal(row["low"]) <= Decimal(row["adjusted"]) <= Decimal(row["high"]) for row in found["rows"])


def test_ranking_by_adjusted_scores_counts_their_rank():
    found = outputs(inputs(panel(), ranked_by="adjusted"))

    assert [row["rank"] for row in found["rows"]] == [row["adjusted_rank"] for row in found["rows"]]


def test_ranking_by_adjusted_scores_is_refused_for_groups_apart():
    with pytest.raises(NotAdjustable) as refused:
        outputs(inputs(APART, ranked_by="adjusted"))

    assert (refused.value.code, refused.value.groups) == ("disconnected", (("j", "k"), ("l", "m")))


def test_groups_apart_are_named_with_the_link_that_joins_them():
    found = outputs(inputs(APART))
    judge, case = found["links"][0]
    joined = {**APART, case: [*APART[case], [judge, {"need": 3, "use": 3}]]}

    assert found["refusal"] == {"code": "disconnected", "groups": [["j", "k"], ["l", "m"]]}
    assert [row["adjusted"] for row in found["rows"]] == [None] * 3
    assert outputs(inputs(joined))["refusal"] is None


def test_several_groups_get_links_from_different_judges():
    alone = {f"x{number}": [[f"p{number}", {"need": 3, "use": 3}]] for number in range(2)}

    links = outputs(inputs(APART | alone))["links"]

    assert [case for _judge, case in links] == ["b", "x0", "x1"]
    assert [judge for judge, _case in links] == ["j", "k", "j"]


def test_disagreements_over_the_threshold_are_named():
    found = outputs(inputs({"a": [["j", {"need": 1, "use": 3}], ["k", {"need": 5, "use": 3}]]}, threshold="2.0"))

    assert found["disagreements"] == [["a", "2.6667", ["need"]]]


def test_the_same_bytes_come_out_of_another_process():
    data = inputs(panel(cases=30, judges=tuple("abcdefg")))
    code = (
        "import json, sys; from certifications import result_outputs, scoring; "
        "print(scoring.digest(result_outputs.outputs(json.load(sys.stdin))))"
    )

    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(data).encode(),
            env={**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads},
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .strip()
        for seed, threads in (("1", "1"), ("2", "4"))
    }

    assert digests == {scoring.digest(outputs(data))}


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 8))
def test_the_order_in_which_sheets_are_stored_changes_nothing(seed, cases):
    data = panel(cases=cases, seed=seed)
    shuffled = {case: data[case][::-1] for case in reversed(data)}

    assert scoring.digest(outputs(inputs(data, resamples=5))) == scoring.digest(outputs(inputs(shuffled, resamples=5)))


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_json_round_trip_changes_nothing(seed):
    data = inputs(panel(seed=seed), resamples=5)

    assert outputs(json.loads(json.dumps(data))) == json.loads(json.dumps(outputs(data)))


@pytest.mark.parametrize(("quantities", "cases", "places"), [([1, 3], 9, 4), ([None], 9, 4), ([], 1, 1), ([0, None], 7, 3)])
def test_the_cut_is_where_the_prizes_end_else_in_the_middle(quantities, cases, places):
    assert usual_places(quantities, cases) == places


def test_swaps_are_those_of_the_ranking_that_counts():
    data = inputs(panel(), ranked_by="adjusted")
    sheets, weights = result_outputs.sheets_of(data)
    comparison = comparability.compare(sheets, weights)
    wanted = comparability.swaps(sheets, weights, comparison, cut=2, is_adjusted=True, around=10, resamples=50, seed=0)

    assert outputs(data)["swaps"] == [[swap.position, swap.upper, swap.lower, str(swap.share)] for swap in wanted]
