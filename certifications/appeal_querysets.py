"""Questions about appeals and their papers."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from certifications.appeal_states import ANSWERED, UNDER_WAY
from certifications.permissions import group_names
from home.permissions import is_active_user


class AppealQuerySet(models.QuerySet[Any]):
    def of_desk(self, user: Any) -> "AppealQuerySet":
        """Of the office's cases, and for the auditor those that were answered."""
        if not is_active_user(user):
            return self.none()
        decisions = self.model._meta.get_field("decision").related_model
        applications = decisions._meta.get_field("application").related_model.objects
        wanted = Q(decision__application__in=applications.of_office(user).values("pk"))
        if "auditor" in group_names(user):
            wanted |= Q(state__in=ANSWERED)
        return self.filter(wanted)

    def of_side(self, user: Any) -> "AppealQuerySet":
        """Of the user's own side's cases."""
        if not is_active_user(user):
            return self.none()
        decisions = self.model._meta.get_field("decision").related_model
        applications = decisions._meta.get_field("application").related_model.objects
        return self.filter(decision__application__in=applications.of_applicant(user).values("pk"))

    def of_panel(self, user: Any) -> "AppealQuerySet":
        """Those under way on whose panel the user sits; none of a case in which she has an interest."""
        if not is_active_user(user):
            return self.none()
        decisions = self.model._meta.get_field("decision").related_model
        applications = decisions._meta.get_field("application").related_model.objects
        free = applications.filter(decision__appeals__seats__person=user).without_conflict(user)
        return self.under_way().filter(seats__person=user, decision__application__in=free.values("pk"))

    def read_by_panel(self, user: Any) -> "AppealQuerySet":
        """As `of_panel`, where the user has pledged secrecy. The one form of `appeal_permissions.reads_as_panel` for lists."""
        mine = self.model._meta.get_field("seats").related_model.objects.filter(person=user.pk, opinion__isnull=False)
        return self.of_panel(user).filter(pk__in=mine.values("appeal"))

    def visible_to(self, user: Any) -> "AppealQuerySet":
        """Every appeal that the user may read. What a ruling will say is in the decision, which is sealed by itself."""
        if not is_active_user(user):
            return self.none()
        every = self.model.objects
        own, desk = every.of_side(user).values("pk"), every.of_desk(user).values("pk")
        return self.filter(Q(pk__in=own) | Q(pk__in=desk) | Q(pk__in=every.read_by_panel(user).values("pk")))

    def under_way(self) -> "AppealQuerySet":
        """Neither answered nor taken back."""
        return self.filter(state__in=UNDER_WAY)

    def told_in(self, applications: Iterable[Any]) -> "AppealQuerySet":
        """Appeals in these cases whose grounds have not been disposed of."""
        return self.filter(decision__application__in=applications, disposed_at__isnull=True)

    def standing(self) -> "AppealQuerySet":
        """Without those that were taken back."""
        return self.exclude(state="taken_back")


class AppealPaperQuerySet(models.QuerySet[Any]):
    def of_cases(self, applications: Iterable[Any]) -> "AppealPaperQuerySet":
        """Papers of all appeals in these cases."""
        return self.filter(appeal__decision__application__in=applications)

    def visible_to(self, user: Any) -> "AppealPaperQuerySet":
        """Papers of the appeals that the user may read."""
        appeals = self.model._meta.get_field("appeal").related_model.objects
        return self.filter(appeal__in=appeals.visible_to(user).values("pk"))
