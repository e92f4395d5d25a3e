"""What stands in the way of publishing a form, as plain data (see form_edits). Knows no database."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from certifications.form_edits import Form

WITH_CHOICES = frozenset({"choice", "many"})
WITH_FILES = frozenset({"file", "picture"})
# A condition cannot hang on these: a file's presence is not an answer, and an explanation has none.
UNFIT_FOR_CONDITIONS = WITH_FILES | {"explanation"}


@dataclass(frozen=True)
class Fault:
    """One thing to mend: a code (see form_words), and the section or question in which it lies."""

    code: str
    section: str = ""
    key: str = ""
    detail: str = ""


def faults(form: Form) -> list[Fault]:
    """Everything to mend, in the form's order."""
    return [*_of_sections(form), *_of_questions(form)]


def _of_sections(form: Form) -> Iterator[Fault]:
    if not form["sections"]:
        yield Fault("no_section")
    if not form["questions"]:
        yield Fault("no_question")
    codes = Counter(section["code"] for section in form["sections"])
    filled = {question["section"] for question in form["questions"]}
    for section in form["sections"]:
        code = section["code"]
        if not section["title"].get("ja", "").strip():
            yield Fault("title_missing", section=code)
        if codes[code] > 1:
            yield Fault("code_twice", section=code)
        if form["questions"] and code not in filled:
            yield Fault("section_empty", section=code)


def _of_questions(form: Form) -> Iterator[Fault]:
    keys = Counter(str(question["key"]) for question in form["questions"])
    before: dict[str, dict[str, Any]] = {}
    later = {str(question["key"]) for question in form["questions"]}
    sections = {section["code"] for section in form["sections"]}
    for question in form["questions"]:
        key = str(question["key"])
        if keys[key] > 1:
            yield Fault("key_twice", key=key)
        if question["section"] not in sections:
            yield Fault("section_unknown", key=key)
        yield from _of_question(question, key)
        yield from _of_condition(question.get("condition") or {}, key, before, later)
        before[key] = question


def _of_question(question: Mapping[str, Any], key: str) -> Iterator[Fault]:
    kind = question["kind"]
    if not question["label"].get("ja", "").strip():
        yield Fault("label_missing", key=key)
    if kind in WITH_CHOICES:
        yield from _of_choices(question.get("choices") or [], key)
    if kind in WITH_FILES and not question.get("accept"):
        yield Fault("accept_missing", key=key)
    if kind == "table":
        yield from _of_columns(question.get("columns") or [], key)
    low, high = question.get("minimum"), question.get("maximum")
    if low is not None and high is not None and low > high:
        yield Fault("limits_reversed", key=key)


def _of_choices(choices: list[dict[str, Any]], key: str, column: str = "") -> Iterator[Fault]:
    values = Counter(str(choice["value"]) for choice in choices)
    if len(values) < 2:
        yield Fault("few_choices", key=key, detail=column)
    if any(count > 1 for count in values.values()):
        yield Fault("choice_twice", key=key, detail=column)
    if any(not str(choice["label"].get("ja", "")).strip() for choice in choices):
        yield Fault("choice_without_label", key=key, detail=column)


def _of_columns(columns: list[dict[str, Any]], key: str) -> Iterator[Fault]:
    if not columns:
        yield Fault("columns_missing", key=key)
    if any(count > 1 for count in Counter(column["code"] for column in columns).values()):
        yield Fault("column_twice", key=key)
    for column in columns:
        if not str(column["label"].get("ja", "")).strip():
            yield Fault("column_without_label", key=key)
        if column["kind"] == "choice":
            yield from _of_choices(column.get("choices") or [], key, str(column["label"].get("ja", "")))


def _of_condition(
    condition: Mapping[str, Any], key: str, before: Mapping[str, Mapping[str, Any]], every: set[str]
) -> Iterator[Fault]:
    if not condition:
        return
    other = before.get(str(condition.get("question")))
    if other is None:
        yield Fault("condition_later" if str(condition.get("question")) in every else "condition_unknown", key=key)
        return
    if other["kind"] in UNFIT_FOR_CONDITIONS:
        yield Fault("condition_unfit", key=key)
        return
    wanted = condition.get("one_of", [condition["equals"]] if "equals" in condition else [])
    if other["kind"] in WITH_CHOICES:
        values = {str(choice["value"]) for choice in other.get("choices") or []}
        for value in wanted:
            if str(value) not in values:
                yield Fault("condition_value", key=key, detail=str(value))
    elif other["kind"] == "consent" and any(value is not True for value in wanted):
        yield Fault("condition_value", key=key, detail=str(wanted[0]))
    elif other["kind"] == "table" and wanted:
        yield Fault("condition_unfit", key=key)
