"""Several orders are placed at once: their invoices have numbers without gap and without double."""

import pytest
from django.db import transaction

from home import clock
from payments.actions import invoices, orders, payees
from payments.models import Invoice, InvoiceSeries
from tests.payments.conftest import FACTS, MOMENT
from tests.races.cities import ROUNDS
from tests.races.crowd import meeting, refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
CROWD = 4


@pytest.fixture
def payee():
    return payees.save(None, by=None, **FACTS)


def buy(payee, *, fails=False):
    line = orders.Line("test:1", {"ja": "参加費"}, 5_500)
    with clock.at(MOMENT), transaction.atomic():
        orders.place(payee=payee, lines=[line], method="transfer", name="花子", email="h@home.example", by=None)
        if fails:
            raise RuntimeError


def crowd(payee):
    return together(*[lambda place=place: buy(payee, fails=place == 1) for place in range(CROWD)])


def numbers():
    return sorted(Invoice.objects.values_list("number", flat=True))


def careless_number(payee, year, kind):
    """The next number without the lock: read, and written a moment later."""
    row, _created = InvoiceSeries.objects.get_or_create(payee=payee, fiscal_year=year, kind=kind)
    last = MET(lambda: InvoiceSeries.objects.get(pk=row.pk).last)
    InvoiceSeries.objects.filter(pk=row.pk).update(last=last + 1)
    return last + 1


MET = meeting(lambda read: read(), parties=CROWD)


def test_numbers_have_no_gap_and_no_double(payee):
    for _round in range(ROUNDS):
        before = Invoice.objects.count()
        outcomes = crowd(payee)

        assert refusals(outcomes) == ["RuntimeError"]
        assert numbers() == [f"I2026-{place:05d}" for place in range(1, before + CROWD)]


def test_without_the_lock_some_would_be_refused(payee, monkeypatch):
    InvoiceSeries.objects.create(payee=payee, fiscal_year=2026, kind="invoice")
    monkeypatch.setattr(invoices, "take_number", careless_number)

    assert "IntegrityError" in refusals(crowd(payee))
