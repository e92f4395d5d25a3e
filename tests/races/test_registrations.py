"""Never oversold: a crowd registers for too few seats, and two want the last one. The guards are taken away to show the race."""

import os
import queue
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from events.actions import events, registration_terms, registrations, seats
from events.models import Quota, Registration
from events.refusals import SeatsTaken
from home import clock
from organizations.actions import roles
from organizations.models import User
from payments.actions import bank, invoices, orders, payees
from payments.bank_files import Received
from payments.models import Invoice, LedgerEntry
from tests.events.registering import SEED, fresh, numbers, quota_of, register, terms_facts
from tests.payments.conftest import FACTS
from tests.races.crowd import meeting, refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
WHOLE = os.environ.get("SOAK") == "1"
CLIENTS, BUYERS, SEATS = (24, 1_500, 500) if WHOLE else (8, 60, 20)


@pytest.fixture
def event(transactional_db):
    """An event with so many seats, open for registration."""
    manager = User.objects.create_user("manager@city.example", "a long password", name="manager")
    roles.grant(manager, "event_manager", by=None)
    begins = clock.now() + timedelta(days=60)  # an order may stay open for weeks: what lapses then is still offered
    facts = {"slug": "race", "kind": "seminar", "title_ja": "競争", "mode": "online"}
    made = events.draft(by=manager, starts_at=begins, ends_at=begins + timedelta(hours=2), **facts)
    events.announce(made, by=manager)
    quota = {"name_ja": "会場", "name_en": "", "name_zh": "", "mode": "online", "size": SEATS}
    terms = registration_terms.save(made, by=manager, quotas=[quota], **terms_facts(made))
    registration_terms.open_registration(terms, by=manager, seed=SEED)
    return made


