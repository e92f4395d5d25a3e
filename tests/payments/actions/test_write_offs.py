"""A transfer that is short by the bank's fee is settled within the limit of the payee; the buyer is told what is missing."""

import pytest
from django.core.exceptions import PermissionDenied

from home.models import Letter
from payments.actions import bank, orders, reductions, write_offs
from payments.bank_files import Received
from payments.models import LedgerEntry, Payee
from payments.states import Account
from tests.payments.conftest import MOMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def short(place):
    """An order over 5,500 yen of which 440 are missing; its payee lets 440 go."""
    Payee.objects.update(write_off_limit=440)
    order = place(5_500)
    line = Received(MOMENT.date(), 5_060, f"{order.code} タチバナ")
    listed = bank.read_in(order.payee, [line], name="x.csv", content=b"x", by=None)
    return order, bank.allocate(listed.lines.get(), order, by=None)


def test_letter_says_what_is_missing_and_how_to_pay_it(short):
    order, _allocation = short

    letter = Letter.objects.get(kind="payments/order_partly_paid")

    assert (order.state, order.owed) == ("placed", 440)
    assert [word in letter.text for word in ("5,060", "440", order.code, order.payee.bank_account, order.url)] == [True] * 5


def test_missing_fee_is_written_off(short, finance, told):
    order, _allocation = short

    write_offs.write_off(order, by=finance)

    found = order.ledger_entries().balances()
    assert (order.state, found[Account.CHARGES], found[Account.RECEIVABLE]) == ("paid", 440, 0)
    assert told == [("order_paid", order.code, finance)]
    assert order.history.filter(action="order.write_off").get().facts == {"yen": 440}


def test_more_than_the_limit_and_what_is_unpaid_are_refused(short, place, finance, auditor):
    order, _allocation = short
    with pytest.raises(PermissionDenied):
        write_offs.write_off(order, by=auditor)
    with pytest.raises(write_offs.NotPartlyPaid):
        write_offs.write_off(place(300), by=finance)
    Payee.objects.update(write_off_limit=439)
    with pytest.raises(write_offs.AboveLimit, match=r"440.*439"):
        write_offs.write_off(order, by=finance)

    assert LedgerEntry.objects.balance(Account.CHARGES) == 0


@pytest.mark.parametrize(("cut", "charges", "refunds"), [(100, 340, 0), (440, 0, 0), (1_000, 0, 560)])
def test_cut_takes_the_fee_back_first(short, finance, cut, charges, refunds):
    order, _allocation = short
    write_offs.write_off(order, by=finance)

    reductions.reduce(order, {1: cut}, reason="減", by=finance)

    found = order.ledger_entries().balances()
    assert (order.state, found[Account.CHARGES], -found[Account.REFUNDS]) == ("paid", charges, refunds)


def test_cancelled_or_taken_back_nothing_stays_written_off(short, finance):
    order, allocation = short
    write_offs.write_off(order, by=finance)
    bank.deallocate(allocation, reason="別の会社", by=finance)
    assert (order.ledger_entries().balance(Account.RECEIVABLE), LedgerEntry.objects.balance(Account.CHARGES)) == (5_500, 0)

    again = bank.allocate(allocation.line, order, by=finance)
    write_offs.write_off(order, by=finance)
    orders.cancel(order, reason="中止", by=finance)

    found = order.ledger_entries().balances()
    assert again.amount == 5_060
    assert (found[Account.CHARGES], found[Account.REFUNDS], found[Account.REVENUE]) == (0, -5_060, 0)
