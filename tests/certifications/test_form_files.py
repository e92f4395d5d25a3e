"""A form's file is checked field by field, and a good one comes back as it was."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications import form_files, form_shapes
from tests.certifications.making import FILES

PROGRAMS = [path for path in sorted(FILES.glob("*.json")) if path.stem != "themes"]
KEY = "3f2b8c1e-7d94-4a53-9b5f-0c6f4e2d1a88"
GOOD = {
    "sections": [{"code": "one", "title": {"ja": "一"}}],
    "questions": [{"key": KEY, "section": "one", "kind": "short_text", "label": {"ja": "会社名"}}],
}


def faults_of(data):
    found = form_files.read(json.dumps(data, ensure_ascii=False, indent=2))[1]
    return {(fault.code, fault.place) for fault in found}


def with_question(**facts):
    data = copy.deepcopy(GOOD)
    data["questions"][0] |= facts
    return data


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_forms_of_our_programs_are_good_files(path):
    data = json.loads(path.read_text(encoding="utf-8"))
    form = {name: data[name] for name in ("sections", "questions")}

    assert faults_of(form) == set()


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_form_that_goes_out_comes_back_as_it_was(path):
    form = form_shapes.normal(json.loads(path.read_text(encoding="utf-8")))

    again, faults = form_files.read(form_files.dumps(form_shapes.compact(form)))

    assert (form_shapes.normal(again), faults) == (form, [])


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"key": "x"}, ("bad_key", "questions[1].key")),
        ({"section": "two"}, ("section_unknown", "questions[1].section")),
        ({"kind": "essay"}, ("not_one_of", "questions[1].kind")),
        ({"label": {"en": "Name"}}, ("japanese_missing", "questions[1].label.ja")),
        ({"label": {"ja": "あ" * 201}}, ("text_too_long", "questions[1].label.ja")),
        ({"label": "会社名"}, ("not_texts", "questions[1].label")),
        ({"label": {"ja": "名", "fr": "nom"}}, ("unknown_field", "questions[1].label.fr")),
        ({"required": "yes"}, ("not_a_boolean", "questions[1].required")),
        ({"max_chars": 0}, ("not_a_number", "questions[1].max_chars")),
        ({"max_chars": True}, ("not_a_number", "questions[1].max_chars")),
        ({"max_megabytes": 51}, ("not_a_number", "questions[1].max_megabytes")),
        ({"accept": ["exe"]}, ("bad_list", "questions[1].accept")),
        ({"choices": [{"value": "a"}]}, ("bad_choice", "questions[1].choices[1]")),
        ({"columns": [{"code": "c1", "label": {"ja": "年"}, "kind": "file"}]}, ("not_one_of", "questions[1].columns[1].kind")),
        ({"condition": {"question": KEY}}, ("bad_condition", "questions[1].condition")),
        ({"condition": {"question": KEY, "equals": "a", "answered": True}}, ("bad_condition", "questions[1].condition")),
        ({"condition": {"question": KEY, "equals": 1}}, ("bad_condition", "questions[1].condition")),
        ({"choices": [{"value": 1, "label": {"ja": "一"}}]}, ("bad_choice", "questions[1].choices[1]")),
        ({"condition": {"question": KEY, "one_of": []}}, ("bad_condition", "questions[1].condition")),
        ({"retention": "forever"}, ("not_one_of", "questions[1].retention")),
        ({"script": "x"}, ("unknown_field", "questions[1].script")),
    ],
)
def test_a_wrong_field_is_named(facts, fault):
    assert faults_of(with_question(**facts)) == {fault}


def test_two_questions_of_one_key_are_named():
    data = copy.deepcopy(GOOD)
    data["questions"].append(data["questions"][0])

    assert faults_of(data) == {("key_twice", "questions[2].key")}


def test_the_line_of_a_wrong_field_is_named():
    text = json.dumps(with_question(kind="essay"), ensure_ascii=False, indent=2)

    [fault] = form_files.read(text)[1]

    assert '"essay"' in text.splitlines()[fault.line - 1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not_json"),
        ("[" * 100_000, "not_json"),
        ("[]", "not_a_form"),
        ('{"sections": []}', "not_a_form"),
        (json.dumps({"sections": [], "questions": [{}] * 301}), "too_many_questions"),
        (" " * (form_files.MOST_BYTES + 1), "file_too_large"),
    ],
)
def test_what_is_no_form_is_refused_as_a_whole(text, code):
    form, faults = form_files.read(text)

    assert (form, [fault.code for fault in faults]) == ({"sections": [], "questions": []}, [code])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["ja", "value", "label", "question"]), inner),
    max_leaves=8,
)
NAMES = sorted(form_files.QUESTION_FIELDS)


@given(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=4))
def test_any_field_of_any_shape_is_judged_without_failing(facts):
    form, faults = form_files.read(json.dumps(with_question(**facts)))

    assert faults or form_shapes.normal(form)["questions"]
