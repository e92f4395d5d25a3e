"""A submitted version as judges read it who must not learn who applies: what is hidden in it, and where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from certifications import masking, reading
from certifications.masking import Kind, Name, Span
from certifications.models import Application, ApplicationVersion, BlindCopy, Question
from certifications.reading import Chapter, Paper, Passage
from certifications.states import ColumnKind, IdentityClass, QuestionKind
from home.models import DrawnPage

SUBJECT = "subject"
TEXT_KINDS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT, QuestionKind.URL})
Texts = dict[str, str]


def signs() -> dict[Kind, str]:
    """What stands in a text in the place of what is hidden, in the reader's language."""
    return {
        Kind.ORGANIZATION: gettext("[company]"),
        Kind.PERSON: gettext("[person]"),
        Kind.PLACE: gettext("[place]"),
        Kind.CONTACT: gettext("[contact]"),
        Kind.OTHER: gettext("[not shown]"),
    }


def texts_of(version: ApplicationVersion) -> Texts:
    """Every text that judges read, by its path: the question's key, and in tables also row and column; besides, the name."""
    found: Texts = {SUBJECT: version.application.subject.name_ja}
    for question in version.form_version.questions.exclude(identity_class=IdentityClass.IDENTITY):
        found |= _texts(question, version.answers.get(str(question.key)))
    return {path: text for path, text in found.items() if text}


def _texts(question: Question, value: Any) -> Texts:
    if question.kind in TEXT_KINDS:
        return {str(question.key): str(value or "")}
    if question.kind != QuestionKind.TABLE:
        return {}
    columns = [column["code"] for column in question.columns if column["kind"] == ColumnKind.TEXT]
    rows = enumerate(value or [])
    return {f"{question.key}.{index}.{code}": str(row.get(code) or "") for index, row in rows for code in columns}


def names_of(application: Application) -> list[Name]:
    """What tells who applies: of the company, the team, the persons; what the form asked for as identity is added."""
    found = []
    if company := application.organization:
        found += [
            Name(words, Kind.ORGANIZATION) for words in (company.name_ja, company.name_kana, company.name_en, company.name_zh)
        ]
        found += [Name(company.representative, Kind.PERSON), Name(company.street, Kind.PLACE), Name(company.address, Kind.PLACE)]
        found += [Name(company.telephone, Kind.CONTACT), Name(company.website, Kind.CONTACT)]
        found += [Name(str(member.user), Kind.PERSON) for member in company.memberships.current().select_related("user")]
    if application.team:
        found.append(Name(application.team.name, Kind.ORGANIZATION))
        found += [Name(str(member), Kind.PERSON) for member in application.team.members.all()]
    if application.person:
        found.append(Name(str(application.person), Kind.PERSON))
    subject = application.subject
    if subject.kind == "person":
        found += [Name(words, Kind.PERSON) for words in (subject.name_ja, subject.name_kana, subject.name_en)]
    return [name for name in found if name.text.strip()]


def places_of(texts: Mapping[str, str], names: Iterable[Name]) -> dict[str, list[Span]]:
    """Where the names stand in the texts; texts without any are left out."""
    known = list(names)
    found = {path: masking.spans(text, known) for path, text in texts.items()}
    return {path: places for path, places in found.items() if places}


def title(subject: Any, hidden: Mapping[str, Any], number: int) -> str:
    """The case's name as it is shown: a person's is a number, and in a product's what is hidden there is hidden."""
    if subject.kind == "person":
        return gettext("Candidate %(number)d") % {"number": number}
    if places := hidden.get(SUBJECT):
        return masking.masked(subject.name_ja, _spans(places), signs())
    return str(subject.name)


def pages(copy: BlindCopy, attachment: str, *, sight: reading.Sight) -> list[DrawnPage]:
    """The pictures of a file's pages, none if the judge may not see it; areas of them are still to be covered."""
    shown = [paper for chapter in chapters(copy, sight=sight) for passage in chapter.passages for paper in passage.files]
    digests = {str(row["attachment"]): row["sha256"] for row in copy.version.files}
    if attachment not in {paper.attachment for paper in shown}:
        return []
    return list(DrawnPage.objects.select_related("picture").filter(file__sha256=digests[attachment]).order_by("number"))


def chapters(copy: BlindCopy, *, sight: reading.Sight = reading.BLIND) -> list[Chapter]:
    """The version for judges: nothing that was asked as identity, masked texts, pages of files as pictures."""
    pages = _pages(copy.version)
    numbers: dict[str, int] = {}
    masked = _masked_answers(copy)
    found = []
    for chapter in reading.chapters(copy.version, sight=sight, answers=masked):
        passages = [_blind_passage(copy, passage, pages, numbers) for passage in chapter.passages]
        found.append(replace(chapter, passages=passages))
    return found


def _masked_answers(copy: BlindCopy) -> dict[str, Any]:
    answers = dict(copy.version.answers)
    for path in copy.hidden:
        key, _dot, cell = path.partition(".")
        if key == SUBJECT or key not in answers:
            continue
        if not cell:
            answers[key] = _masked(copy, path, answers[key])
            continue
        row, _dot, code = cell.partition(".")
        rows = [dict(each) for each in answers[key]]
        rows[int(row)][code] = _masked(copy, path, rows[int(row)][code])
        answers[key] = rows
    return answers


def _masked(copy: BlindCopy, path: str, text: str) -> str:
    return masking.masked(text, spans(copy, path), signs())


def spans(copy: BlindCopy, path: str) -> list[Span]:
    """What is hidden in the text, in order."""
    return _spans(copy.hidden.get(path, []))


def _spans(rows: Iterable[Sequence[Any]]) -> list[Span]:
    return [Span(start, end, Kind(kind)) for start, end, kind in rows]


def _pages(version: ApplicationVersion) -> dict[str, list[int]]:
    """Numbers of the drawn pages by the file's hash."""
    found: dict[str, list[int]] = {}
    hashes = [row["sha256"] for row in version.files]
    for digest, number in DrawnPage.objects.filter(file__sha256__in=hashes).values_list("file__sha256", "number"):
        found.setdefault(digest, []).append(number)
    return found


def _blind_passage(copy: BlindCopy, passage: Passage, pages: dict[str, list[int]], numbers: dict[str, int]) -> Passage:
    """The passage without any of the original files: what can be shown of them are pictures of their pages."""
    digests = {row["attachment"]: row["sha256"] for row in copy.version.files}
    files = []
    for paper in (*passage.pictures, *passage.files):
        if not copy.leaves_out(paper.attachment) and (drawn := pages.get(digests[paper.attachment])):
            number = numbers.setdefault(paper.attachment, len(numbers) + 1)
            name = gettext("Document %(number)d") % {"number": number}
            files.append(Paper(paper.attachment, name, 0, picture=False, pages=len(drawn), sheets=tuple(sorted(drawn))))
    return replace(passage, pictures=(), files=tuple(files), url="")
