"""Applicants with full drafts in one round that closes at a real instant, made in bulk: they write past the actions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from certifications.actions import programs, rounds
from certifications.models import Answer, AnswerRevision, Application, Attachment, Round, Subject
from home import clock
from home.actions import files
from organizations.models import Membership, Organization, User

FILES = Path(programs.__file__).parents[1] / "programs"
WORDS: dict[str, Any] = {
    "short_text": "座ったままひと折り",
    "long_text": "立ち上がりが不安な方が、座ったまま片手で折りたためます。",
    "yen": 128_000,
    "date": "2024-04-01",
    "url": "https://tachibana.example/oru",
    "consent": True,
}


@dataclass(frozen=True)
class Applicant:
    """One person with a draft: the session that the browser holds, and the questions in which she types."""

    user: int
    application: int
    public_id: str
    session: str
    keys: Sequence[str]


def open_round(slug: str = "kis", **dates: datetime) -> Round:
    """A program of its own with a round that is open now, for a day unless `closes_at` says otherwise."""
    data = json.loads((FILES / f"{slug}.json").read_text(encoding="utf-8"))
    program = programs.load(data, by=None)
    secretary = User.objects.create_user("storm-office@people.example", None, name="事務局")
    programs.grant_role(program, secretary, "secretariat", by=None)
    now = clock.now()
    facts: dict[str, Any] = {"opens_at": now - timedelta(days=30), "closes_at": now + timedelta(days=1)} | dates
    round_ = rounds.prepare(
        program,
        by=secretary,
        fiscal_year=now.year,
        number=1,
        judging_until=(now + timedelta(days=60)).date(),
        announces_at=now + timedelta(days=90),
        **facts,
    )
    rounds.publish(round_, by=secretary)
    return Round.objects.select_related("program", "form_version").get(pk=round_.pk)


def gather(round_: Round, number: int, *, mark: str = "storm") -> list[Applicant]:
    """So many companies with one person and one draft each, every question answered. `mark` tells several gatherings apart."""
    now = clock.now()
    names = [f"{mark}-{each}" for each in range(number)]
    people = User.objects.bulk_create(User(email=f"{name}@people.example", name=name, password="!") for name in names)
    companies = Organization.objects.bulk_create(
        Organization(name_ja=f"{name}株式会社", kind="sme", name_kana="アラシ", created_at=now) for name in names
    )
    Membership.objects.bulk_create(
        Membership(organization=company, user=person, role="owner", started_at=now)
        for company, person in zip(companies, people, strict=True)
    )
    subjects = Subject.objects.bulk_create(
        Subject(kind=round_.program.subject_kind, name_ja=f"{company}の品", organization=company, created_at=now)
        for company in companies
    )
    drafts = Application.objects.bulk_create(
        Application(
            round=round_,
            form_version=round_.form_version,
            subject=subject,
            organization=subject.organization,
            created_by=person,
            created_at=now,
        )
        for subject, person in zip(subjects, people, strict=True)
    )
    _fill(round_, list(zip(drafts, people, strict=True)), now)
    keys = [str(key) for key in _typed(round_)]
    return [
        Applicant(person.pk, draft.pk, str(draft.public_id), session_of(person), keys)
        for draft, person in zip(drafts, people, strict=True)
    ]


def _typed(round_: Round) -> list[Any]:
    rows = round_.form_version.questions.filter(kind__in=["short_text", "long_text"], condition={}).order_by("pk")
    return list(rows.values_list("key", flat=True)[:3])


def _fill(round_: Round, drafts: list[tuple[Application, User]], now: datetime) -> None:
    questions = list(round_.form_version.questions.exclude(kind="explanation"))
    answers, revisions, attachments = [], [], []
    stored = {each.pk: _file_for(each) for each in questions if each.takes_files}
    for draft, person in drafts:
        for question in questions:
            if question.takes_files:
                file, name = stored[question.pk]
                attachments.append(
                    Attachment(application=draft, key=question.key, file=file, name=name, added_by=person, added_at=now)
                )
                continue
            facts = {"application": draft, "key": question.key, "value": answer_to(question)}
            answers.append(Answer(**facts, changed_by=person, changed_at=now))
            revisions.append(AnswerRevision(**facts, version=1, changed_by=person, changed_at=now))
    Answer.objects.bulk_create(answers, batch_size=1_000)
    AnswerRevision.objects.bulk_create(revisions, batch_size=1_000)
    Attachment.objects.bulk_create(attachments, batch_size=1_000)


def _file_for(question: Any) -> tuple[Any, str]:
    """A file as if it had been looked at already; the same for everybody."""
    is_picture = "pdf" not in (question.accept or ["pdf"])
    kind, name = ("image/jpeg", "写真.jpg") if is_picture else ("application/pdf", "資料.pdf")
    return files.store_bytes(f"{question.key}".encode(), media_type=kind), name


def answer_to(question: Any) -> Any:
    """An answer that fits the question."""
    values = [choice["value"] for choice in question.choices]
    if question.kind == "choice":
        return values[0]
    if question.kind == "many":
        return values[:2]
    if question.kind == "number":
        return max(question.minimum or 0, min(5, question.maximum or 5))
    text = WORDS[question.kind]
    return text[: question.max_chars] if question.max_chars else text


def session_of(user: User) -> str:
    """The key of a session in which the person is signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
