"""Reminders: by the days of the payee, each once, not to who has paid."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from home import clock
from home.models import Letter
from payments import tasks
from payments.actions import bank
from payments.bank_files import Received
from payments.models import Payee, Reminder
from tests.payments.conftest import MOMENT

pytestmark = pytest.mark.django_db


def run_on(order, *days):
    """The worker's round so many days after the order should have been paid; how many reminders there are after each."""
    counts = []
    for number in days:
        with clock.at(order.hold_until + timedelta(days=number, minutes=1)):
            tasks.remind_orders.func()
        counts.append(Reminder.objects.count())
    return counts


@pytest.fixture
def late(place):
    """An order of which a part has come in; the payee reminds after 3 and after 10 days."""
    Payee.objects.update(first_reminder=3, second_reminder=10)
    order = place(5_500)
    listed = bank.read_in(order.payee, [Received(MOMENT.date(), 500, order.code)], name="x", content=b"x", by=None)
    bank.allocate(listed.lines.get(), order, by=None)
    order.payee.refresh_from_db()
    return order


def test_two_reminders_each_once(late):
    assert run_on(late, 2, 3, 3, 9, 10, 11, 30) == [0, 1, 1, 1, 2, 2, 2]

    letters = Letter.objects.filter(kind="payments/order_reminder").order_by("pk")
    assert [("5,000" in letter.text, late.url in letter.text) for letter in letters] == [(True, True)] * 2
    assert letters[0].subject != letters[1].subject
    assert list(Reminder.objects.order_by("place").values_list("place", "owed")) == [(1, 5_000), (2, 5_000)]


def test_nobody_gets_both_at_once(late):
    assert run_on(late, 20, 20, 21) == [1, 2, 2]


def test_who_has_paid_or_whose_payee_does_not_remind_gets_none(late, place, pay):
    pay(late, 5_000)
    assert run_on(late, 5) == [0]
    Payee.objects.update(first_reminder=None, second_reminder=None)
    place(3_000)
    assert run_on(late, 5) == [0]


def test_database_keeps_each_reminder_once_and_in_order(late):
    run_on(late, 3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(order=late, place=1, owed=1, sent_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Payee.objects.update(first_reminder=10, second_reminder=10)
