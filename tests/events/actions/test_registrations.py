"""What a person does with her registration, and what becomes of the seats."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from events.actions import events, registration_times, registrations
from events.models import Registration
from events.refusals import (
    ChangedMeanwhile,
    GroupTooLarge,
    OfferOver,
    RegistrationClosed,
    SeatsTaken,
    TooLate,
    TooManyRegistrations,
    WrongQuota,
)
from home import clock
from home.actions import letters
from home.models import Letter
from home.states import IllegalTransition
from tests.events.registering import fresh, numbers, opened, quota_of, register, seats, stands

pytestmark = pytest.mark.django_db


def letters_of(registration):
    return [letter.kind.partition("/")[2] for letter in Letter.objects.about(registration.reference).order_by("pk")]


def later(**time):
    return clock.at(clock.now() + timedelta(**time))


def change(registration, **facts):
    row = fresh(registration)
    known = {"name": row.name, "kana": "", "organization_name": "", "answers": {}, "consents": ["registration"]}
    known |= {"quota": row.quota, "seats_wanted": row.seats, "row_version": row.row_version}
    registrations.change(row, **known | facts)


def test_registering_gives_a_place_with_an_entry_for_the_calendar(seminar):
    event = seminar()

    registration = register(event, "Sato", consents=["registration", "other"], answers={"q1": "0"})

    letter = Letter.objects.get()
    assert (registration.state, registration.email, numbers(event)) == ("confirmed", "sato@people.example", (1, 0, 1))
    assert (letter.kind, letter.address) == ("events/registration_confirmed", "sato@people.example")
    assert {line for line in letter.calendar.splitlines() if line.startswith(("METHOD", "UID", "SEQUENCE"))} == {
        "METHOD:REQUEST", f"UID:{event.uid}", f"SEQUENCE:{event.sequence}"}  # fmt: skip
    assert "/registrations/with/" in letter.text
    assert [str(each) for each in registration.consents.all()] == [
        f"{each['purpose']} {each['version']}" for each in event.terms.consents
    ]
    assert registration.answer_words == "懇親会: 出る"


def test_whoever_comes_too_late_waits_and_is_offered_what_comes_free(seminar):
    event = seminar(seats(size=1))
    first, second, third = (register(event, who) for who in ("a", "b", "c"))

    registrations.cancel(first)

    assert stands(event) == [("a", "cancelled"), ("b", "offered"), ("c", "waiting")]
    assert numbers(event) == (0, 1, 0)
    assert letters_of(first) == ["registration_confirmed", "registration_cancelled"]
    assert "METHOD:CANCEL" in Letter.objects.about(first.reference).order_by("pk").last().calendar
    assert letters_of(second) == ["registration_waiting", "registration_offered"]
    registrations.take(fresh(second))
    assert numbers(event) == (1, 0, 0)
    assert third.pk


def test_newcomer_does_not_overtake_those_who_stand_in_line(seminar):
    event = seminar(seats(size=2), largest_group=2)
    register(event, "a")
    register(event, "pair", wanted=2)

    alone = register(event, "b")

    assert alone.state == "waiting"
    registration_times.do_due()
    assert stands(event) == [
        ("a", "confirmed"),
        ("pair", "waiting"),
        ("b", "offered"),
    ]  # the pair does not fit, and keeps its turn


def test_offer_that_nobody_takes_goes_to_the_next(seminar):
    event = seminar(seats(size=1), offer_hours=24)
    first, second, third = (register(event, who) for who in ("a", "b", "c"))
    registrations.cancel(first)

    with later(hours=24):
        with pytest.raises(OfferOver):
            registrations.take(fresh(second))
        registration_times.do_due()
        registration_times.do_due()

    assert stands(event) == [("a", "cancelled"), ("b", "lapsed"), ("c", "offered")]
    assert numbers(event) == (0, 1, 0)
    assert letters_of(second)[-1] == "registration_lapsed"
    assert third.pk


def test_one_address_has_one_place_and_is_told_so_once_a_day(seminar):
    event = seminar()
    first = register(event, "sato")

    again = [register(event, "SATO") for _time in range(3)]

    assert {row.pk for row in again} == {first.pk}
    assert letters_of(first) == ["registration_confirmed", "registration_already"]
    assert numbers(event) == (1, 0, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(
            event=event, quota=quota_of(event), state="waiting", waits_since=clock.now(), name="x",
            email="sato@people.example", language="ja", registered_at=clock.now(),
        )  # fmt: skip


def test_whoever_has_cancelled_may_register_anew(seminar):
    event = seminar()
    registrations.cancel(register(event))

    register(event)

    assert stands(event) == [("sato", "cancelled"), ("sato", "confirmed")]


def test_one_address_registers_ten_times_a_day(announced, manager):
    for number in range(10):
        register(opened(announced(f"talk-{number}", days=10), manager))

    with pytest.raises(TooManyRegistrations):
        register(opened(announced("talk-x", days=10), manager))


def test_registration_is_refused_outside_its_time_and_for_what_it_does_not_have(seminar, announced, manager):
    event = seminar(largest_group=2, opens_at=clock.now() + timedelta(hours=1))
    other = seminar(slug="other")
    unknown = announced("without-terms")

    with pytest.raises(RegistrationClosed):
        register(event)
    with pytest.raises(RegistrationClosed):
        registrations.register(unknown, quota=quota_of(other), seats_wanted=1, email="a@b.example", language="ja")
    with later(days=9, hours=5), pytest.raises(RegistrationClosed):
        register(event)
    with later(hours=1):
        with pytest.raises(GroupTooLarge):
            register(event, wanted=3)
        with pytest.raises(WrongQuota):
            registrations.register(event, quota=quota_of(other), seats_wanted=1, email="a@b.example", language="ja")
        assert register(event, wanted=2).state == "confirmed"
        events.cancel(event, reason="台風", by=manager)
        with pytest.raises(RegistrationClosed):
            register(event, "b")


def test_changing_moves_the_seats_and_offers_what_is_left(seminar):
    event = seminar(seats(size=2), seats("オンライン", size=5, mode="online"), largest_group=2)
    pair = register(event, "pair", wanted=2)
    register(event, "b")

    change(pair, quota=quota_of(event, 1), name="別名", consents=["registration", "other"])

    assert (fresh(pair).name, fresh(pair).state) == ("別名", "confirmed")
    assert (numbers(event), numbers(event, 1)) == ((0, 1, 1), (2, 0, 3))
    assert stands(event) == [("pair", "confirmed"), ("b", "offered")]
    assert letters_of(pair)[-1] == "registration_changed"
    change(pair)
    assert [each.withdrawn_at is None for each in pair.consents.order_by("purpose")] == [False, True]


def test_change_is_refused_when_seats_are_gone_or_somebody_was_first(seminar):
    event = seminar(seats(size=2), largest_group=2)
    mine = register(event, "a")
    register(event, "b")

    with pytest.raises(SeatsTaken):
        change(mine, seats_wanted=2)
    with pytest.raises(ChangedMeanwhile):
        change(mine, row_version=7)
    with later(days=9, hours=5):
        with pytest.raises(TooLate):
            change(mine)
        with pytest.raises(TooLate):
            registrations.cancel(fresh(mine))
    registrations.cancel(fresh(mine))
    with pytest.raises(IllegalTransition):
        change(mine)
    assert numbers(event) == (1, 0, 1)


def test_event_that_changes_tells_all_who_registered(seminar, manager):
    event = seminar(seats(size=1), change_until=clock.now() + timedelta(days=9))
    placed, waiting = register(event, "a"), register(event, "b")
    begins = event.starts_at + timedelta(days=7)

    events.reschedule(event, starts_at=begins, ends_at=begins + timedelta(hours=2), reason="会場の都合", by=manager)
    events.postpone(event, reason="台風", by=manager)
    events.cancel(event, reason="中止", by=manager)

    assert letters_of(placed) == ["registration_confirmed", "event_moved", "event_postponed", "event_cancelled"]
    assert letters_of(waiting) == ["registration_waiting", "event_moved", "event_postponed", "event_cancelled"]
    calendars = [letter.calendar for letter in Letter.objects.about(placed.reference).order_by("pk")]
    methods = [next(line for line in text.splitlines() if line.startswith("METHOD")) for text in calendars]
    sequences = [int(next(line for line in text.splitlines() if line.startswith("SEQUENCE"))[9:]) for text in calendars]
    assert methods == ["METHOD:REQUEST", "METHOD:REQUEST", "METHOD:REQUEST", "METHOD:CANCEL"]
    assert sequences == [0, 1, 2, 3]
    assert [letter.calendar for letter in Letter.objects.about(waiting.reference)] == [""] * 4
    event.terms.refresh_from_db()
    assert event.terms.change_until == clock.now() + timedelta(days=16)


def test_reminder_goes_out_once_to_those_who_have_a_place(seminar):
    event = seminar(seats(size=1))
    placed, waiting = register(event, "a"), register(event, "b")

    registration_times.do_due()
    with later(days=9, hours=5):
        registration_times.do_due()
        registration_times.do_due()

    assert letters_of(placed) == ["registration_confirmed", "registration_reminder"]
    assert letters_of(waiting) == ["registration_waiting"]


def test_names_are_forgotten_and_numbers_stay(seminar):
    event = seminar()
    mine = register(event, organization_name="試作工業", answers={"q1": "1"})
    letters.deliver_due()

    with later(days=10 + 366):
        registration_times.do_due()

    row = fresh(mine)
    assert (row.name, row.email, row.organization_name, row.answers) == ("", "", "", {})
    assert (row.state, row.seats, numbers(event), row.consents.count()) == ("confirmed", 1, (1, 0, 1), 1)
    assert Letter.objects.count() == 0
    assert not any("Sato" in str(vars(each)) for each in row.history.all())
