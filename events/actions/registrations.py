"""What a person does with her own registration: registers, changes, cancels, takes an offered place. No account is needed."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from events import emails
from events.actions import fees, registration_limits, seats, waiting_lists
from events.actions.seats import taken_by
from events.models import Event, Quota, Registration, RegistrationConsent, RegistrationTerms
from events.refusals import (
    AlreadyRegistered,
    ChangedMeanwhile,
    GroupTooLarge,
    OfferOver,
    RegistrationClosed,
    SeatsBilled,
    SeatsTaken,
    TooLate,
    WrongQuota,
)
from events.registration_states import CHANGEABLE, Admission
from home import clock
from home.states import IllegalTransition, StaleState, change_state
from home.versions import StaleRecord, write_version
from organizations import addresses

FIRST_STEPS = {
    "confirmed": "registration.register",
    "paying": "registration.register",
    "waiting": "registration.wait",
    "applied": "registration.apply",
}


def register(
    event: Event, *, quota: Quota, seats_wanted: int, email: str, language: str, consents: Iterable[str] = (), **facts: Any
) -> Registration:
    """Registers a person, with a letter: for a place, for the waiting list, or for what the office or the lot decides.

    An address that has registered already gets a letter with its link instead, and nothing changes: who asks learns nothing
    about others. `facts`: name, kana, organization_name, invoice_name, answers. `consents`: the purposes that are agreed to.
    Where a fee is to be paid, the seats are held until its time to pay ends.
    Raises RegistrationClosed, WrongQuota, GroupTooLarge, TooManyRegistrations and NotPayable.
    """
    terms = _open_terms(event)
    must_fit(terms, quota, seats_wanted)
    email = addresses.normalize(email)
    if (known := _known(event, email)) is not None:
        return known
    registration_limits.must_take(email)
    row = facts | {"event": event, "quota": quota, "seats": seats_wanted, "email": email, "language": language}
    try:
        if terms.admission != Admission.FIRST_COME:
            return write(row, "applied", terms=terms, consents=consents, by=None)
        if seats.seem_free(quota, seats_wanted):
            try:
                return write(row, "confirmed", terms=terms, consents=consents, by=None)
            except SeatsTaken:
                pass  # somebody was sooner
        return write(row, "waiting", terms=terms, consents=consents, by=None)
    except AlreadyRegistered:
        registration = event.registrations.live().get(email=email)
        emails.already(registration)
        return registration


def write(
    row: dict[str, Any],
    state: str,
    *,
    terms: RegistrationTerms,
    consents: Iterable[str],
    by: Any,
    action: str = "",
    waived: bool = False,
) -> Registration:
    """Writes a new registration with its order, consents, history and letter, and takes its seats last.

    Raises AlreadyRegistered, SeatsTaken and what fees.bill raises, and nothing is written then.
    """
    now = clock.now()
    try:
        with transaction.atomic():
            waits = now if state == "waiting" else None
            registration = Registration(state=state, registered_at=now, waits_since=waits, **row)
            if state == "confirmed":
                registration.state, registration.order = fees.bill(registration, by=by, waived=waived)
            registration.save(force_insert=True)
            _agree(registration, terms, consents)
            registration.history.begin([registration], action=action or FIRST_STEPS[registration.state], by=by)
            emails.registered(registration)
            seats.shift(None, taken_by(registration))
    except IntegrityError as refusal:
        if "registration_once_per_address" in str(refusal) or "events_registration.email" in str(refusal):
            raise AlreadyRegistered from refusal
        raise
    return registration


def change(
    registration: Registration,
    *,
    row_version: int,
    quota: Quota,
    seats_wanted: int,
    consents: Iterable[str],
    **facts: Any,
) -> None:
    """Changes what the person said, her seats and where she sits, with a letter. On another waiting list she stands last.

    Raises TooLate, WrongQuota, GroupTooLarge, SeatsTaken, SeatsBilled, ChangedMeanwhile and IllegalTransition.
    """
    with transaction.atomic():
        held, terms = _held(registration)
        if held.state not in CHANGEABLE:
            raise IllegalTransition(held, held.state)
        must_fit(terms, quota, seats_wanted)
        before = taken_by(held)
        more = seats_wanted if quota.pk != before.quota else seats_wanted - before.seats
        if held.state == "offered" and (quota.pk, seats_wanted) != (before.quota, before.seats):
            raise SeatsTaken  # what is offered is taken as it is, or left
        if held.order_id is not None and seats_wanted != before.seats:
            raise SeatsBilled
        if held.state in ("confirmed", "paying") and more > 0 and not seats.seem_free(quota, more):
            raise SeatsTaken  # nobody overtakes those who stand in line
        moved = {"waits_since": clock.now(), "turn": 0} if held.state == "waiting" and quota.pk != before.quota else {}
        try:
            write_version(held, row_version=row_version, quota=quota, seats=seats_wanted, **facts, **moved)
        except StaleRecord as stale:
            raise ChangedMeanwhile from stale
        _agree(held, terms, consents)
        held.history.append(held, action="registration.change", by=None, to_state=held.state, held=True)
        emails.changed(held)
        after = taken_by(held)
        seats.shift(before, after)
        if (before.quota, before.seats) != (after.quota, after.seats):
            waiting_lists.offer(Quota.objects.get(pk=before.quota))


def cancel(registration: Registration) -> None:
    """Gives the place back, with a letter; the seats are offered to the next in line. Raises TooLate and IllegalTransition.

    What was paid is to be paid back when the terms say so.
    """
    with transaction.atomic():
        held, terms = _held(registration)
        leave(held, "cancelled", action="registration.cancel", by=None, refund=fees.refunds_now(terms))
        emails.cancelled(held)
        waiting_lists.offer(held.quota)


def leave(held: Registration, to: str, *, action: str, by: Any, refund: bool, **changes: Any) -> None:
    """Moves a registration behind its lock to a state that needs no seat, and gives up its order. Raises IllegalTransition."""
    before = taken_by(held)
    change_state(held, to, by=by, action=action, offer_until=None, **changes)
    fees.give_up(held, refund=refund)
    seats.shift(before, None)


def take(registration: Registration) -> None:
    """Takes the offered place, with a letter and what is to be paid. Raises OfferOver, NotPayable and IllegalTransition."""
    with transaction.atomic():
        held, terms = locked(registration)
        if held.state == "offered" and (held.offer_until is None or held.offer_until <= clock.now()):
            raise OfferOver
        if terms.event.is_cancelled:
            raise TooLate
        if held.state != "offered":
            raise IllegalTransition(held, "confirmed")
        before = taken_by(held)
        state, order = fees.bill(held, by=None)
        change_state(held, state, by=None, action="registration.take", waits_since=None, offer_until=None, order=order)
        emails.registered(held)
        seats.shift(before, taken_by(held))


def must_fit(terms: RegistrationTerms, quota: Quota, wanted: int) -> None:
    """Raises WrongQuota and GroupTooLarge."""
    if quota.event_id != terms.event_id:
        raise WrongQuota
    if not 1 <= wanted <= terms.largest_group:
        raise GroupTooLarge


def _open_terms(event: Event) -> RegistrationTerms:
    terms = RegistrationTerms.objects.select_related("event").filter(event=event).first()
    if terms is None or not terms.is_open(clock.now()):
        raise RegistrationClosed
    return terms


def _known(event: Event, email: str) -> Registration | None:
    """The registration of this address, which is told of it."""
    found: Registration | None = event.registrations.live().filter(email=email).first()
    if found is not None:
        emails.already(found)
    return found


def _agree(registration: Registration, terms: RegistrationTerms, purposes: Iterable[str]) -> None:
    """Notes what the person agrees to, and takes back what she no longer does."""
    now, wanted = clock.now(), set(purposes)
    known = {consent.purpose: consent for consent in registration.consents.all()}
    for consent in terms.consents:
        purpose = consent["purpose"]
        if purpose in wanted:
            RegistrationConsent.objects.update_or_create(
                registration=registration,
                purpose=purpose,
                defaults={"version": consent["version"], "withdrawn_at": None},
                create_defaults={"version": consent["version"], "given_at": now},
            )
        elif purpose in known and known[purpose].withdrawn_at is None:
            registration.consents.filter(purpose=purpose).update(withdrawn_at=now)


def _held(registration: Registration) -> tuple[Registration, RegistrationTerms]:
    """The row behind its lock, while people may change things by themselves. Raises TooLate."""
    held, terms = locked(registration)
    if not terms.can_be_changed(clock.now()):
        raise TooLate
    return held, terms


def locked(registration: Registration) -> tuple[Registration, RegistrationTerms]:
    """The row as it is now, behind its lock and that of its order. Raises home.states.StaleState."""
    fees.lock(registration)
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    held: Registration = rows.select_related("event__payee", "quota", "order").get(pk=registration.pk)
    if held.order_id != registration.order_id:  # it was given a place meanwhile
        raise StaleState(registration)
    return held, RegistrationTerms.objects.select_related("event").get(event=held.event_id)
