"""The lists (`visible_to`, `of_office`) and the predicates answer alike, over worlds that change at random."""

import os
import random
from itertools import product

import pytest

from certifications.certificate_permissions import is_holder
from certifications.models import (
    Application,
    Assignment,
    BlockedPair,
    Certificate,
    Conflict,
    ConflictReach,
    Decision,
    ProgramRole,
    Round,
    Team,
)
from certifications.permissions import (
    can_judge,
    can_see_decision,
    can_view_application,
    group_names,
    is_applicant,
    is_candidate,
    is_case_office,
    is_office,
)
from home import clock
from organizations.models import Membership, Organization, User
from organizations.permissions import can_see_organization
from tests.access.worlds import ROLES, STAGES

SOAK = os.environ.get("SOAK") == "1"
STEPS = 40 if SOAK else 24
WITH_CASE = ("round__program", "subject", "organization", "team", "person")


def pairs():
    """By question: what the list gives and what the predicate allows, as sets of (person, record)."""
    applications = list(Application.objects.select_related(*WITH_CASE))
    assignments = list(Assignment.objects.select_related(*(f"application__{name}" for name in WITH_CASE)))
    decisions = list(Decision.objects.select_related(*(f"application__{name}" for name in WITH_CASE)))
    certificates = list(Certificate.objects.select_related("program", *(f"decision__application__{n}" for n in WITH_CASE)))
    organizations = list(Organization.objects.all())
    asked = {
        "reads": (Application.objects.visible_to, can_view_application, applications),
        "side": (
            Application.objects.of_side,
            lambda user, each: is_applicant(user, each) or is_candidate(user, each),
            applications,
        ),
        "office": (Application.objects.of_office, is_case_office, applications),
        "judges": (Assignment.objects.visible_to, can_judge, assignments),
        "decisions": (Decision.objects.visible_to, lambda user, each: can_see_decision(user, each.application), decisions),
        "certificates": (Certificate.objects.visible_to, works_on_or_audits, certificates),
        "holds": (Certificate.objects.held_by, is_holder, certificates),
        "organizations": (Organization.objects.visible_to, can_see_organization, organizations),
    }
    listed, allowed = {}, {}
    for name, (question, predicate, records) in asked.items():
        listed[name], allowed[name] = set(), set()
        for known in User.objects.all():
            if not known.is_active and name == "holds":
                continue  # whoever is switched off has no page to list them on
            listed[name] |= {(known.name, pk) for pk in question(User.objects.get(pk=known.pk)).values_list("pk", flat=True)}
            asking = User.objects.get(pk=known.pk)
            allowed[name] |= {(known.name, record.pk) for record in records if predicate(asking, record)}
    return listed, allowed


def works_on_or_audits(user, certificate):
    return user.is_active and ("auditor" in group_names(user) or is_case_office(user, certificate.decision.application))


