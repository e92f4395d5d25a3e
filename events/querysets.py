"""Questions about events and venues."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from events.permissions import can_enter_events, can_enter_venues
from events.states import EventState
from home import clock


class EventQuerySet(models.QuerySet[Any]):
    def announced(self, now: datetime) -> Self:
        """Events that the public knows of, cancelled ones included."""
        return self.filter(announced_at__lte=now)

    def of_kind(self, kind: str) -> Self:
        """Events of one kind; of all kinds when none is named."""
        return self.filter(kind=kind) if kind else self

    def of_program(self, code: str) -> Self:
        """Events that belong to a program."""
        return self.filter(program=code)

    def between(self, start: datetime, end: datetime) -> Self:
        """Events of which some part lies in the time from `start` to `end`, in order."""
        return self.filter(starts_at__lt=end, ends_at__gt=start).order_by("starts_at", "pk")

    def coming(self, now: datetime) -> Self:
        """Events that have not ended, the next one first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> Self:
        """Events that have ended, the latest one first."""
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-pk")

    def taking_place(self) -> Self:
        """Events with a day: neither cancelled nor waiting for a new one."""
        return self.filter(state=EventState.SCHEDULED)

    def with_facts(self) -> Self:
        """With what an event's own page shows: venue, terms of registration, the call for exhibitors, and who holds it."""
        parties = self.model._meta.get_field("parties").related_model.objects.select_related("organization")
        return self.select_related("venue", "terms", "expo").prefetch_related(models.Prefetch("parties", parties))

    def visible_to(self, user: Any) -> Self:
        """All events for those who run or audit them; what has been announced for everybody else."""
        return self if can_enter_events(user) else self.announced(clock.now())


class VenueQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """The list of venues, for those who run or audit events."""
        return self if can_enter_venues(user) else self.none()
