"""A submitted version laid out for reading: sections, questions and answers in words, pictures and files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from certifications.answers import applies, is_empty
from certifications.models import ApplicationVersion, Attachment, Question, Stage
from certifications.retention import is_disposed
from certifications.states import ColumnKind, IdentityClass, QuestionKind
from home import dates
from home.languages import suffix
from home.models import StoredFile

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})


@dataclass(frozen=True)
class Paper:
    """A file of the version. `attachment` is its public id; where the applicant is hidden, the name is a neutral one and
    `sheets` are the pages of which there are pictures."""

    attachment: str
    name: str
    size: int
    picture: bool
    kind: str = ""
    pages: int | None = None
    preview: bool = False
    sheets: tuple[int, ...] = ()


@dataclass(frozen=True)
class Passage:
    """One question with its answer in words; `url` when the answer is an address.

    Of a consent `terms` is what one agrees to beside the label, `edition` the form's edition in which the words stand.
    """

    key: str
    label: str
    text: str = ""
    items: tuple[str, ...] = ()
    url: str = ""
    pictures: tuple[Paper, ...] = ()
    files: tuple[Paper, ...] = ()
    long: bool = False
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    terms: str = ""
    edition: int | None = None


@dataclass(frozen=True)
class Chapter:
    """A section of the form with what was answered in it."""

    code: str
    title: str
    passages: list[Passage] = field(default_factory=list)


@dataclass(frozen=True)
class Sight:
    """What a reader may see of a version: no answer of the hidden identity classes, and only the named sections, if any."""

    hides: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()

    @property
    def blind(self) -> bool:
        """Whether the reader does not learn who applies."""
        return IdentityClass.IDENTITY in self.hides

    def shows(self, question: Question) -> bool:
        """Whether the reader sees the question and its answer."""
        return question.identity_class not in self.hides and (not self.sections or question.section.code in self.sections)


EVERYTHING = Sight()
BLIND = Sight(frozenset({IdentityClass.IDENTITY}))


def of_stage(stage: Stage) -> Sight:
    """What the judges of a stage see."""
    return Sight(frozenset(stage.hides), frozenset(stage.sections))


def chapters(
    version: ApplicationVersion,
    *,
    sight: Sight = EVERYTHING,
    consents: bool = False,
    answers: Mapping[str, Any] | None = None,
) -> list[Chapter]:
    """The version in the form's order, as far as its reader may see it. `answers` are shown in the place of its own.

    Questions that were not asked are left out, and consents unless they are wanted; what was asked and not answered has
    no text.
    """
    files = _papers_by_key(version, neutral=sight.blind)
    given = version.answers if answers is None else answers
    gone = {str(row["key"]): row for row in version.files if is_disposed(row)}
    agreed = {str(row["key"]): row for row in version.declared.get("agreed", [])}
    found = []
    questions = version.form_version.questions.select_related("section").order_by("section__order", "order")
    for section, rows in groupby(questions, key=lambda question: question.section):
        passages = [
            passage(question, {**gone, **given}.get(str(question.key)), files.get(str(question.key), []))
            if question.kind != QuestionKind.CONSENT
            else _consent(version, question, given.get(str(question.key)), agreed.get(str(question.key)))
            for question in rows
            if _is_read(question, version.answers, sight=sight, consents=consents)
        ]
        if passages:
            found.append(Chapter(section.code, str(section.title), passages))
    return found


def _consent(version: ApplicationVersion, question: Question, value: Any, agreed: Mapping[str, Any] | None) -> Passage:
    """A consent in the words that were frozen with the version; of older versions, in those of its form, which never change."""
    read = passage(question, value, [])
    if agreed is None:
        return replace(read, edition=version.form_version.number)
    label, help_, text = (str(agreed[name].get(suffix()) or agreed[name]["ja"]) for name in ("label", "help", "text"))
    return replace(read, label=label, terms=_terms(help_, text), edition=int(agreed["edition"]))


def _terms(*texts: str) -> str:
    return "\n\n".join(filter(None, map(str, texts)))


def paper(version: ApplicationVersion, attachment: Any, *, sight: Sight) -> Paper | None:
    """One file of the version as its reader may have it; None when it is not in it or the reader does not see its question."""
    questions = version.form_version.questions.select_related("section")
    seen = {str(question.key) for question in questions if sight.shows(question)}
    for key, papers in _papers_by_key(version, neutral=sight.blind).items():
        for each in papers:
            if each.attachment == str(attachment) and key in seen:
                return each
    return None


def _is_read(question: Question, answers: Mapping[str, Any], *, sight: Sight, consents: bool) -> bool:
    if question.kind == QuestionKind.EXPLANATION or not applies(question.rule, answers):
        return False
    if question.kind == QuestionKind.CONSENT and not consents:
        return False
    return sight.shows(question)


def papers(attachments: Iterable[Attachment]) -> list[Paper]:
    """Files of the present answers, as their owner sees them."""
    return [_paper(str(each.public_id), each.name, each.file) for each in attachments if each.file]


def _paper(attachment: str, name: str, stored: StoredFile) -> Paper:
    picture, preview = stored.media_type in PICTURES, stored.preview_id is not None
    return Paper(attachment, name, stored.size, picture, stored.kind, stored.pages, preview)


def _papers_by_key(version: ApplicationVersion, *, neutral: bool) -> dict[str, list[Paper]]:
    found: dict[str, list[Paper]] = {}
    stored = {row.sha256: row for row in StoredFile.objects.filter(sha256__in=[row["sha256"] for row in version.files])}
    for number, row in enumerate(version.files, start=1):
        if is_disposed(row):
            continue
        name = f"{gettext('Document')} {number}.{str(row['name']).rpartition('.')[2]}" if neutral else str(row["name"])
        found.setdefault(str(row["key"]), []).append(_paper(str(row["attachment"]), name, stored[row["sha256"]]))
    return found


def passage(question: Question, value: Any, papers: list[Paper]) -> Passage:
    """One question with its answer in words."""
    key, label = str(question.key), str(question.label)
    if is_disposed(value):
        return Passage(key, label, text=gettext("Disposed of: the time for which it had to be kept is over."))
    if question.takes_files:
        pictures = tuple(paper for paper in papers if paper.picture)
        return Passage(key, label, pictures=pictures, files=tuple(paper for paper in papers if not paper.picture))
    if question.kind == QuestionKind.MANY:
        return Passage(key, label, items=tuple(_choice(question, each) for each in value or []))
    if question.kind == QuestionKind.URL:
        return Passage(key, label, text=value or "", url=value or "")
    if question.kind == QuestionKind.TABLE:
        columns = question.columns_in_words
        rows = tuple(tuple(_cell(column, row.get(column["code"])) for column in columns) for row in value or [])
        return Passage(key, label, heads=tuple(column["label"] for column in columns), rows=rows)
    if question.kind == QuestionKind.CONSENT:
        return Passage(key, label, text=words(question, value), terms=_terms(question.help, question.consent_text))
    return Passage(key, label, text=words(question, value), long=question.kind == QuestionKind.LONG_TEXT)


def words(question: Question, value: Any) -> str:
    """An answer as a reader sees it; empty when there is none."""
    if is_empty(value) or is_disposed(value):
        return ""
    if question.kind == QuestionKind.MANY:
        return ", ".join(_choice(question, each) for each in value)
    if question.kind == QuestionKind.CONSENT:
        return gettext("I agree")
    if question.kind == QuestionKind.TABLE:
        lines = ([_cell(column, row.get(column["code"])) for column in question.columns_in_words] for row in value)
        return "\n".join(" / ".join(filter(None, line)) for line in lines)
    if question.kind == QuestionKind.CHOICE:
        return _choice(question, value)
    return _plain(question.kind, value)


def _plain(kind: str, value: Any) -> str:
    """A number, an amount, a day or a text in words."""
    language = get_language() or "ja"
    if kind == QuestionKind.YEN:
        return dates.yen(value, language)
    if kind == QuestionKind.NUMBER:
        return number_format(value, force_grouping=True)
    if kind == QuestionKind.DATE:
        return dates.day(date.fromisoformat(value), language)
    return str(value)


def _cell(column: Mapping[str, Any], value: Any) -> str:
    if is_empty(value):
        return ""
    if column["kind"] == ColumnKind.CHOICE:
        return dict(column["options"]).get(str(value), str(value))
    return _plain(column["kind"], value)


def _choice(question: Question, value: Any) -> str:
    for choice in question.choices:
        if str(choice["value"]) == str(value):
            return str(choice["label"].get(suffix()) or choice["label"]["ja"])
    return str(value)
