"""Questions about organizations and their people."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q


class OrganizationQuerySet(models.QuerySet[Any]):
    def of_member(self, user: Any) -> "OrganizationQuerySet":
        """Organizations of which the user is a member now, in any role."""
        return self.filter(memberships__user=user, memberships__ended_at__isnull=True).distinct()

    def editable_by(self, user: Any) -> "OrganizationQuerySet":
        """Organizations for which the user may write."""
        return self.filter(
            memberships__user=user, memberships__ended_at__isnull=True, memberships__role__in=["owner", "editor"]
        ).distinct()

    def visible_to(self, user: Any) -> "OrganizationQuerySet":
        """The master data: members see their own, the city's staff sees all."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.is_staff else self.of_member(user)


class MembershipQuerySet(models.QuerySet[Any]):
    def current(self) -> "MembershipQuerySet":
        """Memberships that have not ended."""
        return self.filter(ended_at__isnull=True)


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self, now: datetime) -> "InvitationQuerySet":
        """Invitations that can still be accepted."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now)


class StandingQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> "StandingQuerySet":
        """Standings that hold on the day."""
        return self.filter(Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day)))
