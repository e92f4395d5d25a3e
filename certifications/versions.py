"""The submitted versions of a case: any two compared question by question, and the chain of their hashes reckoned again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from certifications import answers as calculation
from certifications import comparing, declarations, reading
from certifications.comparing import Content, Difference
from certifications.models import Application, ApplicationVersion, Question
from certifications.states import QuestionKind


@dataclass(frozen=True)
class ComparedQuestion:
    """One question of two versions; `heads` name the columns of a table."""

    question: Question
    difference: Difference

    @property
    def heads(self) -> list[str]:
        if self.question.kind != QuestionKind.TABLE:
            return []
        return [str(column["label"]) for column in self.question.columns_in_words]


@dataclass(frozen=True)
class Pair:
    """Two versions that somebody has chosen, the older one first."""

    old: ApplicationVersion
    new: ApplicationVersion
    rows: list[ComparedQuestion]

    @property
    def different(self) -> list[ComparedQuestion]:
        return [row for row in self.rows if row.difference.state != comparing.SAME]

    @property
    def same(self) -> list[ComparedQuestion]:
        return [row for row in self.rows if row.difference.state == comparing.SAME]


@dataclass(frozen=True)
class Chain:
    """What came of reckoning the hashes again: how many versions, and the number of the first that does not fit (or None).

    Of `disposed` versions only what is left can be reckoned: against the hash that the disposal gave it.
    """

    count: int
    broken_at: int | None
    disposed: int = 0

    @property
    def unbroken(self) -> bool:
        return self.broken_at is None


def verify(application: Application) -> Chain:
    """Reckons every version's hash again out of its content and its predecessor's hash."""
    previous, number, disposed = "", 0, 0
    for version in application.versions.order_by("seq").prefetch_related("emptied"):
        number += 1
        fits = version.seq == number and version.previous_sha256 == previous
        emptied = list(version.emptied.all())
        disposed += bool(emptied)
        before, wanted = (version.sha256, emptied[-1].sha256) if emptied else (previous, version.sha256)
        sha256 = calculation.digest(version.answers, version.files, before, version.awaited, version.declared)
        if not fits or wanted != sha256:
            return Chain(number, version.seq, disposed)
        previous = version.sha256
    return Chain(number, None, disposed)


def pair(application: Application, wanted: Mapping[str, Any]) -> Pair | None:
    """The two versions that are asked for by number (`old`, `new`), else the last two; None when there are not two."""
    every = list(application.versions.select_related("form_version", "submitted_by").order_by("seq"))
    if len(every) < 2:
        return None
    by_number = {str(version.seq): version for version in every}
    old, new = by_number.get(wanted.get("old", ""), every[-2]), by_number.get(wanted.get("new", ""), every[-1])
    if old.seq > new.seq:
        old, new = new, old
    return Pair(old, new, compare(old, new))


def compare(old: ApplicationVersion, new: ApplicationVersion) -> list[ComparedQuestion]:
    """Everything that one of the two declares or answers, in the newer one's order; then what only the older one had.

    A version that is older than the freezing of declarations has none: then they are no difference.
    """
    questions, before, after = _declared(old, new)
    for question in _questions(new):
        questions[str(question.key)] = question
    for question in _questions(old) if old.form_version_id != new.form_version_id else ():
        questions.setdefault(str(question.key), question)
    before |= _contents(old, questions)
    after |= _contents(new, questions)
    keys = [key for key in questions if key in before or key in after]
    return [ComparedQuestion(questions[row.key], row) for row in comparing.compare(keys, before, after)]


def _declared(
    old: ApplicationVersion, new: ApplicationVersion
) -> tuple[dict[str, Question], dict[str, Content], dict[str, Content]]:
    """What both versions declare: the questions, and the content of each before and after."""
    if not old.declared or not new.declared:
        return {}, {}, {}
    earlier, later = declarations.points(old), declarations.points(new)
    questions = {str(point.question.key): point.question for point in [*later, *earlier]}
    before, after = ({str(point.question.key): point.content for point in points} for points in (earlier, later))
    return questions, before, after


def changed_declarations(old: ApplicationVersion, new: ApplicationVersion) -> set[str]:
    """The keys of what both declare, and differently."""
    _asked, before, after = _declared(old, new)
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


def content(question: Question, value: Any, files: list[dict[str, Any]] | None = None) -> Content:
    """One answer, ready to be compared."""
    passage = reading.passage(question, value, [])
    named = tuple((str(row["sha256"]), str(row["name"])) for row in files or [])
    return Content(value, passage.text, passage.items, passage.rows, named)


def of_answer(question: Question, before: Any, after: Any) -> ComparedQuestion:
    """One answer before and after."""
    key = str(question.key)
    return ComparedQuestion(question, comparing.difference(key, content(question, before), content(question, after)))


def _questions(version: ApplicationVersion) -> list[Question]:
    rows = version.form_version.questions.exclude(kind=QuestionKind.EXPLANATION)
    return list(rows.select_related("section").order_by("section__order", "order"))


def _contents(version: ApplicationVersion, questions: Mapping[str, Question]) -> dict[str, Content]:
    files: dict[str, list[dict[str, Any]]] = {}
    for row in version.files:
        files.setdefault(str(row["key"]), []).append(row)
    keys = [key for key in questions if key in version.answers or key in files]
    return {key: content(questions[key], version.answers.get(key), files.get(key)) for key in keys}