@pytest.fixture
def no_check(event):
    """The database without its check, for as long as the test runs."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_quota DROP CONSTRAINT quota_never_oversold")
    yield
    Quota.objects.update(used=0, held=0)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_quota ADD CONSTRAINT quota_never_oversold CHECK (size >= used + held)")


@pytest.fixture
def dear(event):
    """The same event with a fee: each seat is held until its order is paid."""
    payee = payees.save(None, by=None, **FACTS)
    type(event).objects.filter(pk=event.pk).update(fee_yen=1_000, payee=payee)
    event.refresh_from_db()
    return event


def sold_out(event):
    """All buyers, by so many clients at once. Gives what went wrong, and how long it took."""
    waiting = queue.SimpleQueue()
    for number in range(BUYERS):
        waiting.put(number)

    def client():
        while True:
            try:
                number = waiting.get_nowait()
            except queue.Empty:
                return
            register(event, f"buyer-{number}")

    begun = time.monotonic()
    return refusals(together(*[client] * CLIENTS)), time.monotonic() - begun


def count(event):
    """How many have a place, and how many stand in line."""
    states = list(Registration.objects.filter(event=event).values_list("state", flat=True))
    return states.count("confirmed"), states.count("waiting")


def test_a_crowd_gets_all_seats_and_not_one_more(event):
    wrong, seconds = sold_out(event)

    print(f"{BUYERS} buyers, {CLIENTS} at once, {SEATS} seats: {seconds:.1f} s, {BUYERS / seconds:.0f} answers a second")  # noqa: T201
    assert wrong == []
    assert count(event) == (SEATS, BUYERS - SEATS)
    assert numbers(event) == (SEATS, 0, 0)


def careless_shift(before, after):
    """Counts, then writes: what most shops do."""
    if after and after.state in ("confirmed", "paying"):
        quota = Quota.objects.get(pk=after.quota)
        taken = Registration.objects.filter(quota=quota, state=after.state).count()
        time.sleep(0.3)
        if taken > quota.size:
            raise SeatsTaken
        Quota.objects.filter(pk=quota.pk).update(used=F("used") + after.seats)


def test_a_crowd_is_oversold_without_the_guards(event, no_check, monkeypatch):
    monkeypatch.setattr(seats, "shift", careless_shift)
    monkeypatch.setattr(seats, "seem_free", lambda _quota, _seats: True)

    sold_out(event)

    assert count(event)[0] > SEATS


def test_a_crowd_holds_all_seats_and_not_one_more(dear):
    wrong, _seconds = sold_out(dear)

    held = Registration.objects.filter(event=dear, state="paying")
    places = list(Invoice.objects.order_by("place").values_list("place", flat=True))
    assert wrong == []
    assert (held.count(), held.filter(order__state="placed").count()) == (SEATS, SEATS)
    assert numbers(dear) == (0, SEATS, 0)
    assert places == list(range(1, SEATS + 1))  # whoever came too late has used no number


def test_a_crowd_is_given_held_seats_twice_without_the_guards(dear, no_check, monkeypatch):
    # Numbers of invoices have no gap, so that buyers who get one wait for each other: that guard is taken away, too.
    monkeypatch.setattr(invoices, "issue", lambda *_order, **_facts: None)
    monkeypatch.setattr(seats, "shift", careless_shift)
    monkeypatch.setattr(seats, "seem_free", lambda _quota, _seats: True)

    sold_out(dear)

    assert Registration.objects.filter(event=dear, state="paying").count() > SEATS


def test_payment_and_lapse_at_the_same_moment_one_wins(dear):
    Quota.objects.filter(event=dear).update(size=1)
    row, next_ = register(dear, "late"), register(dear, "next")
    line = Received(clock.today(), 1_000, "late")
    listed = bank.read_in(dear.payee, [line], name="x.csv", content=b"x", by=None)
    late = row.order.hold_until + timedelta(days=6)
    with clock.at(late):
        outcomes = together(lambda: bank.allocate(listed.lines.get(), row.order, by=None), lambda: orders.expire(row.order))

    states = (fresh(row).state, fresh(next_).state, numbers(dear))
    assert (refusals(outcomes), states) in [
        (["NotDue"], ("confirmed", "waiting", (1, 0, 0))),
        (["OrderClosed"], ("lapsed", "offered", (0, 1, 0))),
    ]


def test_payment_and_cancelling_at_the_same_moment_one_waits(dear):
    row = register(dear, "a")
    line = Received(clock.today(), 1_000, "a")
    listed = bank.read_in(dear.payee, [line], name="x.csv", content=b"x", by=None)

    outcomes = together(lambda: bank.allocate(listed.lines.get(), row.order, by=None), lambda: registrations.cancel(row))

    paid = refusals(outcomes) == []
    assert refusals(outcomes) in ([], ["OrderClosed"])
    assert (fresh(row).state, numbers(dear)) == ("cancelled", (0, 0, SEATS))
    assert LedgerEntry.objects.balances()["unallocated"] == (0 if paid else -1_000)
    assert sum(LedgerEntry.objects.balances().values()) == 0


def the_last_seat(event, monkeypatch):
    """Two have seen the last seat free; then each takes it."""
    Quota.objects.filter(event=event).update(size=1)
    monkeypatch.setattr(seats, "shift", meeting(seats.shift))
    return together(lambda: register(event, "card"), lambda: register(event, "invoice"))


def test_two_want_the_last_seat_one_has_it_the_other_waits(event, monkeypatch):
    outcomes = the_last_seat(event, monkeypatch)

    assert sorted(each.state for each in outcomes) == ["confirmed", "waiting"]
    assert numbers(event) == (1, 0, 0)


def test_the_check_stands_behind_the_condition(event, monkeypatch):
    monkeypatch.setattr(type(Quota.objects.all()), "with_room", lambda self, _seats: self)

    outcomes = the_last_seat_unseen(event, monkeypatch)

    assert refusals(outcomes) == ["IntegrityError"]
    assert numbers(event) == (1, 0, 0)


def the_last_seat_unseen(event, monkeypatch):
    """The same, past the look and the condition: only the database is left."""
    monkeypatch.setattr(seats, "seem_free", lambda _quota, _seats: True)
    return the_last_seat(event, monkeypatch)


def test_one_address_at_the_same_moment_has_one_place(event, monkeypatch):
    monkeypatch.setattr(registrations, "write", meeting(registrations.write))

    outcomes = together(lambda: register(event, "same"), lambda: register(event, "same"))

    assert {each.pk for each in outcomes} == {Registration.objects.get(event=event).pk}
    assert numbers(event) == (1, 0, SEATS - 1)


def test_seat_that_is_given_back_goes_to_one_of_those_who_wait(event):
    Quota.objects.filter(event=event).update(size=2)
    placed = [register(event, name) for name in ("a", "b")]
    waiting = [register(event, name) for name in ("c", "d", "e")]

    outcomes = together(*[lambda row=row: registrations.cancel(row) for row in placed], lambda: registrations.cancel(waiting[0]))

    offered = [row.pk for row in waiting if fresh(row).state == "offered"]
    assert refusals(outcomes) in ([], ["IllegalTransition"])
    assert numbers(event)[:2] == (0, len(offered))
    assert quota_of(event).free >= 0
