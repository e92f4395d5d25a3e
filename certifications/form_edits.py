"""Changes to a form as plain data, the shape of programs/*.json: {"sections": [...], "questions": [...]}. Knows no database."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

Form = dict[str, list[dict[str, Any]]]
Row = Mapping[str, Any]


class Missing(LookupError):
    """The form has no section of that code or no question of that key."""


def in_order(form: Form) -> Form:
    """The form with its questions in the order of their sections."""
    places = {section["code"]: number for number, section in enumerate(form["sections"])}
    questions = [question for question in form["questions"] if question["section"] in places]
    return {"sections": list(form["sections"]), "questions": sorted(questions, key=lambda row: places[row["section"]])}


def section_at(form: Form, code: str) -> int:
    """Where a section stands. Raises Missing."""
    return _place(form["sections"], "code", code)


def question_at(form: Form, key: str) -> int:
    """Where a question stands. Raises Missing."""
    return _place(form["questions"], "key", str(key))


def _place(rows: list[dict[str, Any]], name: str, value: str) -> int:
    for number, row in enumerate(rows):
        if str(row[name]) == value:
            return number
    raise Missing(value)


def free_code(form: Form) -> str:
    """A code that no section has yet."""
    taken = {section["code"] for section in form["sections"]}
    number = len(taken) + 1
    while f"section-{number}" in taken:
        number += 1
    return f"section-{number}"


def add_section(form: Form, words: Row, code: str = "") -> Form:
    """A new section at the end."""
    section = {"code": code or free_code(form), "title": {}, "help": {}} | dict(words)
    return form | {"sections": [*form["sections"], section]}


def change_section(form: Form, code: str, words: Row) -> Form:
    """Other words for a section; its code stays."""
    sections = list(form["sections"])
    place = section_at(form, code)
    sections[place] = sections[place] | dict(words) | {"code": code}
    return form | {"sections": sections}


def move_section(form: Form, code: str, steps: int) -> Form:
    """A section some places up (less than 0) or down, with its questions."""
    sections = list(form["sections"])
    place = section_at(form, code)
    section = sections.pop(place)
    sections.insert(max(0, min(len(sections), place + steps)), section)
    return in_order(form | {"sections": sections})


def remove_section(form: Form, code: str) -> Form:
    """Without the section and its questions."""
    section_at(form, code)
    return {
        "sections": [section for section in form["sections"] if section["code"] != code],
        "questions": [question for question in form["questions"] if question["section"] != code],
    }


def add_questions(form: Form, section: str, rows: Iterable[Row]) -> Form:
    """New questions at the end of a section; each gets a key unless it brings one."""
    section_at(form, section)
    new = [{"key": str(uuid4())} | dict(row) | {"section": section} for row in rows]
    return in_order(form | {"questions": [*form["questions"], *new]})


def change_question(form: Form, key: str, row: Row) -> Form:
    """Another question under the same key. In another section it comes last."""
    questions = list(form["questions"])
    place = question_at(form, key)
    before = questions[place]
    after = before | dict(row) | {"key": before["key"]}
    if after["section"] == before["section"]:
        questions[place] = after
        return form | {"questions": questions}
    section_at(form, after["section"])
    del questions[place]
    return in_order(form | {"questions": [*questions, after]})


def duplicate_question(form: Form, key: str) -> Form:
    """The same question once more, right behind, under a key of its own."""
    questions = list(form["questions"])
    place = question_at(form, key)
    questions.insert(place + 1, questions[place] | {"key": str(uuid4()), "made_from": [], "catalog_slot": ""})
    return form | {"questions": questions}


def remove_question(form: Form, key: str) -> Form:
    """Without the question."""
    questions = list(form["questions"])
    del questions[question_at(form, key)]
    return form | {"questions": questions}


def move_question(form: Form, key: str, steps: int) -> Form:
    """A question some places up or down; beyond the edge of its section it goes over to the next one."""
    form = in_order(form)
    codes = [section["code"] for section in form["sections"]]
    question = form["questions"][question_at(form, key)]
    here = [row["key"] for row in form["questions"] if row["section"] == question["section"]]
    place = here.index(question["key"]) + steps
    if 0 <= place < len(here):
        return put_question(form, key, question["section"], place)
    target = codes.index(question["section"]) + (1 if steps > 0 else -1)
    if not 0 <= target < len(codes):
        return form
    count = sum(1 for row in form["questions"] if row["section"] == codes[target])
    return put_question(form, key, codes[target], 0 if steps > 0 else count)


def put_question(form: Form, key: str, section: str, place: int) -> Form:
    """A question to a place in a section, counted from 0 without the question itself."""
    section_at(form, section)
    questions = list(in_order(form)["questions"])
    moved = questions.pop(_place(questions, "key", str(key))) | {"section": section}
    before = [row for row in questions if row["section"] == section][: max(0, place)]
    after = [row for row in questions if row["section"] == section][max(0, place) :]
    others = [row for row in questions if row["section"] != section]
    return in_order({"sections": form["sections"], "questions": [*others, *before, moved, *after]})
