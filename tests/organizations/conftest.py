"""A company with its people, another company, and the office."""

import re
from datetime import UTC, datetime

import pytest

from home import clock
from home.models import Letter
from organizations.actions import memberships, organizations, roles
from organizations.models import Area, Membership, User
from organizations.states import MembershipRole, OrganizationKind

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def person(local, **facts):
    return User.objects.create_user(f"{local}@company.example", "a long password", **{"name": local} | facts)


def member(company, local, role):
    user = person(local)
    Membership.objects.create(organization=company, user=user, role=role, started_at=NOON)
    return user


@pytest.fixture
def make_person(db):
    return person


@pytest.fixture
def noon():
    with clock.at(NOON):
        yield NOON


@pytest.fixture
def invited_token(company, owner):
    """The token of an invitation to new@company.example, as its reader finds it in the letter."""
    memberships.invite(company, email="new@company.example", role=MembershipRole.EDITOR, by=owner)
    letter = Letter.objects.get(kind="organizations/invitation")
    return re.search(r"/invitations/([\w-]+)/", letter.text)[1]


@pytest.fixture
def ward(db):
    return Area.objects.create(code="nakahara", name_ja="中原区", name_en="Nakahara")


@pytest.fixture
def owner(db):
    return person("owner")


@pytest.fixture
def company(owner, ward):
    with clock.at(NOON):
        return organizations.register(
            by=owner,
            kind=OrganizationKind.SME,
            name_ja="橘精機株式会社",
            name_kana="タチバナセイキ",
            corporate_number="9020001071492",
            area=ward,
        )


@pytest.fixture
def editor(company):
    return member(company, "editor", MembershipRole.EDITOR)


@pytest.fixture
def viewer(company):
    return member(company, "viewer", MembershipRole.VIEWER)


@pytest.fixture
def stranger(db):
    return person("stranger")


@pytest.fixture
def other_company(stranger):
    return organizations.register(by=stranger, kind=OrganizationKind.SME, name_ja="多摩電子株式会社", name_kana="タマデンシ")


@pytest.fixture
def auditor(db):
    user = person("auditor")
    roles.grant(user, "auditor", by=None)
    return user


@pytest.fixture
def officer(db):
    user = person("officer")
    roles.grant(user, "officer", by=None)
    return user


@pytest.fixture
def administrator(db):
    user = person("administrator")
    roles.grant(user, "administrator", by=None)
    return user


@pytest.fixture
def web_editor(db):
    user = person("web-editor")
    roles.grant(user, "editor", by=None)
    return user


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("root@city.example", "a long password", name="root")
