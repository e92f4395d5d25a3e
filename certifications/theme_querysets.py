"""Questions about the themes of contests."""

from typing import Any

from django.db import models
from django.db.models import Q

from certifications.permissions import roles_of
from certifications.states import ThemeState


class ThemeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "ThemeQuerySet":
        """All themes of the programs in which the user has a role, drafts included."""
        return self.filter(round__program__in={program for program, _role in roles_of(user)})

    def offered(self, *, besides: int | None = None) -> "ThemeQuerySet":
        """What applicants choose among; `besides` is the theme that an application has chosen already."""
        return self.filter(Q(state=ThemeState.PUBLISHED) | Q(pk=besides))

    def with_pictures(self) -> "ThemeQuerySet":
        """With their companies, and with their pictures and these pictures' renditions."""
        return self.select_related("organization").prefetch_related("pictures__picture__renditions")
