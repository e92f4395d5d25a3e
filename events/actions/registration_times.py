"""What time does to registrations: offers lapse, free places are offered, people are reminded, names are forgotten."""

from typing import Any

from django.db import transaction

from events import emails
from events.actions import fees, registrations, waiting_lists
from events.models import Quota, Registration
from home import clock
from home.actions import letters
from home.models import Letter

MOST_AT_ONCE = 500


def do_due() -> None:
    """Does everything whose time has come; each in a transaction of its own."""
    now = clock.now()
    for registration in Registration.objects.offers_over(now)[:MOST_AT_ONCE]:
        waiting_lists.lapse(registration)
    for registration in Registration.objects.to_be_paid_back()[:MOST_AT_ONCE]:
        pay_back(registration)
    for quota in Quota.objects.with_room(1).filter(registrations__state="waiting", event__ends_at__gt=now).distinct():
        with transaction.atomic():
            waiting_lists.offer(quota)
    for registration in Registration.objects.to_be_reminded(now)[:MOST_AT_ONCE]:
        remind(registration)
    for registration in Registration.objects.to_be_forgotten(now)[:MOST_AT_ONCE]:
        forget(registration)


@transaction.atomic
def pay_back(registration: Registration) -> None:
    """The event does not take place: the order is cancelled, what was paid is to be paid back."""
    held, _terms = registrations.locked(registration)
    fees.give_up(held, refund=True)


@transaction.atomic
def remind(registration: Registration) -> None:
    """Writes once, before the event, to one who has a place."""
    rows = Registration.objects.filter(pk=registration.pk, state="confirmed", reminded_at=None)
    if not rows.update(reminded_at=clock.now()):
        return
    registration.history.append(registration, action="registration.remind", by=None, to_state="confirmed", held=True)
    emails.reminder(registration)


@transaction.atomic
def forget(registration: Registration) -> None:
    """Deletes name, address, answers and the letters, which carry them. State, seats, times and consents stay to be counted."""
    nothing: dict[str, Any] = {"name": "", "kana": "", "email": "", "organization_name": "", "remark": "", "invoice_name": ""}
    nothing["answers"] = {}
    rows = Registration.objects.filter(pk=registration.pk, forgotten_at=None)
    if not rows.update(forgotten_at=clock.now(), **nothing):
        return
    registration.history.append(registration, action="registration.forget", by=None, to_state=registration.state, held=True)
    letters.forget(Letter.objects.about(registration.reference))
