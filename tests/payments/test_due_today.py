"""What finance finds on its dashboard, and in how many questions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from home import clock
from organizations.actions import roles
from organizations.models import User
from payments import due_today
from payments.actions import bank, orders, reductions, refunds
from payments.bank_files import Received

QUESTIONS = 30
ACCOUNT = {"bank": "みなと銀行", "branch": "本店", "account_kind": "ordinary", "account_number": "0123456", "holder": "タチバナ"}


@pytest.fixture(autouse=True)
def at_noon(settings, moment):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield moment


@pytest.fixture
def second(db):
    user = User.objects.create_user("second@city.example", "a long password", name="経理係長")
    roles.grant(user, "finance", by=None)
    return user


@pytest.fixture
def to_pay_back(place, pay, finance):
    """A refund that finance has proposed; the buyer has given the account."""
    order = place(5_500)
    pay(order, 5_500)
    reductions.reduce(order, {1: 1_100}, reason="減", by=None)
    refund = refunds.propose(order, amount=1_100, reason="減", by=finance)
    refunds.give_account(refund, by=None, **ACCOUNT)
    return refund


def told(user):
    user = User.objects.get(pk=user.pk)
    return [(due.label, due.over, due.is_today) for due in due_today.of(user).due]


def test_orders_are_due_on_their_day_and_overdue_after_it(place, finance, moment):
    placed = [place() for _number in range(3)]
    for order, days in zip(placed, (-2, 0, 3), strict=True):
        type(order).objects.filter(pk=order.pk).update(hold_until=moment + timedelta(days=days, hours=1))

    late = "Not paid in time: give more time, or cancel"
    assert told(finance) == [(late, 2, False), ("To be paid today", 0, True)]


def test_a_refund_waits_for_the_second_person_and_then_for_the_bank(to_pay_back, finance, second):
    first = [told(finance), told(second)]
    refunds.approve(to_pay_back, by=second)
    then = [told(finance), told(second)]

    assert first == [[], [("Approve the refund", 0, False)]]
    assert then == [[("Send the refund, and note the day", 0, False)]] * 2


def test_a_payment_of_nobody_is_to_be_allocated(payee, finance):
    bank.read_in(payee, [Received(clock.today(), 12_345, "ﾔﾏﾀﾞ")], name="a.csv", content=b"a", by=None)

    due = due_today.of(finance).due

    assert [(each.label, each.title.endswith("ﾔﾏﾀﾞ, 12,345 yen")) for each in due] == [("Allocate to an order", True)]


def test_who_only_reads_has_nothing_to_do(auditor, superuser, owner):
    assert [due_today.of(user) for user in (auditor, superuser, owner)] == [None, None, None]


def test_the_dashboard_asks_the_same_whatever_the_number_of_orders(client, finance, place, moment, django_assert_num_queries):
    client.force_login(finance)
    calm = client.get(reverse("wagtailadmin_home")).content.decode()
    shown = []
    for count in (1, 2):
        for _each in range(count):
            orders.extend(place(), hold_until=moment + timedelta(hours=1), by=finance)
        with django_assert_num_queries(QUESTIONS):
            shown.append(client.get(reverse("wagtailadmin_home")).content.decode())

    assert "お待ちしている仕事はありません。" in calm
    assert [page.count("本日が支払期限です") for page in shown] == [1, 3]
