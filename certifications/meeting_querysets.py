"""Questions about committee meetings: which ones, for whom, and which of their items somebody may see."""

from typing import Any

from django.db import models
from django.db.models import Q

from certifications.meeting_permissions import RUNNING
from certifications.permissions import roles_of
from home.permissions import is_active_user

# What members read: from the convening on. What was called off is shown as such.
SHOWN = ("convened", "closed", "called_off")


class MeetingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Meetings of the rounds of the programs in which the user has a role."""
        if not is_active_user(user):
            return self.none()
        return self.filter(stage__round__program__in=[program for program, _role in roles_of(user)])

    def of_member(self, user: Any) -> "MeetingQuerySet":
        """Meetings to which the user was asked as a member of the panel, while the round runs."""
        if not is_active_user(user):
            return self.none()
        whole, own = user.seats.filter(stages__isnull=True), user.seats.filter(stages__isnull=False)
        of_stage = Q(stage__round__in=whole.values("round")) | Q(stage__in=own.values("stages"))
        return self.filter(of_stage, state__in=SHOWN, stage__round__state__in=RUNNING)

    def convened(self) -> "MeetingQuerySet":
        return self.filter(state="convened")


class AgendaItemQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "AgendaItemQuerySet":
        """Items of the office's cases, and those of the meetings to which the user was asked; none in which she has an
        interest."""
        if not is_active_user(user):
            return self.none()
        meetings = self.model._meta.get_field("meeting").related_model.objects
        office = Q(application__in=self._cases().of_office(user).values("pk"))
        member = Q(meeting__in=meetings.of_member(user).values("pk")) & Q(
            application__in=self._cases().filter(state="in_review").without_conflict(user).values("pk")
        )
        return self.filter(office | member)

    def open_to(self, user: Any) -> "AgendaItemQuerySet":
        """Items whose papers a member may read now. The one form of `meeting_permissions.reads_item` for lists."""
        if not is_active_user(user):
            return self.none()
        meetings = self.model._meta.get_field("meeting").related_model.objects
        asked = meetings.of_member(user).filter(state__in=["convened", "closed"])
        pledged = user.seats.filter(pledged_at__isnull=False).values("round")
        return self.filter(
            meeting__in=asked.values("pk"),
            meeting__stage__round__in=pledged,
            application__in=self._cases().filter(state="in_review").without_conflict(user).values("pk"),
        )

    def decided(self) -> "AgendaItemQuerySet":
        return self.filter(state="decided")

    def _cases(self) -> Any:
        return self.model._meta.get_field("application").related_model.objects


class PresenceQuerySet(models.QuerySet[Any]):
    def now(self) -> "PresenceQuerySet":
        """Who is in the meeting at this moment, in the room or online."""
        return self.filter(left_at__isnull=True)
