"""Questions about copies for blind judging."""

from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery


class BlindCopyQuerySet(models.QuerySet[Any]):
    def of_newest(self, applications: models.QuerySet[Any]) -> "BlindCopyQuerySet":
        """The copies of what was submitted last in each of the cases."""
        versions = self.model._meta.get_field("version").related_model.objects.filter(application=OuterRef("pk"))
        newest = applications.annotate(newest=Subquery(versions.order_by("-seq").values("pk")[:1]))
        return self.filter(version__in=newest.values("newest"))

    def checked(self) -> "BlindCopyQuerySet":
        """Looked through by the office: judges may read them."""
        return self.filter(state="checked")

    def waiting(self) -> "BlindCopyQuerySet":
        """To be looked through."""
        return self.filter(state="proposed")

    def undrawn(self) -> "BlindCopyQuerySet":
        """Whose files have not all been tried yet, the oldest first."""
        return self.filter(drawn_at__isnull=True).order_by("made_at", "pk")
