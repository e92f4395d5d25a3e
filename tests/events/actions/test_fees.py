"""Places that cost a fee: held until paid, given on when not, paid back as the terms say."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from events.actions import admissions, events, fees, registration_times, registrations
from events.models import Quota, Registration
from events.refusals import AddressNeeded, FeeFrozen, NotPayable, SeatsBilled
from events.registration_states import LIVE
from home import clock
from home.models import Letter
from payments.actions import bank, orders, payees
from payments.bank_files import Received
from payments.models import LedgerEntry, Order
from payments.states import Account
from tests.events.conftest import NOON
from tests.events.registering import fresh, numbers, opened, quota_of, register, seats, stands
from tests.payments.conftest import FACTS

pytestmark = pytest.mark.django_db
FEE = 3_000


@pytest.fixture
def payee(db):
    return payees.save(None, by=None, **FACTS)


@pytest.fixture
def dear(announced, manager, payee):
    """Makes an event with a fee, open for registration: paid back until three days before it."""

    def make(*quotas, slug="dear", **facts):
        event = announced(slug, days=30, fee_yen=FEE, payee=payee)
        return opened(event, manager, *quotas, **{"refund_until": event.starts_at - timedelta(days=3)} | facts)

    return make


def pay(registration, amount=None):
    """The bank tells of a transfer, and finance allocates it."""
    order = Order.objects.get(registration=registration)
    line = Received(clock.today(), amount or order.total, f"{order.code} サトウ")
    listed = bank.read_in(order.payee, [line], name="x.csv", content=b"x", by=None)
    return bank.allocate(listed.lines.get(), order, by=None)


def order_of(registration):
    return Order.objects.get(registration=registration)


def kinds(registration):
    """The letters that the person has got, in order."""
    address = Registration.objects.get(pk=registration.pk).email
    return list(Letter.objects.filter(address=address).order_by("pk").values_list("kind", flat=True))


def test_seat_is_held_until_the_order_is_paid(dear):
    event = dear(largest_group=2)

    row = register(event, wanted=2, invoice_name="橘精機株式会社")

    order = order_of(row)
    assert (row.state, numbers(event), order.total) == ("paying", (0, 2, 0), 2 * FEE)
    assert (order.buyer, order.hold_until) == ("橘精機株式会社", NOON.replace(hour=23, minute=59, second=59) + timedelta(days=14))
    assert [(line.about, line.description_ja, line.description_en) for line in order.lines.all()] == [
        (row.reference, "参加費：講演 dear", "Fee: Talk dear")
    ]
    assert kinds(row) == ["payments/order_placed", "events/registration_paying"]
    assert order.url in Letter.objects.get(kind="events/registration_paying").text

    pay(row)

    assert (fresh(row).state, numbers(event)) == ("confirmed", (2, 0, 0))
    assert kinds(row)[2:] == ["payments/order_paid", "events/registration_confirmed"]
    assert sorted(order.invoices.values_list("kind", flat=True)) == ["invoice", "receipt"]


def test_place_that_is_not_paid_goes_to_the_next_in_line(dear):
    event = dear(seats(size=1))
    late, waiting = register(event, "late"), register(event, "next")

    with clock.at(NOON + timedelta(days=20)):
        orders.expire(order_of(late))
        assert stands(event) == [("late", "lapsed"), ("next", "offered")]
        registrations.take(fresh(waiting))

    assert (fresh(waiting).state, numbers(event), order_of(waiting).total) == ("paying", (0, 1, 0), FEE)
    assert kinds(late)[-1] == "events/registration_not_paid"


def test_payment_taken_back_holds_the_seat_again(dear):
    event = dear()
    row = register(event)
    allocation = pay(row)

    bank.deallocate(allocation, reason="別の方の入金", by=None)

    assert (fresh(row).state, numbers(event)) == ("paying", (0, 1, 1))


@pytest.mark.parametrize(
    ("paid", "days_before", "order_state", "refunds"),
    [(False, 10, "cancelled", 0), (True, 10, "cancelled", FEE), (True, 2, "paid", 0), (False, 2, "cancelled", 0)],
)
def test_cancelling_makes_what_the_terms_say(dear, paid, days_before, order_state, refunds):
    event = dear(seats(size=1))
    row = register(event)
    other = register(event, "other")
    if paid:
        pay(row)

    with clock.at(event.starts_at - timedelta(days=days_before)):
        registrations.cancel(fresh(row))

    order = order_of(row)
    assert (fresh(row).state, order.state) == ("cancelled", order_state)
    assert order.ledger_entries().balance(Account.REFUNDS) == -refunds
    assert sum(LedgerEntry.objects.balances().values()) == 0
    assert (fresh(other).state, numbers(event)) == ("offered", (0, 1, 0))
    assert ("戻" in Letter.objects.get(kind="events/registration_cancelled").text) == (order_state == "paid")


def test_order_that_finance_cancels_gives_the_seat_back(dear, manager):
    event = dear()
    held, paid, came = register(event), None, None
    Quota.objects.update(size=3)
    paid, came = register(event, "paid"), register(event, "came")
    for row in (paid, came):
        pay(row)
    admissions.attend(fresh(came), by=manager)

    for row in (held, paid, came):
        orders.cancel(order_of(row), reason="重複", by=None)

    assert stands(event) == [("sato", "cancelled"), ("paid", "cancelled"), ("came", "attended")]
    assert numbers(event) == (1, 0, 2)


def test_event_that_is_cancelled_pays_everybody_back(dear, manager):
    event = dear()
    paid, held = register(event, "paid"), register(event, "held")
    pay(paid)

    events.cancel(event, reason="台風", by=manager)
    registration_times.do_due()
    registration_times.do_due()

    assert [order_of(row).state for row in (paid, held)] == ["cancelled", "cancelled"]
    assert LedgerEntry.objects.balance(Account.REFUNDS) == -FEE
    assert (kinds(paid).count("events/event_cancelled"), kinds(paid).count("events/registration_cancelled")) == (1, 0)
    assert not Registration.objects.filter(state__in=LIVE).exists()


def test_draw_and_approval_give_places_that_are_to_be_paid(dear, manager):
    drawn, asked = dear(seats(size=1), slug="drawn", admission="draw"), dear(slug="asked", admission="approval")
    rows = [register(drawn, who) for who in ("a", "b")]
    row = register(asked)
    admissions.approve(row, by=manager)

    with clock.at(drawn.terms.closes_at):
        admissions.hold_draw(drawn.terms, by=manager)

    assert sorted(fresh(each).state for each in rows) == ["paying", "waiting"]
    assert (fresh(row).state, numbers(asked), numbers(drawn)) == ("paying", (0, 1, 1), (0, 1, 0))


def test_office_enters_with_a_bill_or_waives_the_fee(dear, manager):
    event = dear(seats(size=3))
    known = {"name": "電話の方", "quota": quota_of(event), "seats_wanted": 1, "by": manager}

    billed = admissions.enter(event, email="tel@people.example", **known)
    free = admissions.enter(event, email="guest@people.example", waived=True, **known)

    assert (billed.state, free.state, numbers(event)) == ("paying", "confirmed", (1, 1, 1))
    assert order_of(free).is_waived
    with pytest.raises(AddressNeeded):
        admissions.enter(event, **known)


def test_fee_stays_as_it_was_when_registration_was_opened(dear, announced, manager, payee):
    event = dear()

    with pytest.raises(FeeFrozen):
        events.update(event, row_version=event.row_version, fee_yen=FEE + 1, by=manager)
    nobody = announced("nobody", days=10, fee_yen=FEE)
    with pytest.raises(NotPayable):
        opened(nobody, manager)
    payees.save(payee, by=None, row_version=payee.row_version, methods=[])
    with pytest.raises(NotPayable):
        register(event)
    assert (stands(event), numbers(event)) == ([], (0, 0, 2))


def test_number_of_seats_stands_in_the_order(dear):
    event = dear(seats(size=3), largest_group=2)
    row = register(event)
    facts = {"row_version": row.row_version, "quota": quota_of(event), "consents": ["registration"], "name": "新しい名"}

    with pytest.raises(SeatsBilled):
        registrations.change(row, seats_wanted=2, **facts)
    registrations.change(row, seats_wanted=1, **facts)

    assert (fresh(row).name, numbers(event)) == ("新しい名", (0, 1, 2))


def test_database_keeps_an_order_with_each_held_seat(dear):
    row = register(dear())

    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=row.pk).update(order=None)


def test_terms_follow_an_event_that_is_moved(dear, manager):
    event = dear()
    before = event.terms.refund_until
    day = timedelta(days=7)

    events.reschedule(event, starts_at=event.starts_at + day, ends_at=event.ends_at + day, reason="会場の都合", by=manager)

    event.terms.refresh_from_db()
    assert event.terms.refund_until == before + day
    assert fees.refunds_now(event.terms)


def test_terms_without_a_day_never_pay_back(dear):
    event = dear(refund_until=None)

    assert "払い戻" in fees.refund_words(event.terms, "ja")
    assert not fees.refunds_now(event.terms)
