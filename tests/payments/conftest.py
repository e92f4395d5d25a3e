"""Finance, and two to whom fees are paid."""

import pytest

from organizations.actions import roles
from organizations.models import User
from payments.actions import payees

FACTS = {
    "code": "foundation",
    "name_ja": "みなと産業振興財団",
    "name_en": "Minato Industry Foundation",
    "registration_number": "T7000012050002",
    "methods": ["transfer", "card"],
    "bank_account": "みなと銀行 本店 普通 0012345",
}


@pytest.fixture
def facts():
    return dict(FACTS)


@pytest.fixture
def finance(db):
    user = User.objects.create_user("finance@city.example", "a long password", name="経理")
    roles.grant(user, "finance", by=None)
    return user


@pytest.fixture
def auditor(db):
    user = User.objects.create_user("auditor@city.example", "a long password", name="監査")
    roles.grant(user, "auditor", by=None)
    return user


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("root@city.example", "a long password", name="root")


@pytest.fixture
def payee(db):
    return payees.save(None, by=None, **FACTS)
