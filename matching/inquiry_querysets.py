"""Questions about inquiries: the holder's own, those of the office, and those whose time has come."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, F, When

from matching.states import REACHED, TALKING


class InquiryQuerySet(models.QuerySet[Any]):
    def reached(self) -> "InquiryQuerySet":
        """Those that have come to the maker: their sender's address was confirmed."""
        return self.filter(state__in=REACHED)

    def held_by(self, user: Any) -> "InquiryQuerySet":
        """Those to what the person holds: her organization's, her team's, her own."""
        certificates = self.model._meta.get_field("certificate").related_model.objects
        return self.reached().filter(certificate__in=certificates.held_by(user).values("pk"))

    def visible_to(self, user: Any) -> "InquiryQuerySet":
        """The desk's list: those to what the person sees there. That one was asked, and what came of it; no words."""
        certificates = self.model._meta.get_field("certificate").related_model.objects
        return self.reached().filter(certificate__in=certificates.visible_to(user).values("pk"))

    def in_turn(self) -> "InquiryQuerySet":
        """What waits first, the longest waiting on top; then the rest, the newest first."""
        waits = Case(When(state="open", then=F("waits_since")), default=None)
        return self.order_by(waits.asc(nulls_last=True), "-reached_at", "-pk")

    def with_names(self) -> "InquiryQuerySet":
        """With what a row of a list names, in one query."""
        return self.select_related(
            "certificate__program",
            "certificate__subject",
            "certificate__organization",
            "certificate__decision__application__subject",
            "certificate__decision__application__round__program",
        )

    def to_remind_of(self, before: datetime) -> "InquiryQuerySet":
        """Those that have waited for an answer since before the moment, and of which nobody was reminded."""
        return self.filter(state="open", waits_since__lt=before, reminded_at__isnull=True)

    def unconfirmed_since(self, before: datetime) -> "InquiryQuerySet":
        """Those whose sender never confirmed the address."""
        return self.filter(state="unconfirmed", asked_at__lt=before)

    def idle_since(self, before: datetime) -> "InquiryQuerySet":
        """Those about which two were talking, and nothing has happened since before the moment."""
        return self.filter(state__in=TALKING, moved_at__lt=before)

    def to_be_emptied(self, before: datetime) -> "InquiryQuerySet":
        """Those whose words and names are no longer needed."""
        ended = models.Q(state="closed", moved_at__lt=before) | models.Q(state="lapsed")
        return self.filter(ended, emptied_at__isnull=True)

    def from_address(self, address: str, since: datetime) -> "InquiryQuerySet":
        """Those that were sent in the name of an e-mail address since the moment."""
        return self.filter(email=address, asked_at__gt=since)
