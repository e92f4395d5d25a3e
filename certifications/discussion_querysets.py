"""Questions about discussions between judges."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from certifications.discussion_states import DiscussionState
from home.permissions import is_active_user


class DiscussionQuerySet(models.QuerySet[Any]):
    def open(self) -> "DiscussionQuerySet":
        return self.filter(state=DiscussionState.OPEN)

    def holding_up(self, stage: Any) -> "DiscussionQuerySet":
        """Open ones on cases of the stage that are still under review."""
        return self.open().filter(stage=stage, application__state="in_review")

    def of_judge(self, user: Any) -> "DiscussionQuerySet":
        """On cases that the judge may read now and whose sheet she has handed in: who has yet to score hears no opinion."""
        assignments = self.model._meta.get_field("application").related_model._meta.get_field("assignments").related_model
        given = assignments.objects.visible_to(user).handed_in_once()
        return self.filter(Exists(given.filter(application=OuterRef("application"), stage=OuterRef("stage"))))

    def visible_to(self, user: Any) -> "DiscussionQuerySet":
        """Those of the judges who talk, and of the case's office. Nobody else ever reads them."""
        if not is_active_user(user):
            return self.none()
        cases = self.model._meta.get_field("application").related_model.objects
        office = Q(application__in=cases.of_office(user).values("pk"))
        return self.filter(office | Q(pk__in=self.model.objects.of_judge(user).values("pk")))
