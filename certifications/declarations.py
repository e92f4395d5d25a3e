"""What an applicant declares beside the form: subject, field, theme, team, candidate, self-check and papers.

It is frozen into each version with the words in which it was asked, as are the texts of the consents that were given, and
laid out here for reading and for comparing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, gettext, gettext_noop

from certifications import basics, reading, self_checks
from certifications.comparing import Content
from certifications.models import Application, ApplicationVersion, Evidence, FormVersion, Question, Subject, Team
from certifications.reading import Chapter, Passage, passage
from certifications.self_checks import Result, SelfCheck
from certifications.states import QuestionKind, SubjectKind
from home import dates
from home.languages import COLUMN_LANGUAGES, SUFFIXES

BASICS, DECLARED = "basics", "declared"


@dataclass(frozen=True)
class Point:
    """One thing that was declared: as a question, to read, and to compare."""

    chapter: str
    question: Question
    passage: Passage
    content: Content


def declared_of(application: Application, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the application declares at this moment, as a version freezes it; read anew, for who asks behind a lock.

    `answers` are those to questions that are asked: of each consent among them the text is frozen.
    """
    subject = Subject.objects.get(pk=application.subject_id)
    category, theme = basics.place_of(application)
    return {
        "names": {f"name_{suffix}": getattr(subject, f"name_{suffix}") for suffix in ("ja", "kana", "en", "zh")},
        "category": basics.choice_of(category) if category else None,
        "theme": basics.choice_of(theme) if theme else None,
        "team": _team(application.team_id),
        "candidate": subject.email if application.is_nomination else "",
        "self_check": _self_check(application),
        "papers": [_paper(row) for row in application.evidence.present().filter(from_office=False).select_related("file")],
        "agreed": _agreed(application.form_version, answers),
    }


