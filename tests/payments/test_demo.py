"""The sample city's orders: one in each state, by the same actions."""

import pytest

from home import clock
from organizations import demo as people
from payments import demo
from payments.models import BankLine, LedgerEntry, Order, Refund, Reminder
from payments.states import OrderState
from tests.payments.conftest import MOMENT


@pytest.fixture
def city(db):
    context = {"progress": lambda _label: None, "today": MOMENT.date()}
    with clock.at(MOMENT):
        people.build(context)
        demo.build(context)
    return context


def test_the_city_has_an_order_in_each_state(city):
    assert set(Order.objects.values_list("state", flat=True)) == set(OrderState.values)
    assert [line.rest for line in BankLine.objects.order_by("pk")] == [0, 0, 111_720, 12_345, 0, 0]
    assert [(refund.state, refund.has_account) for refund in Refund.objects.order_by("pk")] == [
        ("proposed", False),
        ("proposed", True),
    ]
    assert Reminder.objects.get().order.owed == 440
    assert sum(LedgerEntry.objects.balances().values()) == 0
