"""Keeping the list of venues."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from events.models import Event, Venue
from events.permissions import can_write_venues
from home import clock, freshness
from home.actions import findings
from home.versions import write_version


def save(venue: Venue | None, *, by: Any, row_version: int = 0, **facts: Any) -> Venue:
    """Makes a venue, or changes one that still has the version which was read.

    Coming events at a changed venue count as changed, so that subscribed calendars learn of it.
    Raises home.versions.StaleRecord when somebody else was first.
    """
    if by is not None and not can_write_venues(by):
        raise PermissionDenied
    with transaction.atomic():
        if venue is None:
            venue = Venue.objects.create(**facts)
            changed = sorted(facts)
        else:
            stored = Venue.objects.select_for_update().get(pk=venue.pk)
            changed = sorted(name for name, value in facts.items() if getattr(stored, name) != value)
            write_version(venue, row_version=row_version, **facts)
            coming = Event.objects.filter(venue=venue, announced_at__isnull=False).coming(clock.now())
            coming.update(sequence=F("sequence") + 1, updated_at=clock.now(), row_version=F("row_version") + 1)
        venue.history.append(venue, action="events.save_venue", by=by, facts={"changed": changed})
        freshness.renew("calendar")
        findings.refresh("event", Event.objects.filter(venue=venue).values_list("pk", flat=True))
    return venue
