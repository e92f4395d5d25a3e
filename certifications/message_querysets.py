"""Questions about the messages of a case and their files."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from home.permissions import is_active_user

REFUSALS_SHOWN = timedelta(days=7)


class MessageQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "MessageQuerySet":
        """Messages of the user's own side's cases, of the office's cases, and for the auditor of those with a result.

        The candidate of a nomination by somebody else is not among them: office and nominator write to each other.
        """
        if not is_active_user(user):
            return self.none()
        applications = self.model._meta.get_field("application").related_model.objects
        own = Q(application__in=applications.of_applicant(user).values("pk"))
        return self.filter(own | Q(application__in=applications.of_desk(user).values("pk")))

    def unread_by_applicant(self, user: Any) -> "MessageQuerySet":
        """What the office wrote to the user's side and nobody there has read."""
        applications = self.model._meta.get_field("application").related_model.objects
        own = self.visible_to(user).filter(application__in=applications.of_applicant(user).values("pk"))
        return own.filter(from_office=True, read_at__isnull=True)

    def unread_by_office(self, user: Any) -> "MessageQuerySet":
        """What applicants wrote to the user's office and nobody there has read."""
        applications = self.model._meta.get_field("application").related_model.objects
        with_her = self.visible_to(user).filter(application__in=applications.of_office(user).values("pk"))
        return with_her.filter(from_office=False, read_at__isnull=True)


class MessageFileQuerySet(models.QuerySet[Any]):
    def of_cases(self, applications: Collection[int]) -> "MessageFileQuerySet":
        """Files of the messages of these cases, sent or still being written."""
        return self.filter(Q(message__application__in=applications) | Q(draft__application__in=applications))

    def visible_to(self, user: Any) -> "MessageFileQuerySet":
        """Files of messages that the user sees. A draft's are its author's, as long as the case is with her office."""
        if not is_active_user(user):
            return self.none()
        messages = self.model._meta.get_field("message").related_model.objects.visible_to(user)
        drafts = self.model._meta.get_field("draft").related_model
        applications = drafts._meta.get_field("application").related_model.objects
        own = drafts.objects.filter(author=user, application__in=applications.of_office(user).values("pk"))
        return self.filter(Q(message__in=messages.values("pk")) | Q(draft__in=own.values("pk")))


class WaitingFileQuerySet(models.QuerySet[Any]):
    def unchecked(self) -> "WaitingFileQuerySet":
        """Those at which the virus check has not looked yet."""
        return self.filter(refused_at__isnull=True)

    def shown(self, now: datetime) -> "WaitingFileQuerySet":
        """What pages tell of: what waits, and for a week what was not accepted."""
        return self.filter(Q(refused_at__isnull=True) | Q(refused_at__gt=now - REFUSALS_SHOWN))

    def evidence(self) -> "WaitingFileQuerySet":
        """Papers beside the checklist."""
        return self.filter(message__isnull=True, draft__isnull=True)
