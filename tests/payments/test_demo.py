"""The sample city's orders: one in each state, by the same actions."""

import pytest
from django.apps import apps
from django.db import transaction

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
        ("approved", True),
    ]
    assert Reminder.objects.get().order.owed == 440
    assert sum(LedgerEntry.objects.balances().values()) == 0


# What is drawn by chance, so that nobody guesses it, and what follows from it.
SECRET = {
    "public_id",
    "password",
    "code",
    "key",
    "reference",
    "text",
    "about",
    "hash",
    "previous_hash",
    "previous",
    "sha256",
    "payer",
    "facts",
}


def fill():
    """What two floors of the city hold once they are filled; taken back afterwards."""
    with transaction.atomic():
        context = {"progress": lambda _label: None, "today": MOMENT.date()}
        people.build(context)
        demo.build(context)
        found = {}
        for model in (model for label in ("organizations", "payments") for model in apps.get_app_config(label).get_models()):
            names = [
                field.attname
                for field in model._meta.concrete_fields
                if not (field.primary_key or field.is_relation or field.attname in SECRET)
            ]
            found[model.__name__] = list(model._base_manager.order_by("pk").values_list(*names)) if names else []
        transaction.set_rollback(True)
    return found


def test_a_second_city_is_like_the_first(db):
    with clock.at(MOMENT):
        first, second = fill(), fill()

    assert (len(first["User"]) > 50, len(first["Order"])) == (True, 9)
    assert [name for name in first if first[name] != second[name]] == []
