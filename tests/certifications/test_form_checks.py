"""What stands in the way of publishing."""

import pytest

from certifications.form_checks import faults
from tests.certifications.test_form_plans import KEYS, choices, columns, form, row, words

ONE, TWO, THREE, *_REST = KEYS
YES_NO = choices("yes", "no")


def codes(*rows):
    return [(fault.code, fault.key) for fault in faults(form(*rows))]


def test_a_good_form_has_no_fault():
    asked = row(ONE, "choice", choices=YES_NO)

    assert codes(asked, row(TWO, condition={"question": ONE, "equals": "yes"}), row(THREE, "file", accept=["pdf"])) == []


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (row(label=" "), "label_missing"),
        (row(kind="choice", choices=choices("only")), "few_choices"),
        (row(kind="many", choices=[*YES_NO, *choices("yes")]), "choice_twice"),
        (row(kind="choice", choices=[*YES_NO, {"value": "c", "label": {"ja": ""}}]), "choice_without_label"),
        (row(kind="file"), "accept_missing"),
        (row(kind="picture"), "accept_missing"),
        (row(kind="table"), "columns_missing"),
        (row(kind="table", columns=columns(c1="choice")), "few_choices"),
        (row(kind="table", columns=[*columns(c1="text"), *columns(c1="number")]), "column_twice"),
        (row(kind="number", minimum=5, maximum=4), "limits_reversed"),
        (row(condition={"question": TWO, "answered": True}), "condition_unknown"),
        (row() | {"section": "nowhere"}, "section_unknown"),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(question, code):
    assert (code, ONE) in codes(question)


@pytest.mark.parametrize(
    ("other", "condition", "code"),
    [
        (row(ONE, "choice", choices=YES_NO), {"equals": "maybe"}, "condition_value"),
        (row(ONE, "many", choices=YES_NO), {"one_of": ["yes", "maybe"]}, "condition_value"),
        (row(ONE, "consent"), {"equals": "yes"}, "condition_value"),
        (row(ONE, "file", accept=["pdf"]), {"answered": True}, "condition_unfit"),
        (row(ONE, "table", columns=columns(c1="text")), {"equals": "x"}, "condition_unfit"),
    ],
)
def test_a_condition_that_can_never_hold_is_named(other, condition, code):
    assert codes(other, row(TWO, condition={"question": ONE} | condition)) == [(code, TWO)]


def test_a_condition_on_a_later_question_is_named():
    assert codes(row(ONE, condition={"question": TWO, "answered": True}), row(TWO)) == [("condition_later", ONE)]


def test_an_empty_form_and_an_empty_section_are_named():
    empty = {"sections": [], "questions": []}
    two = form(row()) | {"sections": [*form()["sections"], {"code": "two", "title": words(), "help": words()}]}

    assert [fault.code for fault in faults(empty)] == ["no_section", "no_question"]
    assert [(fault.code, fault.section) for fault in faults(two)] == [("title_missing", "two"), ("section_empty", "two")]
