"""Questions about dossiers."""

from datetime import date
from typing import Any

from django.db import models

from home.permissions import is_active_user


class DossierQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "DossierQuerySet":
        """Of the cases that the user works on for the office, without those in conflict."""
        if not is_active_user(user):
            return self.none()
        applications = self.model._meta.get_field("application").related_model.objects
        return self.filter(application__in=applications.of_office(user).values("pk"))

    def waiting(self) -> "DossierQuerySet":
        """Asked for and not made yet."""
        return self.filter(state="asked")

    def made(self) -> "DossierQuerySet":
        """Those that have files."""
        return self.filter(state="made")

    def over(self, on: date) -> "DossierQuerySet":
        """Those whose last day has passed."""
        return self.made().filter(kept_until__lt=on)
