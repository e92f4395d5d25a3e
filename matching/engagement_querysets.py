"""Questions about requests for masters, classes and tours, and about the offers made for them."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Case, Count, F, IntegerField, Value, When

from home.permissions import has_right
from matching.engagement_states import AT_AN_END, UNDER_WAY

ORDER = ("received", "accepted", "offered", "confirmed")


class EngagementQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "EngagementQuerySet":
        """The desk's list: what was confirmed by who asks, for those who arrange."""
        if not has_right(user, "matching.view_engagement"):
            return self.none()
        return self.exclude(state__in=["unconfirmed", "lapsed"])

    def in_turn(self) -> "EngagementQuerySet":
        """What waits for the office first, then what waits for others, then what is over; the next day first."""
        places = [When(state=state, then=Value(place)) for place, state in enumerate(ORDER)]
        turn = Case(*places, default=Value(len(ORDER)), output_field=IntegerField())
        return self.annotate(turn=turn).order_by("turn", "first_day", "pk")

    def with_names(self) -> "EngagementQuerySet":
        """With what a row of a list names, in one query."""
        return self.select_related("category", "area", "wished__subject", "certificate__subject", "certificate__organization")

    def under_way(self) -> "EngagementQuerySet":
        """Those of which something can still become."""
        return self.filter(state__in=UNDER_WAY)

    def held_by(self, day: date) -> "EngagementQuerySet":
        """Those arranged whose day lies before it, without a report."""
        return self.filter(state="confirmed", held_on__lt=day)

    def awaiting_office(self, today: date) -> "EngagementQuerySet":
        """Those with which the office has something to do by now, each with its day as `turn_day`.

        To be offered, to be given a day; offered to a host who has not answered until the day wished for; held today, or
        held and not reported.
        """
        office = models.Q(state__in=["received", "accepted"]) | models.Q(state="offered", first_day__lte=today)
        rows = self.filter(office | models.Q(state="confirmed", held_on__lte=today))
        return rows.annotate(turn_day=Case(When(state="confirmed", then=F("held_on")), default=F("first_day")))

    def to_report(self, before: date) -> "EngagementQuerySet":
        """Those whose day is over and of which nobody was asked to report."""
        return self.filter(state="confirmed", held_on__lt=before, report_asked_at__isnull=True)

    def unconfirmed_since(self, before: datetime) -> "EngagementQuerySet":
        """Those whose sender never confirmed the address."""
        return self.filter(state="unconfirmed", asked_at__lt=before)

    def to_be_emptied(self, before: datetime) -> "EngagementQuerySet":
        """Those whose names and words are no longer needed."""
        over = models.Q(state__in=AT_AN_END, moved_at__lt=before) | models.Q(state="lapsed")
        return self.filter(over, emptied_at__isnull=True)

    def tallied(self) -> Any:
        """Rows of (kind, origin, day, number) of what was held."""
        return self.filter(state="reported").order_by().values_list("kind", "origin", "held_on").annotate(number=Count("pk"))


class EngagementOfferQuerySet(models.QuerySet[Any]):
    def held_by(self, user: Any) -> "EngagementOfferQuerySet":
        """Those to the person herself or to her organization, the newest first; not what was taken back."""
        certificates = self.model._meta.get_field("certificate").related_model.objects
        mine = self.filter(certificate__in=certificates.held_by(user).values("pk")).exclude(state="taken_back")
        return mine.order_by(F("made_at").desc(), "-pk")

    def with_names(self) -> "EngagementOfferQuerySet":
        """With what a page of the host names, in one query."""
        return self.select_related(
            "engagement__category",
            "engagement__area",
            "certificate__program",
            "certificate__subject",
            "certificate__organization",
            "certificate__decision__application__subject",
            "certificate__decision__application__round__program",
        )
