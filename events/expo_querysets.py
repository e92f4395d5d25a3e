"""Questions about expos, their booths and their exhibitors."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F

from events.expo_states import EDITABLE, LIVE
from events.permissions import can_enter_exhibitors
from organizations.models import Organization


class ExpoQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """The desk's list."""
        return self if can_enter_exhibitors(user) else self.none()

    def calling(self, now: datetime) -> Self:
        """Expos whose event the public knows of, which takes place, and for which exhibitors can apply now."""
        known = self.filter(event__announced_at__lte=now, event__state="scheduled")
        return known.filter(applications_open_at__lte=now, applications_close_at__gt=now)

    def shown(self, now: datetime) -> Self:
        """Expos whose exhibitors and plan the public sees."""
        return self.filter(event__announced_at__lte=now, shown_at__lte=now)

    def with_rules(self) -> Self:
        """With all that a price depends on."""
        return self.select_related("event__payee").prefetch_related("fee_rules", "cancellation_steps", "zones")


class BoothQuerySet(models.QuerySet[Any]):
    def free(self) -> Self:
        """Booths that nobody has."""
        return self.filter(exhibitor__isnull=True)

    def of_hall(self) -> Self:
        """With hall, zone and who has it, in the order of the plan."""
        return self.select_related("hall", "zone", "exhibitor__organization").order_by("hall__order", "row", "column", "pk")


class ExhibitorQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """The desk's list: what was sent to the office."""
        return self.exclude(submitted_at__isnull=True) if can_enter_exhibitors(user) else self.none()

    def of_member(self, user: Any) -> Self:
        """Those of the organizations for which the user may write."""
        return self.filter(organization__in=Organization.objects.editable_by(user).values("pk"))

    def live(self) -> Self:
        """Those of which something can still become, or has."""
        return self.filter(state__in=LIVE)

    def editable(self) -> Self:
        """Those that the exhibitor can change."""
        return self.filter(state__in=EDITABLE)

    def accepted(self) -> Self:
        """Those who come."""
        return self.filter(state="accepted")

    def public(self) -> Self:
        """Those whom the public may read of: accepted, with the plan shown; the caller asks whether it is."""
        return self.accepted().select_related("organization", "zone").prefetch_related("booths__hall", "co_exhibitors")

    def in_turn(self) -> Self:
        """What waits for the office first, the oldest first."""
        first = models.Case(models.When(state="submitted", then=0), default=1, output_field=models.IntegerField())
        return self.annotate(turn=first).order_by("turn", F("submitted_at").asc(nulls_last=True), "pk")
