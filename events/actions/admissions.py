"""What the office does with registrations: enters them by hand, approves, declines, cancels, notes who came, holds the draw."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from events import emails
from events.actions import fees, registrations, seats, waiting_lists
from events.actions.seats import taken_by
from events.drawing import Entrant, draw
from events.models import Event, Quota, Registration, RegistrationTerms
from events.permissions import can_write_registrations
from events.refusals import AlreadyRegistered, NoDraw, RegistrationClosed, StillOpen
from home import clock
from home.states import IllegalTransition, change_state
from organizations import addresses


@transaction.atomic
def enter(
    event: Event,
    *,
    quota: Quota,
    seats_wanted: int,
    by: Any,
    email: str = "",
    language: str = "ja",
    waived: bool = False,
    **facts: Any,
) -> Registration:
    """Writes a registration down that came by telephone, on paper or at the door; it has its place at once.

    With a fee, the seats are held until it is paid, unless the office waives it.
    Also when registration is closed; a letter goes out where there is an address. Raises RegistrationClosed before it has
    been opened, WrongQuota, SeatsTaken, AlreadyRegistered, and AddressNeeded where a bill must go.
    """
    _must_be_allowed(by)
    terms = RegistrationTerms.objects.select_related("event").filter(event=event, opened_at__isnull=False).first()
    if terms is None or event.is_cancelled:
        raise RegistrationClosed
    registrations.must_fit(terms, quota, min(seats_wanted, terms.largest_group))  # the office may give a class its seats
    email = addresses.normalize(email)
    if email and event.registrations.live().filter(email=email).exists():
        raise AlreadyRegistered
    row = facts | {"event": event, "quota": quota, "seats": seats_wanted, "email": email, "language": language, "by_office": True}
    action = "registration.enter"
    return registrations.write(row, "confirmed", terms=terms, consents=(), by=by, action=action, waived=waived)


def approve(registration: Registration, *, by: Any) -> None:
    """Gives a place to one who has asked for it, with a letter and what is to be paid.

    Raises SeatsTaken, NotPayable and IllegalTransition.
    """
    with _held(registration, by) as held:
        if held.state != "applied":
            raise IllegalTransition(held, "confirmed")
        before = taken_by(held)
        state, order = fees.bill(held, by=by)
        change_state(held, state, by=by, action="registration.approve", order=order)
        emails.registered(held)
        seats.shift(before, taken_by(held))


def put_in_line(registration: Registration, *, by: Any) -> None:
    """Puts one who has asked for a place on the waiting list, with a letter. Raises IllegalTransition."""
    with _held(registration, by) as held:
        change_state(held, "waiting", by=by, action="registration.wait", waits_since=clock.now())
        emails.registered(held)


def decline(registration: Registration, *, reason: str, by: Any) -> None:
    """Declines, with a letter that gives the reason. It stays with the registration and goes with its names.

    Raises IllegalTransition.
    """
    with _held(registration, by) as held:
        registrations.leave(held, "declined", action="registration.decline", by=by, refund=True, remark=reason.strip())
        emails.declined(held)
        waiting_lists.offer(held.quota)


def cancel(registration: Registration, *, by: Any) -> None:
    """Cancels for a person who asked for it by telephone, with a letter. Raises IllegalTransition."""
    with _held(registration, by) as held:
        refund = fees.refunds_now(RegistrationTerms.objects.get(event=held.event_id))
        registrations.leave(held, "cancelled", action="registration.cancel", by=by, refund=refund)
        emails.cancelled(held)
        waiting_lists.offer(held.quota)


def attend(registration: Registration, *, by: Any) -> None:
    """Notes that the person came. Raises IllegalTransition."""
    with _held(registration, by) as held:
        change_state(held, "attended", by=by, action="registration.attend")


def unattend(registration: Registration, *, by: Any) -> None:
    """Takes back that the person came. Raises IllegalTransition."""
    with _held(registration, by) as held:
        change_state(held, "confirmed", by=by, action="registration.unattend")


@transaction.atomic
def hold_draw(terms: RegistrationTerms, *, by: Any) -> None:
    """Gives the places of each quota by lot, once, when registration has ended; everybody gets a letter.

    Lots are the numbers of the registrations by order of arrival. Whoever goes without a place stands in line in the order of
    the draw. Raises NoDraw and StillOpen.
    """
    _must_be_allowed(by)
    held = RegistrationTerms.objects.select_for_update(of=("self",), no_key=True).select_related("event").get(pk=terms.pk)
    now = clock.now()
    if not held.by_lot or held.opened_at is None or held.drawn_at is not None or held.event.is_cancelled:
        raise NoDraw
    if now < held.closes_at:
        raise StillOpen
    waiting = (
        held.event.registrations.filter(state="applied")
        .select_related("event__payee")
        .select_for_update(of=("self",), no_key=True)
    )
    entrants = dict(enumerate(waiting.order_by("registered_at", "pk"), start=1))
    for quota in held.event.quotas.order_by("pk"):
        mine = {lot: each for lot, each in entrants.items() if each.quota_id == quota.pk}
        drawn = draw((Entrant(lot, each.seats) for lot, each in mine.items()), seed=held.seed, seats=quota.free)
        for lot in drawn.placed:
            _draw(mine[lot], "confirmed", by=by, lot=lot)
        for turn, lot in enumerate(drawn.waiting, start=1):
            _draw(mine[lot], "waiting", by=by, lot=lot, waits_since=now, turn=turn)
    held.drawn_at = now
    held.save(update_fields=["drawn_at"])
    held.history.append(held, action="terms.draw", by=by, facts={"lots": len(entrants), "seed": held.seed}, held=True)


def _draw(registration: Registration, to: str, *, by: Any, **changes: Any) -> None:
    before = taken_by(registration)
    if to == "confirmed":
        to, changes["order"] = fees.bill(registration, by=by)
    change_state(registration, to, by=by, action="registration.draw", facts={"lot": changes["lot"]}, **changes)
    emails.registered(registration)
    seats.shift(before, taken_by(registration))


@contextmanager
def _held(registration: Registration, by: Any) -> Iterator[Registration]:
    """The row behind its lock, for the office. Raises PermissionDenied."""
    _must_be_allowed(by)
    with transaction.atomic():
        held, _terms = registrations.locked(registration)
        yield held


def _must_be_allowed(by: Any) -> None:
    if by is not None and not can_write_registrations(by):
        raise PermissionDenied
