from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from home import clock
from home.states import IllegalTransition
from payments import order_codes
from payments.actions import orders
from payments.models import LedgerEntry, Order
from payments.states import Account


def balances(order):
    return {account: yen for account, yen in order.ledger_entries().balances().items() if yen}


def test_place_writes_books_and_holds(place, company, owner, moment):
    order = place(5_500, 3_300)

    assert order_codes.is_valid(order.code)
    assert (order.buyer, order.buyer_kana, order.email) == ("橘精機株式会社", "タチバナセイキ", "owner@company.example")
    assert (order.state, order.total, order.owed, order.received) == ("placed", 8_800, 8_800, 0)
    assert [(line.about, line.description_ja, line.amount) for line in order.lines.all()] == [
        ("test:0", "参加費", 5_500),
        ("test:1", "参加費", 3_300),
    ]
    assert order.hold_until.astimezone(clock.TOKYO).isoformat() == "2026-12-05T23:59:59+09:00"
    assert balances(order) == {Account.RECEIVABLE: 8_800, Account.REVENUE: -8_000, Account.TAX: -800}
    assert [(event.action, event.by) for event in order.history.all()] == [("order.place", owner)]


def test_place_of_several_rates_rounds_each_once(payee, place):
    lines = [orders.Line("a", {"ja": "会費"}, 105, 3), orders.Line("b", {"ja": "弁当"}, 999, 1, 8)]

    order = place(lines=lines)

    assert {rate: share.tax for rate, share in order.shares.items()} == {8: 74, 10: 28}
    assert balances(order) == {Account.RECEIVABLE: 1_314, Account.REVENUE: -1_212, Account.TAX: -102}


@pytest.mark.parametrize(("prices", "method", "total"), [((0,), "transfer", 0), ((5_500,), "waiver", 5_500)])
def test_place_of_what_costs_nothing_is_paid_at_once(place, told, prices, method, total):
    order = place(*prices, method=method)

    assert (order.state, order.total, order.owed, order.hold_until) == ("paid", total, 0, None)
    assert (balances(order), told) == ({}, [])


def test_place_for_a_person_without_an_account(place):
    order = place(name="花子", kana="ハナコ", email=" Hanako@HOME.example ", by=None)

    assert (order.organization, order.buyer, order.buyer_kana, order.email) == (None, "花子", "ハナコ", "hanako@home.example")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"lines": []}, orders.NothingOrdered),
        ({"method": "konbini"}, orders.MethodNotOffered),
        ({"method": "card"}, orders.MethodNotOffered),  # no provider is connected yet
        ({"name": " "}, orders.BuyerMissing),
        ({"email": " "}, orders.BuyerMissing),
    ],
)
def test_place_says_what_is_missing(place, facts, refusal):
    with pytest.raises(refusal):
        place(**facts)

    assert (Order.objects.count(), LedgerEntry.objects.count()) == (0, 0)


def test_an_order_is_found_by_what_was_bought(place):
    order = place(5_500, 3_300)
    place(lines=[orders.Line("other:1", {"ja": "別"}, 100)])

    assert list(Order.objects.about("test:1")) == [order]


def test_paid_in_parts_it_is_paid_with_the_last(place, pay, told):
    order = place()

    pay(order, 5_000, "first")
    assert (order.state, order.owed, order.received, order.is_partly_paid, told) == ("placed", 500, 5_000, True, [])
    pay(order, 500, "second")

    assert (order.state, order.owed, order.received) == ("paid", 0, 5_500)
    assert told == [("order_paid", order.code, None)]


def test_cancel_takes_back_what_was_sold(place, owner, told):
    order = place()

    orders.cancel(order, reason="出席できない", by=owner)

    assert (order.state, balances(order)) == ("cancelled", {})
    assert (order.history.last().note, told) == ("出席できない", [("order_lapsed", order.code, owner)])


def test_cancel_of_a_paid_order_owes_the_money_back(place, pay, finance):
    order = place()
    pay(order, 5_500)

    orders.cancel(order, reason="中止", by=finance)

    assert balances(order) == {Account.BANK: 5_500, Account.REFUNDS: -5_500}


@pytest.mark.parametrize("who", ["viewer", "stranger", "auditor", "superuser"])
def test_cancel_by_others_is_refused(place, request, who):
    order = place()

    with pytest.raises(PermissionDenied):
        orders.cancel(order, reason="x", by=request.getfixturevalue(who))

    assert Order.objects.get().state == "placed"


def test_cancel_needs_a_reason_and_happens_once(place):
    order = place()
    with pytest.raises(orders.ReasonMissing):
        orders.cancel(order, reason=" ", by=None)
    orders.cancel(order, reason="x", by=None)

    with pytest.raises(IllegalTransition):
        orders.cancel(order, reason="x", by=None)


def test_expire_waits_for_the_bank(place, told):
    order = place()
    late, later = (order.hold_until + timedelta(days=days) for days in (4, 5))

    with clock.at(late), pytest.raises(orders.NotDue):
        orders.expire(order)
    with clock.at(later):
        orders.expire(order)

    assert (order.state, balances(order), told) == ("expired", {}, [("order_lapsed", order.code, None)])


def test_expire_leaves_what_was_paid_in_part_to_a_person(place, pay):
    order = place()
    pay(order, 1)

    with clock.at(order.hold_until + timedelta(days=50)), pytest.raises(orders.NotDue):
        orders.expire(order)


def test_extend_gives_time(place, finance, owner):
    order = place()
    later = order.hold_until + timedelta(days=9)

    with pytest.raises(PermissionDenied):
        orders.extend(order, hold_until=later, by=owner)
    orders.extend(order, hold_until=later, by=finance)

    with clock.at(later), pytest.raises(orders.NotDue):
        orders.expire(order)
    assert (order.hold_until, order.history.last().by) == (later, finance)
