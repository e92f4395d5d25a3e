"""Seats: moved between free, held and used by one conditional UPDATE per quota, the last thing in a transaction.

So no lock is held while anything else is done, and the database's own check (used + held <= size) stands behind it.
"""

from collections import Counter
from typing import NamedTuple

from django.db.models import F

from events.models import Quota, Registration
from events.refusals import SeatsTaken
from events.registration_states import TAKES


class Taken(NamedTuple):
    """So many seats of a quota, for a registration in a state."""

    quota: int
    state: str
    seats: int


def taken_by(registration: Registration) -> Taken:
    """What the registration takes as it is read."""
    return Taken(registration.quota_id, registration.state, registration.seats)


def seem_free(quota: Quota, seats: int) -> bool:
    """A look without a lock, which spares those who come too late the work: seats are left, and nobody stands in line."""
    has_room = Quota.objects.with_room(seats).filter(pk=quota.pk).exists()
    return has_room and not Registration.objects.in_line().filter(quota=quota).exists()


def shift(before: Taken | None, after: Taken | None) -> None:
    """Gives back what a registration took and takes what it takes now. Raises SeatsTaken. Quotas in order of their numbers."""
    changes: Counter[tuple[int, str]] = Counter()
    for taken, sign in ((before, -1), (after, 1)):
        if taken and taken.state in TAKES:
            changes[taken.quota, TAKES[taken.state]] += sign * taken.seats
    for quota in sorted({number for number, _column in changes}):
        used, held = changes[quota, "used"], changes[quota, "held"]
        if used or held:
            rows = Quota.objects.with_room(used + held) if used + held > 0 else Quota.objects.all()
            if not rows.filter(pk=quota).update(used=F("used") + used, held=F("held") + held):
                raise SeatsTaken
