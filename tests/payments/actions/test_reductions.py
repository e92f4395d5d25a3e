"""An order is cut: the credit note says the difference, the ledger keeps the balance, what was overpaid is owed back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from home.models import Letter
from payments.actions import bank, orders, reductions
from payments.actions.orders import Line
from payments.bank_files import Received
from payments.models import LedgerEntry, OrderLine
from payments.states import Account
from tests.payments.conftest import MOMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed(place):
    """Two booths and five lunch boxes, without tax: both rates leave fractions."""
    lines = [
        Line("a", {"ja": "小間", "en": "Booth"}, 1_005, 2),
        Line("b", {"ja": "弁当", "en": "Lunch"}, 333, 5, 8),
    ]
    return place(lines=lines, tax_included=False)


def paid_by_bank(order, amount):
    line = Received(MOMENT.date(), amount, f"{order.code} {amount}")
    listed = bank.read_in(order.payee, [line], name="x.csv", content=b"x", by=None)
    return bank.allocate(listed.lines.get(), order, by=None)


def balances(order, *accounts):
    found = order.ledger_entries().balances()
    return tuple(found[account] for account in accounts)


def test_cut_of_what_is_to_be_paid(mixed):
    assert (mixed.total, balances(mixed, Account.REVENUE, Account.TAX)) == (4_009, (-3_675, -334))

    note = reductions.reduce(mixed, {1: 1_005, 2: 100}, reason="1小間の減", by=None)

    assert (mixed.total, mixed.owed, mixed.state) == (2_795, 2_795, "placed")
    assert [(row["words"], row["quantity"], row["price"], row["amount"]) for row in note.facts["lines"]] == [
        ("小間", 1, 1_005, 1_005),
        ("弁当", 1, 100, 100),
    ]
    assert [(share["rate"], share["net"], share["tax"]) for share in note.facts["shares"]] == [(8, 100, 8), (10, 1_005, 101)]
    assert (note.total, note.number, note.corrects.kind) == (1_214, "C2026-00001", "invoice")
    assert balances(mixed, Account.REVENUE, Account.TAX, Account.RECEIVABLE) == (-2_570, -225, 2_795)
    letter = Letter.objects.get(kind="payments/order_reduced")
    assert ("1小間の減" in letter.text, mixed.url in letter.text) == (True, True)


def test_cut_below_what_was_paid_pays_the_order_and_is_owed_back(place, told):
    order = place(5_500)
    paid_by_bank(order, 3_000)

    reductions.reduce(order, {1: 3_300}, reason="値引き", by=None)

    assert (order.state, order.total, order.owed) == ("paid", 2_200, 0)
    assert balances(order, Account.REFUNDS, Account.RECEIVABLE) == (-800, 0)
    assert told == [("order_paid", order.code, None)]


def test_payment_taken_back_is_first_set_against_what_is_owed_back(place):
    order = place(5_500)
    allocation = paid_by_bank(order, 5_500)
    reductions.reduce(order, {1: 1_100}, reason="値引き", by=None)

    bank.deallocate(allocation, reason="別の会社", by=None)

    assert balances(order, Account.REFUNDS, Account.RECEIVABLE) == (0, 4_400)


@pytest.mark.parametrize("paid", [True, False])
def test_order_that_was_cut_twice_is_cancelled_to_nothing(place, paid):
    order = place(5_500, 1_080)
    if paid:
        paid_by_bank(order, 6_580)
    for cut in ({1: 1_000}, {1: 77, 2: 1_080}):
        reductions.reduce(order, cut, reason="減", by=None)

    orders.cancel(order, reason="中止", by=None)

    expected = {"bank": 6_580, "refunds": -6_580} if paid else {}
    assert {account: yen for account, yen in LedgerEntry.objects.balances().items() if yen} == expected
    notes = order.invoices.filter(kind="credit")
    assert (sum(note.total for note in notes.filter(voided_at=None)), notes.count()) == ((6_580, 3) if paid else (0, 2))


def test_database_cuts_no_line_below_nothing(place):
    line = place(5_500).lines.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        OrderLine.objects.filter(pk=line.pk).update(credited=5_501)


@pytest.mark.parametrize(
    ("cuts", "refusal"),
    [
        ({}, reductions.NothingCut),
        ({1: 0}, reductions.NothingCut),
        ({1: 5_501}, reductions.TooMuch),
        ({1: -1}, reductions.TooMuch),
        ({2: 1}, reductions.TooMuch),
        ({1: 5_500}, reductions.NothingStays),
    ],
)
def test_refused_plainly_and_nothing_is_written(place, cuts, refusal):
    order = place(5_500)

    with pytest.raises(refusal):
        reductions.reduce(order, cuts, reason="減", by=None)

    assert (order.lines.get().amount, order.invoices.count(), order.journals.count()) == (5_500, 1, 1)


def test_only_finance_cuts_with_a_reason_what_is_open(place, finance, owner, auditor):
    order = place(5_500)

    for user in (owner, auditor):
        with pytest.raises(PermissionDenied):
            reductions.reduce(order, {1: 1}, reason="減", by=user)
    with pytest.raises(reductions.ReasonMissing):
        reductions.reduce(order, {1: 1}, reason=" ", by=finance)
    orders.cancel(order, reason="中止", by=None)
    with pytest.raises(reductions.OrderClosed):
        reductions.reduce(order, {1: 1}, reason="減", by=finance)