def _agreed(form_version: FormVersion, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every consent that was given: its words in all languages, and the edition of the form that they stand in."""
    given = [key for key, value in answers.items() if value is True]
    rows = form_version.questions.filter(kind=QuestionKind.CONSENT, key__in=given) if given else []
    return [
        {
            "key": str(row.key),
            "edition": form_version.number,
            "label": {each: getattr(row, f"label_{each}") for each in COLUMN_LANGUAGES},
            "help": {each: getattr(row, f"help_{each}") for each in COLUMN_LANGUAGES},
            "text": {each: getattr(row, f"consent_{each}") for each in COLUMN_LANGUAGES},
        }
        for row in rows
    ]


def theme_of(application: Application) -> str:
    """The theme as the newest version names it; of what was never submitted, as it stands now."""
    version = application.versions.order_by("seq").last()
    choice = version.declared.get("theme") if version else None
    if choice:
        return passage(basics.chosen("theme", [choice]), choice["value"], []).text
    return str(application.theme or "")


def _team(pk: int | None) -> dict[str, Any] | None:
    if pk is None:
        return None
    team = Team.objects.get(pk=pk)
    return {"name": team.name, "members": [str(each) for each in team.members.order_by("pk")]}


def _self_check(application: Application) -> dict[str, Any] | None:
    """The checks in all their words, and what was answered; None where the round asks for none."""
    check = self_checks.of_application(application)
    if not check.checks:
        return None
    return {"on": check.on.isoformat(), "checks": list(check.checks), "answers": dict(check.answers)}


def _paper(row: Evidence) -> dict[str, Any]:
    facts = {"name": row.name, "sha256": row.file.sha256, "size": row.file.size}
    return {"paper": str(row.public_id), "line": row.line, **facts}


def chapters(version: ApplicationVersion) -> list[Chapter]:
    """What a version declares, to read; nothing of versions that are older than this."""
    titles = {BASICS: gettext("Basic facts"), DECLARED: gettext("What was declared")}
    found = {code: Chapter(code, title) for code, title in titles.items()}
    for point in points(version):
        found[point.chapter].passages.append(point.passage)
    return [chapter for chapter in found.values() if chapter.passages]


def whole(version: ApplicationVersion) -> list[Chapter]:
    """All of a version, consents included: what it declares, then the form."""
    return [*chapters(version), *reading.chapters(version, consents=True)]


def points(version: ApplicationVersion) -> list[Point]:
    """Everything that a version declares, in order."""
    declared = version.declared
    if not declared:
        return []
    return [*_basics(version, declared), *_said(declared["self_check"]), *_papers(version, declared["papers"])]


def late_papers(application: Application) -> set[UUID]:
    """The applicant's papers that came after the first submission: no page of the first version lists them."""
    first = application.versions.order_by("seq").first()
    rows = application.evidence.filter(from_office=False)
    if first is None:
        return set()
    if first.declared:
        # What waited for the virus check at the submission came before it, though no version lists it.
        rows = rows.exclude(public_id__in=[row["paper"] for row in first.declared["papers"]])
        rows = rows.exclude(added_at__lt=first.submitted_at)
    else:
        rows = rows.filter(added_at__gt=first.submitted_at)
    return set(rows.values_list("public_id", flat=True))


def paper_lines(version: ApplicationVersion) -> dict[str, str]:
    """The lines of the office's checklist by their codes, for papers that a version lists."""
    rows = version.application.round.rules["checklist"]
    return {str(row["code"]): self_checks.words(row["text"]) for row in rows}


def _basics(version: ApplicationVersion, declared: Mapping[str, Any]) -> Iterator[Point]:
    kind = SubjectKind(version.application.subject.kind)
    for name in basics.NAMES:
        question, text = basics.named(name, kind), declared["names"][name]
        yield Point(BASICS, question, passage(question, text, []), Content(text, text))
    if text := declared["names"]["name_zh"]:
        yield _own("name_zh", gettext_noop("Name in Chinese"), text)
    for field in ("category", "theme"):
        if choice := declared[field]:
            question = basics.chosen(field, [choice])
            read = passage(question, choice["value"], [])
            yield Point(BASICS, question, read, Content(choice["value"], read.text))
    if team := declared["team"]:
        question, name = basics.team_named(), team["name"]
        yield Point(BASICS, question, passage(question, name, []), Content(name, name))
        yield _own("team", gettext_noop("Members of the team"), items=tuple(team["members"]))
    if declared["candidate"]:
        yield _own("candidate", gettext_noop("E-mail address of the candidate"), declared["candidate"])


def _said(frozen: Mapping[str, Any] | None) -> Iterator[Point]:
    """Each check with what it says, word by word, and what was answered."""
    if not frozen:
        return
    check = SelfCheck(frozen["checks"], date.fromisoformat(frozen["on"]), frozen["answers"])
    day = dates.day(check.on, get_language() or "ja")
    yield _own("reference_day", gettext_noop("Reference day of the self-check"), day, DECLARED)
    for result in check.results:
        code = str(result.check["code"])
        texts = result.check.get("question") or {}
        facts = {f"label_{suffix}": texts.get(suffix, "") for suffix in SUFFIXES.values()}
        question = Question(key=uuid5(basics.SPACE, f"check:{code}"), kind=QuestionKind.LONG_TEXT, **facts)
        answer = _answer(result)
        given = {name: value for name, value in check.answers.items() if name.rpartition("-")[0] == code}
        text = "\n".join([*(f"・{each}" for each in _statements(result)), *([answer] if answer else [])])
        yield Point(DECLARED, question, Passage(str(question.key), str(question.label), text), Content(given, answer))


def _statements(result: Result) -> list[str]:
    return [self_checks.words(each) for each in result.check.get("statements", [])]


def _answer(result: Result) -> str:
    """What was said, each part by its name where there are several."""
    lines = [each.text if each.label == result.question else f"{each.label}: {each.text}" for each in result.said]
    return "\n".join(lines)


def _papers(version: ApplicationVersion, rows: list[dict[str, Any]]) -> Iterator[Point]:
    if not rows:
        return
    late = {str(each) for each in late_papers(version.application)}
    items = tuple(_paper_in_words(row, late=row["paper"] in late) for row in rows)
    question = _plain("papers", gettext_noop("Papers beside the self-check"))
    content = Content(files=tuple((str(row["sha256"]), str(row["name"])) for row in rows))
    yield Point(DECLARED, question, Passage(str(question.key), str(question.label), items=items), content)


def _paper_in_words(row: Mapping[str, Any], *, late: bool) -> str:
    facts = {"name": row["name"], "size": filesizeformat(row["size"])}
    return (gettext("%(name)s (%(size)s, added after the submission)") if late else gettext("%(name)s (%(size)s)")) % facts


def _own(code: str, msgid: str, text: str = "", chapter: str = BASICS, items: tuple[str, ...] = ()) -> Point:
    question = _plain(code, msgid)
    read = Passage(str(question.key), str(question.label), text=text, items=items)
    return Point(chapter, question, read, Content(text or list(items), text, items))


def _plain(code: str, msgid: str) -> Question:
    return Question(key=uuid5(basics.SPACE, code), kind=QuestionKind.LONG_TEXT, **basics.labels(lambda: gettext(msgid)))
