from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.utils import DatabaseError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from home import clock
from home.models import Letter
from payments.actions import bank, orders, payees
from payments.bank_files import Received
from payments.models import Allocation, BankLine, BankList, LedgerEntry, Order
from payments.states import Account
from tests.payments.conftest import FACTS, MOMENT

DAY = date(2026, 11, 20)
VERBS = st.sampled_from(["allocate", "keep", "back", "cancel"])


def came(amount, payer="ｶ)ﾀﾁﾊﾞﾅｾｲｷ", day=DAY):
    return Received(day, amount, payer)


def read_in(payee, *lines, by=None):
    return bank.read_in(payee, lines, name="list.csv", content=b"x", by=by)


@pytest.fixture
def payment(payee, moment):
    """Reads one payment in."""

    def received(amount, **facts):
        listed = read_in(payee, came(amount, **facts))
        return listed.lines.get()

    return received


def balances():
    return {account: yen for account, yen in LedgerEntry.objects.balances().items() if yen}


def test_read_in_books_what_came(payee, moment, finance):
    listed = read_in(payee, came(5_500), came(5_500), came(440, "ﾊﾅｺ"), by=finance)

    assert (listed.found, listed.added, listed.read_by) == (3, 3, finance)
    assert balances() == {Account.BANK: 11_440, Account.UNALLOCATED: -11_440}


def test_read_in_takes_only_what_is_new(payee, moment):
    read_in(payee, came(5_500), came(440))

    listed = read_in(payee, came(440), came(5_500), came(5_500))

    assert (listed.found, listed.added, BankLine.objects.count()) == (3, 1, 3)
    with pytest.raises(bank.NothingNew):
        read_in(payee, came(440), came(5_500))
    assert BankList.objects.count() == 2


@pytest.mark.parametrize("who", ["auditor", "superuser", "owner"])
def test_only_finance_reads_in_and_allocates(payee, place, payment, request, who):
    user, line = request.getfixturevalue(who), payment(5_500)
    order = place()

    with pytest.raises(PermissionDenied):
        read_in(payee, came(1), by=user)
    with pytest.raises(PermissionDenied):
        bank.allocate(line, order, by=user)

    assert (BankLine.objects.count(), Allocation.objects.count()) == (1, 0)


def test_allocate_pays_the_order(place, payment, finance, told):
    order, line = place(), payment(5_500)

    bank.allocate(line, order, by=finance)

    assert (order.state, order.owed, line.rest) == ("paid", 0, 0)
    assert told == [("order_paid", order.code, finance)]
    assert order.invoices.get(kind="receipt").facts["paid_on"] == "2026年11月20日"
    assert list(Letter.objects.filter(kind="payments/order_paid").values_list("address", flat=True)) == [order.email]


def test_440_yen_short_is_a_part_and_the_rest_comes_later(place, payment, payee):
    order, line = place(), payment(5_060)

    bank.allocate(line, order, by=None)
    assert (order.state, order.owed, order.is_partly_paid) == ("placed", 440, True)
    bank.allocate(read_in(payee, came(440)).lines.get(), order, by=None)

    assert (order.state, order.owed) == ("paid", 0)


def test_too_much_stays_with_the_payment_for_another_order(place, payment):
    first, second, line = place(), place(), payment(11_000)

    bank.allocate(line, first, by=None)
    assert (first.state, line.rest) == ("paid", 5_500)
    bank.allocate(line, second, by=None)

    assert (second.state, line.rest) == ("paid", 0)


def test_too_much_may_be_kept_for_the_order(place, payment):
    order, line = place(), payment(6_000)

    bank.allocate(line, order, keep_rest=True, by=None)

    assert (order.state, line.rest, order.ledger_entries().balance(Account.OVERPAID)) == ("paid", 0, -500)
    orders.cancel(order, reason="中止", by=None)
    assert order.ledger_entries().balance(Account.REFUNDS) == -6_000


def test_allocate_says_why_not(place, payment, payee, finance):
    order, line = place(), payment(11_000)
    elsewhere = place(payee=payees.save(None, by=None, **FACTS | {"code": "city"}))
    closed = place()
    orders.cancel(closed, reason="中止", by=None)

    for wrong, refusal in ((elsewhere, bank.OtherPayee), (closed, bank.OrderClosed)):
        with pytest.raises(refusal):
            bank.allocate(line, wrong, by=finance)
    bank.allocate(line, order, by=finance)
    with pytest.raises(bank.NothingOwed):
        bank.allocate(line, order, by=finance)
    bank.allocate(line, order, keep_rest=True, by=finance)
    with pytest.raises(bank.NothingLeft):
        bank.allocate(line, order, by=finance)


