"""One question as templates/certifications/applying/question.html draws it, for applicants and for the office's preview."""

import json
from typing import Any

from certifications import applying_forms, reading
from certifications.actions import answering
from certifications.applying_forms import AnswersForm
from certifications.filled_forms import FilledQuestion
from certifications.refusals import AnswerChanged
from certifications.states import QuestionKind
from home.uploads.kinds import accept_attribute
from home.uploads.refusals import named


def question_row(
    row: FilledQuestion, form: AnswersForm, refusal: Exception | None, here: set[str], *, may_write: bool
) -> dict[str, Any]:
    """One question as the template draws it: a field, a place for files, or the answer to read."""
    question, name = row.question, f"a-{row.key}"
    field = form[name] if name in form.fields else None
    takes_files = question.takes_files and row.is_open and may_write
    errors = list(field.errors) if field is not None else []
    if question.takes_files and refusal:
        errors.append(str(getattr(refusal, "message", refusal)))
    if takes_files and form.show_missing and row.problem:
        errors.append(row.problem_words)
    theirs = refusal.answer if isinstance(refusal, AnswerChanged) else None
    kinds = question.accept or ["pdf"]
    return {
        "row": row,
        "field": field,
        "takes_files": takes_files,
        "accept": accept_attribute(kinds),
        "kinds": ", ".join(named(kinds)),
        "errors": errors,
        "error_id": _error_id(row, field),
        "fingerprint": applying_forms.fingerprint(row.value),
        "theirs": theirs,
        "theirs_words": reading.words(question, theirs.value) if theirs else "",
        "condition": json.dumps(question.condition) if question.condition.get("question") in here else "",
        "passage": None if field is not None else reading.passage(question, row.value, reading.papers(row.files)),
        "consent_text": question.consent_text,
        "prefilled": bool(question.prefill),
        "megabytes": question.max_megabytes or answering.MAX_MEGABYTES,
        "most": question.max_files or answering.MAX_FILES_PER_QUESTION,
        "counted": question.max_chars if question.kind in {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT} else None,
    }


def _error_id(row: FilledQuestion, field: Any) -> str:
    """The id to which the list of errors leads."""
    if field is None:
        return f"id_f-{row.key}"
    return f"{field.auto_id}_group" if field.use_fieldset else str(field.id_for_label)
