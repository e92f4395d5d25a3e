"""Makes rounds and cases for the tests, by plain functions; the fixtures in conftest.py call them."""

import json
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.test import Client

from certifications.actions import applications, blinding, judging, programs, revisions, rounds, screening, themes
from certifications.models import Attachment, BlindCopy, Subject
from home import clock
from home.actions import files
from organizations.actions import roles
from organizations.models import Membership, Organization, User
from organizations.states import MembershipRole, OrganizationKind
from tests.home import samples
from tests.replays import replayed

FILES = Path(programs.__file__).parents[1] / "programs"
PASSWORD = "a long password"


def tokyo(text):
    return datetime.fromisoformat(text).replace(tzinfo=clock.TOKYO)


OPENS = tokyo("2026-10-01T09:00")
DURING = tokyo("2026-11-21T12:00")
CLOSES = tokyo("2026-12-01T17:00")
DUE = tokyo("2026-11-30T00:00").date()
JUDGING = tokyo("2026-12-10T10:00")
ANNOUNCES = tokyo("2027-03-01T10:00")


@replayed
def person(local, **facts):
    """A user; the name is the local part of the address."""
    return User.objects.create_user(f"{local}@people.example", PASSWORD, **{"name": local} | facts)


@replayed
def organization(name="橘精機株式会社", **facts):
    return Organization.objects.create(
        name_ja=name, **{"kind": OrganizationKind.SME, "name_kana": "タチバナセイキ", "created_at": clock.now()} | facts
    )


@replayed
def member(company, local, role=MembershipRole.OWNER):
    """A new person who acts for the company."""
    user = person(local)
    Membership.objects.create(organization=company, user=user, role=role, started_at=clock.now())
    return user


def program_data(slug="kis"):
    return json.loads((FILES / f"{slug}.json").read_text(encoding="utf-8"))


@replayed
def program(slug="kis", **changes):
    """A program from its file, with changes to the file's facts."""
    return programs.load(program_data(slug) | changes, by=None)


def bare_program():
    """A program that has neither a form nor criteria yet, as one that is still being thought out."""
    bare = program("meister")
    bare.pk, bare.slug, bare._state.adding = None, "in-the-making", True
    bare.save()
    return bare


@replayed
def signed_in(user):
    """A browser of this person's."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@replayed
def all_roles():
    """A group for each role, with its rights."""
    roles.setup()


@replayed
def officer(user):
    """Lets somebody in at the desk."""
    roles.grant(user, "officer", by=None)


def colleague(certificate, role):
    """Somebody else of the company that holds it."""
    return member(certificate.organization, role, role)


@replayed
def office(program_, local, role="secretariat"):
    """A new person with a role in the program."""
    user = person(local)
    programs.grant_role(program_, user, role, by=None)
    return user


@replayed
def published_round(program_, by, **settings):
    """A published round that is open at DURING."""
    facts = {
        "fiscal_year": 2026,
        "number": 1,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "judging_until": tokyo("2027-01-31T00:00").date(),
        "announces_at": ANNOUNCES,
        "reviews_wanted": 2,
    }
    round_ = rounds.prepare(program_, by=by, **facts | settings)
    rounds.publish(round_, by=by)
    return round_


@replayed
def theme(round_, by, company, *, code="A", **words):
    """A company's theme that applicants can choose."""
    made = themes.add(round_, code=code, organization=company, by=by, **{"title_ja": "風"} | words)
    themes.publish(made, by=by)
    return made


@replayed
def draft(round_, by, *, name="ひとつ折り車いす ORU", **applicant):
    """A draft of a new subject, without answers. Name the applicant: organization=, person= or team=."""
    subject = Subject.objects.create(
        kind=round_.program.subject_kind,
        name_ja=name,
        organization=applicant.get("organization"),
        created_at=clock.now(),
    )
    with clock.at(DURING):
        return applications.start(round_, subject=subject, by=by, **applicant)


SAMPLE_ANSWERS = {
    "short_text": "座ったままひと折り",
    "long_text": "立ち上がりが不安な方が、座ったまま片手で折りたためます。",
    "yen": 128000,
    "date": "2024-04-01",
    "url": "https://tachibana.example/oru",
    "consent": True,
}


SAMPLE_CELLS = {"text": "横浜商会", "number": 2025, "yen": 1_200_000, "date": "2025-04-01"}


def answer_to(question):
    """An answer that fits the question."""
    if question.kind == "table":
        return [{column["code"]: SAMPLE_CELLS[column["kind"]] for column in question.columns}]
    values = [choice["value"] for choice in question.choices]
    if question.kind == "choice":
        return values[0]
    if question.kind == "many":
        return values[:2]
    if question.kind == "number":
        return max(question.minimum or 0, min(5, question.maximum or 5))
    text = SAMPLE_ANSWERS[question.kind]
    return text[: question.max_chars] if question.max_chars else text


@replayed
def put_file(application, question, by, name="資料.pdf", data=None):
    """An attachment as if its upload had been inspected."""
    picture = not {"pdf"} & set(question.accept or ["pdf"])
    content = data or (samples.picture() if picture else samples.pdf())
    stored = files.store_bytes(content, media_type="image/jpeg" if picture else "application/pdf")
    return Attachment.objects.create(
        application=application,
        key=question.key,
        file=stored,
        name=name.replace(".pdf", ".jpg") if picture else name,
        added_by=by,
        added_at=clock.now(),
    )


@replayed
def fill(application, by):
    """Answers every question of a draft, files included, without asking each time whether it may be answered."""
    with clock.at(DURING), transaction.atomic():
        for question in application.round.form_version.questions.select_related("section"):
            if question.takes_files:
                put_file(application, question, by)
            elif question.kind != "explanation":
                revisions.write(application, question.key, answer_to(question), by=by)
    return application


@replayed
def submitted(round_, by, **facts):
    """A case that is with the office."""
    application = fill(draft(round_, by, **facts), by)
    with clock.at(DURING):
        applications.submit(application, by=by)
    return application


@replayed
def accepted(application, by):
    """Takes a submitted case through screening."""
    for row in application.round.rules["checklist"]:
        screening.check(application, row["code"], passed=True, by=by)
    screening.accept(application, by=by)
    return application


@replayed
def looked_through(round_, by):
    """The copies for blind judging are looked through, as if their pages had been drawn."""
    for copy in BlindCopy.objects.waiting().filter(version__application__round=round_):
        BlindCopy.objects.filter(pk=copy.pk).update(drawn_at=clock.now())
        blinding.check(copy, row_version=copy.row_version, by=by)


@replayed
def judged(round_, secretary, judges):
    """Seats the judges, assigns them and opens the judging; every case must be through screening."""
    with clock.at(JUDGING):
        for judge in judges:
            rounds.seat(round_, judge, by=secretary)
        judging.spread(round_, by=secretary)
        looked_through(round_, secretary)
        rounds.open_judging(round_, by=secretary)
    return round_
