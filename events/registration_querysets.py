"""Questions about registrations and the seats they share."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, F, Q

from events.permissions import can_enter_registrations
from events.registration_states import LIVE


class QuotaQuerySet(models.QuerySet[Any]):
    def counted(self) -> "QuotaQuerySet":
        """With how many wait, and how many are being decided about, in the same query."""
        return self.annotate(
            waiting=Count("registrations", filter=Q(registrations__state__in=["waiting", "offered"])),
            applied=Count("registrations", filter=Q(registrations__state="applied")),
        )

    def with_room(self, seats: int) -> "QuotaQuerySet":
        """Those that have so many seats left."""
        return self.filter(size__gte=F("used") + F("held") + seats)


class RegistrationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "RegistrationQuerySet":
        """All, for those who run events; nobody else reads who comes."""
        return self if can_enter_registrations(user) else self.none()

    def live(self) -> "RegistrationQuerySet":
        """Those that have a place, or hope for one."""
        return self.filter(state__in=LIVE)

    def with_names(self) -> "RegistrationQuerySet":
        """With what a row of a list names, in one query."""
        return self.select_related("event__venue", "quota", "order")

    def in_line(self) -> "RegistrationQuerySet":
        """Those who wait, in the order in which places are offered to them."""
        return self.filter(state="waiting").order_by("waits_since", "turn", "pk")

    def offers_over(self, now: datetime) -> "RegistrationQuerySet":
        """Offers that nobody has taken in time."""
        return self.filter(state="offered", offer_until__lte=now)

    def to_be_reminded(self, now: datetime) -> "RegistrationQuerySet":
        """Those who come to an event that is near, and have not been reminded of it."""
        near = self.filter(state="confirmed", reminded_at=None, event__state="scheduled", event__starts_at__gt=now)
        return near.filter(event__terms__remind_at__lte=now).exclude(email="")

    def to_be_paid_back(self) -> "RegistrationQuerySet":
        """Those of events that do not take place, whose order still holds."""
        return self.live().filter(event__state="cancelled", order__state__in=["placed", "paid"])

    def to_be_forgotten(self, now: datetime) -> "RegistrationQuerySet":
        """Those of which names and answers are no longer needed."""
        return self.filter(forgotten_at=None, event__terms__kept_until__lte=now)
