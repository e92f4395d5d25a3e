"""Questions about organizations and their people."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from home.permissions import has_right, is_active_user
from organizations import second_factor
from organizations.states import MembershipRole


class UserQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All accounts for those who administer or audit them; everybody else sees only herself."""
        if has_right(user, "organizations.view_user"):
            return self
        return self.filter(pk=user.pk) if is_active_user(user) else self.none()

    def without_second_factor(self) -> Self:
        """People who need a second factor for their desk or their role, and have none."""
        return second_factor.lacking(self)


class OrganizationQuerySet(models.QuerySet[Any]):
    def of_member(self, user: Any, *roles: str) -> Self:
        """Organizations of which the user is a member now, in one of the roles (in any, when none is named)."""
        memberships = (
            self.model._meta.get_field("memberships")
            .related_model.objects.current()
            .filter(organization=OuterRef("pk"), user=user)
        )
        return self.filter(Exists(memberships.filter(role__in=roles) if roles else memberships))

    def editable_by(self, user: Any) -> Self:
        """Organizations for which the user may write."""
        return self.of_member(user, MembershipRole.OWNER, MembershipRole.EDITOR) if is_active_user(user) else self.none()

    def visible_to(self, user: Any) -> Self:
        """The master data: members see their own, and roles that may view organizations see all."""
        if has_right(user, "organizations.view_organization"):
            return self
        return self.of_member(user) if is_active_user(user) else self.none()

    def with_standing(self, kind: str, *, on: date) -> Self:
        """Organizations for which the fact holds on the day, by its latest assessment."""
        standings = self.model._meta.get_field("standings").related_model.objects
        latest = standings.on(on).filter(organization=OuterRef("pk"), kind=kind).order_by("-assessed_at", "-pk")
        return self.filter(pk__in=self.annotate(holds=Subquery(latest.values("holds")[:1])).filter(holds=True).values("pk"))

    def verified(self) -> Self:
        """Organizations whose corporate number the office has confirmed."""
        return self.filter(number_verified_at__isnull=False)

    def claiming(self, organization: Any) -> Self:
        """Others that have typed the same corporate number."""
        if not organization.corporate_number:
            return self.none()
        return self.filter(corporate_number=organization.corporate_number).exclude(pk=organization.pk)


class MembershipQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        """Memberships that have not ended."""
        return self.filter(ended_at__isnull=True)

    def owners(self) -> Self:
        """Present owners."""
        return self.current().filter(role=MembershipRole.OWNER)


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self, now: datetime) -> Self:
        """Invitations that can still be accepted."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now)


class StandingQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> Self:
        """Assessments whose period covers the day."""
        return self.filter(Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day)))


class OrganizationLinkQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> Self:
        """Links that hold on the day."""
        return self.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day)))

    def of(self, organization: Any) -> Self:
        """Links up and down of one organization."""
        return self.filter(Q(parent=organization) | Q(child=organization))
