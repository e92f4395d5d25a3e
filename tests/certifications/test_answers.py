"""What counts as an answer, and the canonical form of all answers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications.answers import MOST, Column, Problem, Rule, asked, dependent, digest, fits, is_empty, problem_of, problems

KINDS = [
    "short_text",
    "long_text",
    "number",
    "yen",
    "date",
    "choice",
    "many",
    "url",
    "file",
    "picture",
    "table",
    "consent",
    "explanation",
]
COLUMNS = st.builds(
    Column,
    code=st.sampled_from(["value", "label", "c1"]),
    kind=st.sampled_from(["text", "number", "yen", "date", "choice"]),
    required=st.booleans(),
)
KINDS_OF_RULE = st.builds(
    Rule,
    key=st.uuids().map(str),
    kind=st.sampled_from(KINDS),
    required=st.booleans(),
    max_chars=st.none() | st.integers(1, 50),
    minimum=st.none() | st.integers(-5, 5),
    maximum=st.none() | st.integers(6, 20),
    values=st.frozensets(st.sampled_from(["a", "b", "c"])),
    columns=st.lists(COLUMNS, max_size=3, unique_by=lambda column: column.code).map(tuple),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
CODES = {"too_long", "too_small", "too_large", "not_a_choice", "not_a_number", "not_a_date", "not_a_url"} | {
    "not_a_table",
    "cell_missing",
    "too_few_rows",
    "too_many_rows",
}


@given(KINDS_OF_RULE, JSON)
def test_problem_of_judges_any_value_without_failing(rule, value):
    found = problem_of(rule, value)

    assert found is None or (found.key, found.code in CODES) == (rule.key, True)


@given(KINDS_OF_RULE, JSON)
def test_problems_says_missing_exactly_when_a_required_answer_is_empty(rule, value):
    found = problems([rule], {rule.key: value}, {})
    takes_files = rule.kind in {"file", "picture"}
    empty = rule.kind != "explanation" and (takes_files or is_empty(value))

    assert (Problem(rule.key, "missing") in found) is (empty and rule.required)


@pytest.mark.parametrize(
    ("rule", "value", "code"),
    [
        (Rule("k", "short_text", max_chars=3), "あいう", None),
        (Rule("k", "short_text", max_chars=3), "あいうえ", "too_long"),
        (Rule("k", "short_text", max_chars=1), "葛\U000e0100", None),
        (Rule("k", "long_text", max_chars=3), "あ\r\nい", None),
        (Rule("k", "long_text"), "あ" * (MOST + 1), "too_long"),
        (Rule("k", "number", minimum=1, maximum=50), 1, None),
        (Rule("k", "number", minimum=1, maximum=50), 50, None),
        (Rule("k", "number", minimum=1, maximum=50), 0, "too_small"),
        (Rule("k", "number", minimum=1, maximum=50), 51, "too_large"),
        (Rule("k", "yen"), 12.5, "not_a_number"),
        (Rule("k", "yen"), True, "not_a_number"),
        (Rule("k", "date"), "2026-02-30", "not_a_date"),
        (Rule("k", "date"), 20260401, "not_a_date"),
        (Rule("k", "choice", values=frozenset({"a"})), "a", None),
        (Rule("k", "choice", values=frozenset({"a"})), ["a"], "not_a_choice"),
        (Rule("k", "many", values=frozenset({"a", "b"})), ["a", "b"], None),
        (Rule("k", "many", values=frozenset({"a", "b"})), ["a", "a", "a"], "not_a_choice"),
        (Rule("k", "url"), "https://tachibana.example/", None),
        (Rule("k", "url"), "javascript:alert(1)", "not_a_url"),
        (Rule("k", "url"), "https://tachibana.example/ x", "not_a_url"),
        (Rule("k", "consent"), True, None),
        (Rule("k", "consent"), "yes", "not_a_choice"),
    ],
)
def test_problem_of_names_what_is_wrong(rule, value, code):
    found = problem_of(rule, value)

    assert (found.code if found else None) == code


FIRST = Rule("first", "choice", values=frozenset({"yes", "no"}))
SECOND = Rule("second", "choice", required=True, values=frozenset({"x"}), condition={"question": "first", "equals": "yes"})
THIRD = Rule("third", "short_text", required=True, condition={"question": "second", "equals": "x"})


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        ({}, ["first"]),
        ({"first": "yes"}, ["first", "second"]),
        ({"first": "yes", "second": "x"}, ["first", "second", "third"]),
        ({"first": "no", "second": "x"}, ["first"]),
    ],
)
def test_asked_leaves_out_what_stands_behind_an_unasked_question(answers, keys):
    assert [rule.key for rule in asked([FIRST, SECOND, THIRD], answers)] == keys


def test_asked_ends_when_conditions_go_in_a_circle():
    one = Rule("one", "short_text", condition={"question": "two", "equals": "x"})
    two = Rule("two", "short_text", condition={"question": "one", "equals": "x"})

    assert asked([one, two], {"one": "x", "two": "x"}) == [one, two]


def test_a_condition_on_several_choices_holds_when_one_of_them_fits():
    many = replace(FIRST, kind="many")

    assert SECOND in asked([many, SECOND], {"first": ["no", "yes"]})


def test_dependent_follows_conditions_to_the_end():
    assert dependent({"first"}, [FIRST, SECOND, THIRD]) == {"first", "second", "third"}
    assert dependent({"second"}, [FIRST, SECOND, THIRD]) == {"second", "third"}


ANSWERS = st.dictionaries(st.text(max_size=5), JSON, max_size=4)


@given(ANSWERS, st.text(max_size=64))
def test_digest_depends_on_content_alone(answers, previous):
    backwards = dict(reversed(list(answers.items())))

    assert digest(answers, [], previous) == digest(backwards, [], previous)


@given(ANSWERS, JSON)
def test_digest_changes_with_any_answer(answers, value):
    changed = answers | {"added": value}

    assert digest(answers, [], "") != digest(changed, [], "")


def test_digest_changes_with_files_and_predecessor():
    file = {"key": "k", "sha256": "a" * 64}

    assert len({digest({}, [], ""), digest({}, [file], ""), digest({}, [], "x"), digest({}, [file | {"name": "b"}], "")}) == 4


@pytest.mark.parametrize(
    ("condition", "answer", "holds"),
    [
        ({"equals": "a"}, "a", True),
        ({"equals": "a"}, "b", False),
        ({"equals": "a"}, ["b", "a"], True),
        ({"equals": "a"}, None, False),
        ({"equals": True}, True, True),
        ({"one_of": ["a", "b"]}, "b", True),
        ({"one_of": ["a", "b"]}, ["c"], False),
        ({"one_of": ["a", "b"]}, ["c", "a"], True),
        ({"answered": True}, "text", True),
        ({"answered": True}, "  ", False),
        ({"answered": True}, [], False),
        ({"answered": True}, 0, True),
        ({"answered": True}, [{"c1": 1}], True),
    ],
)
def test_a_condition_holds_by_equality_by_one_of_several_or_by_any_answer(condition, answer, holds):
    assert fits({"question": "other"} | condition, answer) is holds
