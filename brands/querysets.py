"""Questions that the public asks of the register."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, CharField, Count, Q, Value, When
from django.utils.translation import gettext_lazy as _

STATUS_LABELS = {
    "valid": _("valid"),
    "suspended": _("suspended"),
    "expired": _("expired"),
    "withdrawn": _("withdrawn"),
    "surrendered": _("given back"),
}


def status_case(on: date, path: str = "certificate__") -> Case:
    """A certificate's status on a day as a database expression; the same words as `Certificate.status_on`."""
    whens = [
        When(~Q(**{f"{path}state": "active"}), then=models.F(f"{path}state")),
        When(**{f"{path}valid_until__lt": on}, then=Value("expired")),
        When(**{f"{path}valid_from__gt": on}, then=Value("not_yet")),
    ]
    return Case(*whens, default=Value("valid"), output_field=CharField())


class EntryQuerySet(models.QuerySet[Any]):
    def public(self) -> "EntryQuerySet":
        """Entries that the public sees: all that were ever released and not hidden at the holder's wish."""
        return self.filter(hidden_at__isnull=True)

    def with_status(self, on: date) -> "EntryQuerySet":
        """Adds `status` as of the day."""
        return self.annotate(status=status_case(on))

    def in_program(self, slug: str) -> "EntryQuerySet":
        return self.filter(certificate__program__slug=slug)

    def in_field(self, code: str) -> "EntryQuerySet":
        return self.filter(certificate__category__code=code)

    def of_year(self, year: int) -> "EntryQuerySet":
        return self.filter(certificate__fiscal_year=year)

    def in_area(self, code: str) -> "EntryQuerySet":
        return self.filter(certificate__area__code=code)

    def newest(self) -> "EntryQuerySet":
        """Newest first, in an order that an index gives."""
        return self.order_by("-certificate__issued_on", "-certificate__pk")

    def for_cards(self) -> "EntryQuerySet":
        """With all that a card shows, in a fixed number of queries."""
        return self.select_related(
            "certificate__program", "certificate__level", "certificate__area", "certificate__category"
        ).prefetch_related("texts", "pictures__picture__renditions")

    def counted_by(self, column: str) -> dict[Any, int]:
        """How many entries there are per value of a column."""
        rows = self.order_by().values_list(column).annotate(n=Count("pk"))
        return {value: n for value, n in rows if value is not None}
