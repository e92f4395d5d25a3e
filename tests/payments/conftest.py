"""Finance, and two to whom fees are paid."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from home import clock
from organizations.actions import organizations, roles
from organizations.models import Membership, User
from organizations.states import MembershipRole, OrganizationKind
from payments.actions import ledger, orders, payees, settling
from payments.states import Account, Cause

MOMENT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)

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


def member(company, local, role):
    user = User.objects.create_user(f"{local}@company.example", "a long password", name=local)
    Membership.objects.create(organization=company, user=user, role=role, started_at=MOMENT)
    return user


@pytest.fixture
def moment():
    with clock.at(MOMENT):
        yield MOMENT


@pytest.fixture
def company(moment):
    owner = User.objects.create_user("owner@company.example", "a long password", name="社長")
    facts = {"kind": OrganizationKind.SME, "name_ja": "橘精機株式会社", "name_kana": "タチバナセイキ"}
    return organizations.register(by=owner, **facts)


@pytest.fixture
def owner(company):
    return User.objects.get(email="owner@company.example")


@pytest.fixture
def editor(company):
    return member(company, "editor", MembershipRole.EDITOR)


@pytest.fixture
def viewer(company):
    return member(company, "viewer", MembershipRole.VIEWER)


@pytest.fixture
def stranger(db):
    user = User.objects.create_user("stranger@other.example", "a long password", name="他社")
    organizations.register(by=user, kind=OrganizationKind.SME, name_ja="多摩電子株式会社", name_kana="タマデンシ")
    return user


@pytest.fixture
def place(payee, company, owner):
    """Places an order of the company over 5,500 yen, unless said otherwise."""

    def placed(*prices, **facts):
        lines = [
            orders.Line(f"test:{place}", {"ja": "参加費", "en": "Fee"}, price) for place, price in enumerate(prices or (5_500,))
        ]
        usual = {"payee": payee, "lines": lines, "method": "transfer", "email": "owner@company.example", "by": owner}
        buyer = {} if "name" in facts else {"organization": company}
        return orders.place(**usual | buyer | facts)

    return placed


@pytest.fixture
def told(monkeypatch):
    """What the floors above were told, as (name, code of the order, by): one of them stands here and takes notes."""
    notes = []

    def reactions(name):
        return [lambda order, *, by: notes.append((name, order.code, by))]

    monkeypatch.setattr(settling, "reactions", reactions)
    return notes


@pytest.fixture
def pay():
    """Books money for an order as though a bank had told of it."""

    def paid(order, amount, key="money"):
        with transaction.atomic():
            current = settling.locked(order)
            move = ledger.Move(Account.BANK, Account.RECEIVABLE, amount)
            ledger.write(order.payee, Cause.RECEIVED, [move], key=key, by=None, order=current)
            settling.settle(current, by=None)
        order.refresh_from_db()

    return paid
