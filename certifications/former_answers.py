"""What a draft holds for questions that its form no longer asks, or asks so that it no longer fits: to read and to copy."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from certifications import reading
from certifications.answers import is_empty
from certifications.filled_forms import FilledForm
from certifications.models import Question
from certifications.reading import Passage
from certifications.states import ApplicationState, QuestionKind

# Nobody copies an agreement: it is given anew.
AGREED_ANEW = (QuestionKind.CONSENT, QuestionKind.EXPLANATION)


def of(form: FilledForm) -> list[Passage]:
    """Each answer and file without a place, as its question stood in the newest edition that asked it; none but in a draft.

    What was carried over as it was stands in its new place, and among that answer's earlier versions: it is left out.
    """
    application = form.application
    if application.state != ApplicationState.DRAFT:
        return []
    asked = {row.key for row in form.rows}
    held = {key: answer.value for key, answer in form.answers.items() if key not in asked and not is_empty(answer.value)}
    files = {key: rows for key, rows in form.files.items() if key not in asked}
    aside = list(application.set_aside.all())
    if not (held or files or aside):
        return []
    questions = _questions(form, {*held, *files, *(str(row.key) for row in aside)})
    carried = _carried_over(form)
    found = [(questions[key, None], value) for key, value in held.items() if (key, None) in questions]
    found += [(questions[place], row.value) for row in aside if (place := (str(row.key), row.form_version_id)) in questions]
    in_place = {each.file_id for key in asked for each in form.files.get(key, [])}
    passages = [
        reading.passage(question, value, []) for question, value in found if str(value) not in carried.get(str(question.key), ())
    ]
    for key, rows in files.items():
        kept = [each for each in rows if each.file_id not in in_place]
        if kept and (key, None) in questions:
            passages.append(reading.passage(questions[key, None], None, reading.papers(kept)))
    return passages


def _up_to(form: FilledForm) -> QuerySet[Question]:
    present = form.application.form_version
    return Question.objects.filter(version__program=present.program_id, version__number__lte=present.number)


def _questions(form: FilledForm, keys: Iterable[str]) -> dict[tuple[str, int | None], Question]:
    """By key and edition; under None as the newest edition up to the draft's own had it."""
    editions = _up_to(form).filter(key__in=keys)
    found: dict[tuple[str, int | None], Question] = {}
    for question in editions.exclude(kind__in=AGREED_ANEW).order_by("version__number"):
        found[str(question.key), question.version_id] = found[str(question.key), None] = question
    return found


def _carried_over(form: FilledForm) -> dict[str, set[str]]:
    """By former question: what the office's renewals have written from it into present ones, in words, and each line of it.

    Two questions may have been answered alike: only what was made from a question, at once or by way of others, counts.
    """
    keys = [UUID(row.key) for row in form.rows]
    moved = form.application.revisions.filter(key__in=keys, changed_by=None).values_list("key", "value")
    texts: dict[str, set[str]] = {}
    for key, value in moved:
        if not is_empty(value):
            texts.setdefault(str(key), set()).update([str(value), *str(value).split("\n")])
    sources: dict[str, set[str]] = {}
    for key, made_from in _up_to(form).exclude(made_from=[]).values_list("key", "made_from"):
        sources.setdefault(str(key), set()).update(made_from)
    found: dict[str, set[str]] = {}
    for present, words in texts.items():
        waiting, seen = [present], set[str]()
        while waiting:
            if (former := waiting.pop()) not in seen:
                seen.add(former)
                found.setdefault(former, set()).update(words)
                waiting += sources.get(former, ())
    return found