def shake(world, dice):
    """One thing happens that changes who may see what."""
    people = list(User.objects.all())
    somebody, case = dice.choice(people), dice.choice(list(Application.objects.exclude(state="decided")))
    match dice.randrange(13):
        case 0:
            row = somebody.memberships.filter(organization=world.company, ended_at=None).first()
            if row:
                Membership.objects.filter(pk=row.pk).update(ended_at=clock.now())
            else:
                Membership.objects.create(organization=world.company, user=somebody, role="viewer", started_at=clock.now())
        case 1:
            User.objects.filter(pk=somebody.pk).update(is_active=not somebody.is_active)
        case 2:
            facts = {
                "state": dice.choice(["suspected", "confirmed", "dismissed"]),
                "source": "office",
                "recorded_at": clock.now(),
            }
            Conflict.objects.update_or_create(person=somebody, application=case, organization=None, defaults=facts)
        case 3:
            facts = {"state": dice.choice(["confirmed", "dismissed"]), "source": "office", "recorded_at": clock.now()}
            Conflict.objects.update_or_create(person=somebody, application=None, organization=world.company, defaults=facts)
        case 4:
            role, _made = ProgramRole.objects.get_or_create(
                user=somebody,
                program=dice.choice([world.program, world.elsewhere]),
                role=dice.choice(["secretariat", "approver"]),
                ended_at=None,
                defaults={"granted_at": clock.now()},
            )
            if dice.random() < 0.4:
                ProgramRole.objects.filter(pk=role.pk).update(ended_at=clock.now())
        case 5:
            Round.objects.filter(state__in=["judging", "deciding"], pk=case.round_id).update(
                state=dice.choice(["judging", "deciding", "cancelled"])
            )
        case 6:
            blocked = BlockedPair.objects.filter(application=case).values("judge")  # the database gives these nothing
            rows = Assignment.objects.filter(application=case).exclude(judge__in=blocked)
            rows.update(state=dice.choice(["assigned", "working", "submitted", "recused"]))
        case 7:
            case.subject.person = dice.choice([somebody, None])
            case.subject.save()
        case 8:
            Application.objects.filter(pk=case.pk).update(organization=None, team=None, person=somebody)
        case 9:
            team = Team.objects.create(name="組", created_by=somebody)
            team.members.add(somebody, dice.choice(people))
            Application.objects.filter(pk=case.pk).update(organization=None, team=team, person=None)
        case 10:
            Application.objects.filter(pk=case.pk, receipt_number__isnull=False).exclude(state="decided").update(
                state=dice.choice(["withdrawn", "in_review", "submitted"])
            )
        case 11:
            facts = {"state": dice.choice(["confirmed", "dismissed"]), "source": "office", "recorded_at": clock.now()}
            Conflict.objects.update_or_create(person=somebody, subject=case.subject, defaults=facts)
        case 12:
            facts = {"state": "confirmed", "with_group": True, "source": "office", "recorded_at": clock.now()}
            holding, _made = Organization.objects.get_or_create(
                name_ja="持株会社", kind="large", defaults={"created_at": clock.now()}
            )
            conflict, _made = Conflict.objects.update_or_create(person=somebody, organization=holding, defaults=facts)
            ConflictReach.objects.get_or_create(conflict=conflict, organization=world.company)


@pytest.mark.parametrize("seed", range(1, 13) if SOAK else [1])
def test_lists_and_predicates_agree_whatever_happens(world, db, seed):
    dice = random.Random(seed)
    for step in range(STEPS):
        shake(world, dice)
        if step % 6 == 5:
            listed, allowed = pairs()
            assert {name: listed[name] ^ allowed[name] for name in listed} == {name: set() for name in listed}
            assert all(listed.values()), "a question that nobody may answer shows nothing"


def test_agreement_is_not_empty_for_those_who_have_a_part(world, db):
    listed, allowed = pairs()

    assert listed == allowed
    readers = {name for pairs_ in listed.values() for name, _pk in pairs_}
    nobody = {"anonymous", "former", "judge_elsewhere", "secretary_elsewhere", "web_editor", "administrator"}
    assert {role.replace("_", "-") for role in set(ROLES) - nobody} <= readers
    assert len(listed["reads"]) >= 3 * len(STAGES)


def test_anonymous_visitors_are_asked_like_anybody(world, db, client):
    visitor = client.get("/").wsgi_request.user

    seen = {
        name: question.visible_to(visitor).count()
        for name, question in product(["x"], [Application.objects, Assignment.objects, Decision.objects, Certificate.objects])
    }

    assert set(seen.values()) == {0}
    assert not any(can_view_application(visitor, each) for each in Application.objects.all())


def test_agreement_notices_a_predicate_that_differs(world, db, monkeypatch):
    monkeypatch.setattr("tests.access.test_agreement.is_case_office", lambda user, case: is_office(user, case.round.program))

    listed, allowed = pairs()

    assert listed["office"] < allowed["office"]
