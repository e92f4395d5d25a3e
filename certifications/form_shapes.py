"""A form version as plain data and back: the shape of programs/*.json, of exported files and of what the editor changes."""

from collections.abc import Mapping
from typing import Any

from certifications.form_edits import Form, in_order
from certifications.models import FormVersion, Question, Section

LANGUAGES = ("ja", "en", "zh")
# Every plain field of a question with what it is when a file says nothing.
PLAIN: dict[str, Any] = {
    "required": False,
    "max_chars": None,
    "minimum": None,
    "maximum": None,
    "choices": [],
    "columns": [],
    "accept": [],
    "max_files": None,
    "max_megabytes": None,
    "condition": {},
    "prefill": "",
    "made_from": [],
    "identity_class": "content",
    "retention": "case",
    "catalog_slot": "",
}
WORDS = ("label", "help", "consent")


def as_data(version: FormVersion) -> Form:
    """The whole form, in order, every field named."""
    sections = version.sections.order_by("order")
    questions = version.questions.select_related("section").order_by("section__order", "order")
    return {
        "sections": [section_as_data(section) for section in sections],
        "questions": [question_as_data(question) for question in questions],
    }


def section_as_data(section: Section) -> dict[str, Any]:
    return {"code": section.code, "title": _texts(section, "title"), "help": _texts(section, "help")}


def question_as_data(question: Question) -> dict[str, Any]:
    row: dict[str, Any] = {"key": str(question.key), "section": question.section.code, "kind": question.kind}
    row |= {stem: _texts(question, stem) for stem in WORDS}
    return row | {name: getattr(question, name) for name in PLAIN}


def _texts(record: Any, stem: str) -> dict[str, str]:
    return {language: getattr(record, f"{stem}_{language}") for language in LANGUAGES}


def normal(data: Mapping[str, Any]) -> Form:
    """A file's form with every field named, so that two forms can be compared."""
    return in_order(
        {
            "sections": [
                {"code": row["code"], "title": _all(row["title"]), "help": _all(row.get("help"))} for row in data["sections"]
            ],
            "questions": [_normal_question(row) for row in data["questions"]],
        }
    )


def _normal_question(row: Mapping[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {"key": str(row["key"]), "section": row["section"], "kind": row["kind"]}
    facts |= {stem: _all(row.get(stem)) for stem in WORDS}
    return facts | {name: default if row.get(name) is None else row[name] for name, default in PLAIN.items()}


def _all(texts: Mapping[str, str] | None) -> dict[str, str]:
    return {language: (texts or {}).get(language) or "" for language in LANGUAGES}


def compact(form: Form) -> Form:
    """The form as a file says it: without what is as it would be anyhow."""
    questions = []
    for row in form["questions"]:
        kept = {name: row[name] for name in ("key", "section", "kind", "label", "help", "required")}
        kept |= {"consent": row["consent"]} if any(row["consent"].values()) else {}
        kept |= {name: row[name] for name, default in PLAIN.items() if name != "required" and row[name] != default}
        questions.append(kept)
    return {"sections": form["sections"], "questions": questions}


def question_facts(row: Mapping[str, Any]) -> dict[str, Any]:
    """A normal row of a file as the columns of `Question`, without version, section and order."""
    facts = {"key": row["key"], "kind": row["kind"]} | {name: row[name] for name in PLAIN}
    for stem in WORDS:
        facts |= {f"{stem}_{language}": text for language, text in row[stem].items()}
    return facts


def section_facts(row: Mapping[str, Any]) -> dict[str, Any]:
    """A normal section of a file as the columns of `Section`, without version and order."""
    facts = {"code": row["code"]}
    for stem in ("title", "help"):
        facts |= {f"{stem}_{language}": text for language, text in row[stem].items()}
    return facts


def write(version: FormVersion, form: Form) -> None:
    """Makes the version's sections and questions what the (normal) form says: adds, changes and takes away."""
    form = in_order(form)
    sections = {section.code: section for section in version.sections.all()}
    questions = {str(question.key): question for question in version.questions.all()}
    for order, row in enumerate(form["sections"], start=1):
        section = sections.setdefault(row["code"], Section(version=version))
        _put(section, section_facts(row), order)
    Section.objects.bulk_create(section for section in sections.values() if section.pk is None)
    new: list[Question] = []
    for order, row in enumerate(form["questions"], start=1):
        question = questions.pop(row["key"], None) or Question(version=version)
        _put(question, question_facts(row) | {"section": sections[row["section"]]}, order)
        new += [question] if question.pk is None else []
    Question.objects.bulk_create(new)
    for question in questions.values():
        question.delete()
    for code in sections.keys() - {row["code"] for row in form["sections"]}:
        sections[code].delete()


def _put(record: Any, facts: Mapping[str, Any], order: int) -> None:
    """Sets what differs; a record that stands already is saved, a new one by whoever has made all of its kind."""
    changed = {name: value for name, value in (dict(facts) | {"order": order}).items() if not _same(record, name, value)}
    for name, value in changed.items():
        setattr(record, name, value)
    if changed and record.pk is not None:
        record.save()


def _same(record: Any, name: str, value: Any) -> bool:
    if name == "section":
        return bool(record.section_id == value.pk)
    if name == "key":
        return str(record.key) == value
    return bool(getattr(record, name) == value)
