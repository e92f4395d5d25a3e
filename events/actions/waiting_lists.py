"""The waiting list: places that have come free are offered in order, for a time; whoever does not take hers makes room."""

from datetime import datetime, timedelta

from django.db import transaction

from events import emails
from events.actions import seats
from events.actions.seats import taken_by
from events.models import Quota, Registration, RegistrationTerms
from events.refusals import SeatsTaken
from home import clock
from home.states import change_state

SOONEST_BEFORE = timedelta(hours=1)  # nobody is offered a place at an event that begins sooner
MOST_AT_ONCE = 500


def offer(quota: Quota) -> int:
    """Offers what is free to those who stand in line, in order; a group that does not fit is passed over and keeps its turn.

    Says how many offers were made. Whoever is changing her registration in this moment is asked the next time.
    """
    terms = RegistrationTerms.objects.select_related("event").get(event=quota.event_id)
    until = _until(terms, clock.now())
    if until is None:
        return 0
    made = 0
    for _turn in range(MOST_AT_ONCE):
        quota.refresh_from_db()
        if quota.free < 1:
            break
        line = Registration.objects.in_line().filter(quota=quota, seats__lte=quota.free)
        first = line.select_for_update(skip_locked=True, no_key=True).first() if quota.free else None
        if first is None or not _offered(first, until):
            break
        made += 1
    return made


def _offered(registration: Registration, until: datetime) -> bool:
    """Whether the seats were still there."""
    before = taken_by(registration)
    try:
        with transaction.atomic():
            change_state(registration, "offered", by=None, action="registration.offer", offer_until=until)
            emails.offered(registration)
            seats.shift(before, taken_by(registration))
    except SeatsTaken:
        return False
    return True


@transaction.atomic
def lapse(registration: Registration) -> None:
    """An offer that nobody has taken in time ends, with a letter; the seats are offered to the next."""
    held = Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=registration.pk)
    if held.state != "offered" or held.offer_until is None or held.offer_until > clock.now():
        return
    before = taken_by(held)
    change_state(held, "lapsed", by=None, action="registration.lapse")
    emails.lapsed(held)
    seats.shift(before, None)
    offer(held.quota)


def _until(terms: RegistrationTerms, now: datetime) -> datetime | None:
    """Until when an offer made now stands; None when no more is offered."""
    event = terms.event
    latest = event.starts_at - SOONEST_BEFORE
    if event.state != "scheduled" or terms.opened_at is None or now >= latest:
        return None
    return min(now + timedelta(hours=terms.offer_hours), latest)
