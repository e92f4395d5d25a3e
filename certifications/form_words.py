"""The editor's words: what is to be mended in a form or in its file, and conditions as a sentence."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from certifications.form_checks import Fault
from certifications.form_files import FileFault
from home.languages import suffix

FAULTS = {
    "no_section": lambda: _("The form has no section yet."),
    "no_question": lambda: _("The form has no question yet."),
    "title_missing": lambda: _("The section needs a title in Japanese."),
    "code_twice": lambda: _("Two sections have the same code: %(detail)s"),
    "section_empty": lambda: _("The section has no question."),
    "key_twice": lambda: _("Two questions have the same key: %(detail)s"),
    "section_unknown": lambda: _("The question names a section that is not in the form: %(detail)s"),
    "label_missing": lambda: _("The question needs its words in Japanese."),
    "few_choices": lambda: _("Please offer at least two answers to choose from. %(detail)s"),
    "choice_twice": lambda: _("Two answers to choose from have the same value. %(detail)s"),
    "choice_without_label": lambda: _("An answer to choose from has no words in Japanese. %(detail)s"),
    "accept_missing": lambda: _("Please say which kinds of files are taken."),
    "columns_missing": lambda: _("The table has no columns yet."),
    "column_twice": lambda: _("Two columns of the table have the same code."),
    "column_without_label": lambda: _("A column of the table has no words in Japanese."),
    "limits_reversed": lambda: _("The least value is greater than the greatest one."),
    "condition_unknown": lambda: _("The condition names a question that is not in the form."),
    "condition_later": lambda: _("The condition names a question that comes later. Please move that question up."),
    "condition_unfit": lambda: _("No condition can hang on this kind of question."),
    "condition_value": lambda: _("The condition waits for an answer that cannot be chosen: %(detail)s"),
    "file_too_large": lambda: _("The file is too large for a form."),
    "not_json": lambda: _("This is not a JSON file, or it is damaged here."),
    "not_a_form": lambda: _("The file has no lists “sections” and “questions”."),
    "too_many_questions": lambda: _("The file has more than %(detail)s questions or sections."),
    "not_an_object": lambda: _("An object {…} is expected here."),
    "bad_code": lambda: _("A code has 1 to 40 letters, digits, hyphens or underscores."),
    "bad_key": lambda: _("A key is a UUID, for example 3f2b8c1e-7d94-4a53-9b5f-0c6f4e2d1a88."),
    "not_a_boolean": lambda: _("true or false is expected here."),
    "not_a_text": lambda: _("A text is expected here."),
    "not_a_list": lambda: _("A list […] is expected here."),
    "bad_choice": lambda: _("A choice has exactly “value” and “label”."),
    "bad_condition": lambda: _("A condition has “question” (a key) and one of “equals”, “one_of” or “answered”: true."),
    "not_texts": lambda: _("Texts by language are expected here: {\"ja\": …, \"en\": …, \"zh\": …}."),
    "japanese_missing": lambda: _("The Japanese text is missing."),
    "text_too_long": lambda: _("The text is longer than %(detail)s characters."),
    "unknown_field": lambda: _("This field is not known: %(detail)s"),
    "not_one_of": lambda: _("One of these is expected here: %(detail)s"),
    "not_a_number": lambda: _("A whole number is expected here: %(detail)s"),
    "bad_list": lambda: _("One of the entries of this list cannot be used."),
}  # fmt: skip


def fault_in_words(fault: Fault | FileFault) -> str:
    """One thing to mend, as a sentence."""
    return (FAULTS[fault.code]() % {"detail": fault.detail}).strip()


def file_fault_in_words(fault: FileFault) -> str:
    """The same with line and field."""
    line = _("line %(line)d") % {"line": fault.line} if fault.line else ""
    place = " ".join(filter(None, [line, fault.place]))
    return f"{place}: {fault_in_words(fault)}" if place else fault_in_words(fault)


def text_of(texts: Mapping[str, str]) -> str:
    """The text in the active language, else the Japanese one."""
    return texts.get(suffix()) or texts.get("ja", "")


def condition_in_words(condition: Mapping[str, Any], questions: Mapping[str, Mapping[str, Any]]) -> str:
    """When a question is asked; empty when always. `questions` are the form's rows by key."""
    if not condition:
        return ""
    other = questions.get(str(condition.get("question")))
    if other is None:
        return _("asked depending on a question that is no longer in the form")
    label = text_of(other["label"])
    if "answered" in condition:
        return _("asked when “%(question)s” is answered") % {"question": label}
    words = {str(choice["value"]): text_of(choice["label"]) for choice in other.get("choices") or []}
    wanted = condition["one_of"] if "one_of" in condition else [condition["equals"]]
    named = [_("I agree") if value is True else words.get(str(value), value) for value in wanted]
    answers = _(" or ").join(_("“%(words)s”") % {"words": each} for each in named)
    return _("asked when “%(question)s” is %(answers)s") % {"question": label, "answers": answers}
