"""Judges at work: seated, assigned, pledged, with an open sheet."""

import pytest
from django.test import Client

from certifications.actions import applications, judging
from certifications.models import Assignment, Round, Subject
from tests.certifications import making


@pytest.fixture
def judge(judges):
    return judges[0]


@pytest.fixture
def other_judge(judges):
    return judges[1]


@pytest.fixture
def judging_round(in_judging):
    return Round.objects.get(pk=in_judging.round_id)


@pytest.fixture
def assignment(in_judging, judge):
    """Given to the judge, who has not pledged yet."""
    return Assignment.objects.get(application=in_judging, judge=judge)


@pytest.fixture
def pledged(assignment, judging_round, judge):
    """The judge has pledged secrecy, and has not said yet whether something connects her."""
    judging.pledge(judging_round, by=judge)
    return assignment


@pytest.fixture
def opened(pledged, judge):
    """The sheet is begun."""
    judging.open_sheet(pledged, by=judge)
    return pledged


@pytest.fixture
def criteria(judging_round):
    return list(judging_round.rubric_version.criteria.order_by("order"))


@pytest.fixture
def at_desk(judge):
    """The judge's browser."""
    client = Client()
    client.force_login(judge)
    return client


@pytest.fixture
def world(db):
    """Makes a whole round in judging: `world(slug, cases=, blind=)` gives round, secretary, judges and the cases."""

    def make(slug="monozukuri-brand", *, cases=2, judges=(), **settings):
        program = making.program(slug)
        secretary = making.office(program, f"secretary-{slug}")
        round_ = making.published_round(program, secretary, **settings)
        seated = list(judges) or [making.person(f"judge-{slug}")]
        made = []
        for number in range(cases):
            company = making.organization(f"試作工業{slug}{number}株式会社")
            owner = making.member(company, f"owner-{slug}-{number}")
            themselves = program.subject_kind == "person"
            applicant = {"person": owner} if themselves else {"organization": company}
            application = making.draft(round_, owner, name=f"試作{number}", **applicant)
            if themselves:
                Subject.objects.filter(pk=application.subject_id).update(person=owner)
                application.subject.refresh_from_db()
            applications.submit(making.fill(application, owner), by=owner)
            made.append(making.accepted(application, secretary))
        making.judged(round_, secretary, seated)
        return Round.objects.get(pk=round_.pk), secretary, seated, made

    return make
