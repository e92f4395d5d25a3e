"""What the office does with registrations, and the draw."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from events.actions import admissions, registration_terms
from events.drawing import Entrant, draw
from events.models import Registration
from events.refusals import (
    AlreadyRegistered,
    BelowTaken,
    NoDraw,
    NoSeats,
    RegistrationClosed,
    SeatsTaken,
    StillOpen,
    TermsFrozen,
    TermsReversed,
)
from events.registration_states import REGISTRATION_MOVES, RegistrationState
from home import clock
from home.models import Letter
from home.states import IllegalTransition, change_state
from payments.actions import orders, payees
from tests.events.registering import SEED, fresh, numbers, quota_of, register, seats, stands, terms_facts
from tests.payments.conftest import FACTS

pytestmark = pytest.mark.django_db
OFFICE = {
    "approve": lambda row, by: admissions.approve(row, by=by),
    "line": lambda row, by: admissions.put_in_line(row, by=by),
    "decline": lambda row, by: admissions.decline(row, reason="満席", by=by),
    "cancel": lambda row, by: admissions.cancel(row, by=by),
    "attend": lambda row, by: admissions.attend(row, by=by),
    "unattend": lambda row, by: admissions.unattend(row, by=by),
}


@pytest.mark.parametrize("before", RegistrationState.values)
@pytest.mark.parametrize("after", RegistrationState.values)
def test_state_map(seminar, before, after):
    row = register(seminar())
    line = orders.Line(row.reference, {"ja": "参加費"}, 1_000)
    payee = payees.save(None, by=None, **FACTS)
    order = orders.place(payee=payee, lines=[line], method="transfer", email=row.email, name=row.name, by=None)
    Registration.objects.filter(pk=row.pk).update(state=before, order=order, waits_since=clock.now(), offer_until=clock.now())
    row = fresh(row)

    if after in REGISTRATION_MOVES[before]:
        change_state(row, after, by=None, action="registration.change")
        assert fresh(row).state == after
    else:
        with pytest.raises(IllegalTransition):
            change_state(row, after, by=None, action="registration.change")


@pytest.mark.parametrize("who", ["manager", "auditor", "editor", "stranger"])
def test_only_the_office_decides_and_reads(request, seminar, who):
    user = request.getfixturevalue(who)
    row = register(seminar(admission="approval"))

    visible = list(Registration.objects.visible_to(user))
    if who == "manager":
        admissions.approve(row, by=user)
    else:
        for verb in OFFICE.values():
            with pytest.raises(PermissionDenied):
                verb(row, user)

    assert visible == ([row] if who == "manager" else [])
    assert fresh(row).state == ("confirmed" if who == "manager" else "applied")


def test_office_approves_puts_in_line_and_declines(seminar, manager):
    event = seminar(seats(size=1), admission="approval")
    first, second, third = (register(event, who) for who in ("a", "b", "c"))

    admissions.approve(first, by=manager)
    with pytest.raises(SeatsTaken):
        admissions.approve(second, by=manager)
    admissions.put_in_line(second, by=manager)
    admissions.decline(third, reason="今回は見送ります。", by=manager)
    admissions.cancel(fresh(first), by=manager)

    assert stands(event) == [("a", "cancelled"), ("b", "offered"), ("c", "declined")]
    assert numbers(event) == (0, 1, 0)
    assert "今回は見送ります。" in Letter.objects.get(kind="events/registration_declined").text
    assert "今回は見送ります。" not in str([vars(each) for each in third.history.all()])


def test_attendance_is_noted_and_taken_back(seminar, manager):
    event = seminar()
    row = register(event)

    admissions.attend(row, by=manager)
    with pytest.raises(IllegalTransition):
        admissions.cancel(fresh(row), by=manager)
    admissions.unattend(fresh(row), by=manager)

    assert [each.action for each in row.history.order_by("seq")] == [
        "registration.register", "registration.attend", "registration.unattend"]  # fmt: skip
    assert numbers(event) == (1, 0, 1)


def test_office_enters_what_came_by_telephone(seminar, draft, manager):
    event = seminar(seats(size=30))
    facts = {"name": "佐藤", "kana": "", "organization_name": "", "remark": "車いす", "quota": quota_of(event)}

    silent = admissions.enter(event, seats_wanted=25, by=manager, **facts)
    with_letter = admissions.enter(event, seats_wanted=1, email="Ito@People.example", by=manager, **facts)

    assert (silent.state, with_letter.email, numbers(event)) == ("confirmed", "ito@people.example", (26, 0, 4))
    assert [letter.address for letter in Letter.objects.all()] == ["ito@people.example"]
    with pytest.raises(AlreadyRegistered):
        admissions.enter(event, seats_wanted=1, email="ito@people.example", by=manager, **facts)
    with pytest.raises(SeatsTaken):
        admissions.enter(event, seats_wanted=5, by=manager, **facts)
    with pytest.raises(RegistrationClosed):
        admissions.enter(draft(), seats_wanted=1, by=manager, **facts)
    with pytest.raises(PermissionDenied):
        admissions.enter(event, seats_wanted=1, by=AnonymousUser(), **facts)


def test_draw_is_that_of_the_published_seed(seminar, manager):
    event = seminar(seats(size=3), seats("オンライン", size=1, mode="online"), admission="draw", largest_group=2)
    rows = [register(event, f"p{number}", wanted=1 + number % 2) for number in range(5)]
    rows += [register(event, f"o{number}", order=1) for number in range(2)]
    with pytest.raises(StillOpen):
        admissions.hold_draw(event.terms, by=manager)

    with clock.at(event.terms.closes_at):
        admissions.hold_draw(event.terms, by=manager)
        with pytest.raises(NoDraw):
            admissions.hold_draw(event.terms, by=manager)

    on_site = draw([Entrant(lot, rows[lot - 1].seats) for lot in range(1, 6)], seed=SEED, seats=3)
    online = draw([Entrant(lot, 1) for lot in (6, 7)], seed=SEED, seats=1)
    found = {row.lot: row.state for row in Registration.objects.filter(event=event)}
    assert found == dict.fromkeys(on_site.placed + online.placed, "confirmed") | dict.fromkeys(
        on_site.waiting + online.waiting, "waiting"
    )
    assert numbers(event)[0] == sum(rows[lot - 1].seats for lot in on_site.placed)
    line = Registration.objects.in_line().filter(quota=quota_of(event))
    assert [row.lot for row in line] == list(on_site.waiting)
    assert Letter.objects.filter(kind__in=["events/registration_confirmed", "events/registration_waiting"]).count() == 7


def test_terms_are_frozen_when_opened_but_for_times_and_seats(seminar, announced, manager, auditor):
    event = seminar(seats(size=1))
    register(event, "a")
    waiting = register(event, "b")
    terms, quota = event.terms, quota_of(event)
    terms.refresh_from_db()
    times = {name: getattr(terms, name) for name in ("opens_at", "closes_at", "change_until", "remind_at", "kept_until")}

    with pytest.raises(TermsFrozen):
        registration_terms.save(event, by=manager, quotas=[seats()], **terms_facts(event))
    with pytest.raises(TermsFrozen):
        registration_terms.open_registration(terms, by=manager)
    with pytest.raises(BelowTaken):
        registration_terms.alter(terms, row_version=terms.row_version, sizes={quota.pk: 0}, by=manager, **times)
    terms.refresh_from_db()
    registration_terms.alter(terms, row_version=terms.row_version, sizes={quota.pk: 2}, by=manager, **times)
    assert fresh(waiting).state == "offered"
    other = announced("other", days=10)
    with pytest.raises(NoSeats):
        registration_terms.save(other, by=manager, quotas=[], **terms_facts(other))
    late = terms_facts(other, closes_at=other.ends_at + timedelta(hours=1))
    with pytest.raises(TermsReversed):
        registration_terms.save(other, by=manager, quotas=[seats()], **late)
    with pytest.raises(PermissionDenied):
        registration_terms.save(other, by=auditor, quotas=[seats()], **terms_facts(other))
