"""Questions about disposals of papers, and about what holds papers back from them."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from certifications.disposal_states import UNDER_WAY, DisposalState
from certifications.permissions import group_names
from home.permissions import is_active_user


class DisposalQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "DisposalQuerySet":
        """Of the user's programs; the auditor sees all."""
        if not is_active_user(user):
            return self.none()
        if "auditor" in group_names(user):
            return self
        return self.filter(round__program__in=user.program_roles.filter(ended_at__isnull=True).values("program"))

    def under_way(self) -> "DisposalQuerySet":
        """Neither carried out nor returned."""
        return self.filter(state__in=UNDER_WAY)

    def awaiting(self, user: Any) -> "DisposalQuerySet":
        """Those that the user could approve as far as her role goes."""
        roles = user.program_roles.filter(ended_at__isnull=True, role="approver")
        return self.filter(state=DisposalState.PROPOSED, round__program__in=roles.values("program")).exclude(proposed_by=user)


class HoldQuerySet(models.QuerySet[Any]):
    def standing(self) -> "HoldQuerySet":
        """Those that nobody has lifted."""
        return self.filter(lifted_at__isnull=True)

    def held(self, applications: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The applications that stand under a hold of their own, or of their round."""
        rows = self.standing().filter(
            Q(application=OuterRef("pk")) | Q(application=None, round=OuterRef("round")),
        )
        return applications.filter(Exists(rows))
