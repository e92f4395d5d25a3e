"""Questions about manuscripts: the holder's own, and those that lie with the office."""

from typing import Any

from django.db import models
from django.db.models import Case, F, When

from brands.states import OPEN


class ManuscriptQuerySet(models.QuerySet[Any]):
    def open(self) -> "ManuscriptQuerySet":
        """Those of which something can still become."""
        return self.filter(state__in=OPEN)

    def waiting(self) -> "ManuscriptQuerySet":
        """Those that the office is to look at, the longest waiting first."""
        return self.filter(state="handed_in").order_by("handed_in_at", "pk")

    def in_turn(self) -> "ManuscriptQuerySet":
        """What waits first, the longest waiting on top; then the rest, the newest first."""
        waits = Case(When(state="handed_in", then=F("handed_in_at")), default=None)
        return self.order_by(waits.asc(nulls_last=True), "-handed_in_at", "-pk")

    def visible_to(self, user: Any) -> "ManuscriptQuerySet":
        """The desk's list: what was handed in for entries that the person sees there. What is being written is the holder's."""
        entries = self.model._meta.get_field("entry").related_model.objects
        return self.filter(state__in=["handed_in", "returned", "shown"], entry__in=entries.visible_to(user).values("pk"))

    def with_all(self) -> "ManuscriptQuerySet":
        """With entry, certificate, case, texts and pictures, in a fixed number of queries."""
        related = (
            "entry__certificate__program",
            "entry__certificate__level",
            "entry__certificate__organization",
            "entry__certificate__subject",
            "entry__certificate__decision__application__subject",
            "entry__certificate__decision__application__round__program",
            "begun_by",
            "handed_in_by",
        )
        return self.select_related(*related).prefetch_related(
            "texts", "pictures__shown__picture", "pictures__file__preview", "entry__texts"
        )