def test_a_late_payment_is_left_to_a_person(place, payment):
    order, line = place(), payment(5_500)
    with clock.at(order.hold_until + timedelta(days=9)):
        orders.expire(order)

    with pytest.raises(bank.OrderClosed):
        bank.allocate(line, order, by=None)

    assert (line.rest, balances()) == (5_500, {Account.BANK: 5_500, Account.UNALLOCATED: -5_500})


def test_deallocate_books_the_counter_entry_and_tells_the_buyer(place, payment, finance, told):
    order, line = place(), payment(5_500)
    allocation = bank.allocate(line, order, by=finance)

    bank.deallocate(allocation, reason="別の方の入金", by=finance)

    order.refresh_from_db()
    assert (order.state, order.owed, line.rest) == ("placed", 5_500, 5_500)
    assert [name for name, *_more in told] == ["order_paid", "order_unpaid"]
    assert (order.invoices.get(kind="receipt").is_void, order.invoices.get(kind="invoice").is_void) == (True, False)
    assert Letter.objects.filter(kind="payments/order_unpaid").count() == 1
    with pytest.raises(bank.TakenBack):
        bank.deallocate(allocation, reason="x", by=finance)


def test_paid_again_after_a_correction_gets_a_new_receipt(place, payment):
    order, line = place(), payment(5_500)
    bank.deallocate(bank.allocate(line, order, by=None), reason="誤り", by=None)

    bank.allocate(line, order, by=None)

    receipts = order.invoices.filter(kind="receipt").order_by("pk")
    assert [(each.number, each.is_void) for each in receipts] == [("R2026-00001", True), ("R2026-00002", False)]
    assert Letter.objects.filter(kind="payments/order_paid").count() == 2


def test_deallocate_needs_a_reason_and_an_order_that_stands(place, payment):
    order, line = place(), payment(5_500)
    allocation = bank.allocate(line, order, by=None)

    with pytest.raises(bank.ReasonMissing):
        bank.deallocate(allocation, reason=" ", by=None)
    orders.cancel(order, reason="中止", by=None)
    with pytest.raises(bank.OrderClosed):
        bank.deallocate(allocation, reason="x", by=None)


@pytest.mark.parametrize("model", [BankList, BankLine, Allocation])
def test_the_database_refuses_to_change_what_came(place, payment, model):
    bank.allocate(payment(5_500), place(), by=None)
    change = {"name": "x"} if model is BankList else {"amount": 1}

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**change)


def test_suggestions_name_the_order_and_its_reasons(place, payment):
    order = place()
    place(9_900, name="花子", kana="ハナコ", by=None)

    found = bank.suggestions(payment(5_060))

    assert [(each, how.reasons, how.difference) for each, how in found] == [(order, ("name", "short"), -440)]


class Allocateing(TestCase):
    """Whatever is paid, allocated, taken back and cancelled, in whatever order: no yen is lost, and states follow the ledger."""

    def setUp(self):
        self.payee = payees.save(None, by=None, **FACTS)

    @given(
        st.lists(st.integers(1, 9_000), min_size=1, max_size=3),
        st.lists(st.integers(1, 9_000), min_size=1, max_size=3),
        st.lists(
            st.tuples(st.sampled_from(["allocate", "keep", "back", "cancel"]), st.integers(0, 9), st.integers(0, 9)), max_size=10
        ),
    )
    def test_no_yen_is_lost(self, prices, payments, steps):
        with clock.at(MOMENT):
            facts = {"payee": self.payee, "method": "transfer", "name": "花子", "email": "h@home.example", "by": None}
            placed = [orders.place(lines=[orders.Line("x", {"ja": "x"}, price)], **facts) for price in prices]
            lines = list(read_in(self.payee, *[came(amount) for amount in payments]).lines.all())
            made = []
            for do, one, other in steps:
                order, line = placed[one % len(placed)], lines[other % len(lines)]
                try:
                    if do == "back" and made:
                        bank.deallocate(made[one % len(made)], reason="x", by=None)
                    elif do == "cancel" and order.state != "cancelled":
                        orders.cancel(order, reason="x", by=None)
                    elif do in ("allocate", "keep"):
                        made.append(bank.allocate(line, order, keep_rest=do == "keep", by=None))
                except bank.Refused:
                    pass
                for each in placed:
                    each.refresh_from_db()

        found = LedgerEntry.objects.balances()
        assert sum(found.values()) == 0
        assert found[Account.BANK] == sum(payments)
        assert -found[Account.UNALLOCATED] == sum(line.rest for line in lines)
        assert found[Account.RECEIVABLE] == sum(order.owed for order in placed)
        for order in Order.objects.all():
            assert order.owed == 0 if order.state in ("paid", "cancelled") else order.owed > 0
