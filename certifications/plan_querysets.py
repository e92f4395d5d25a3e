"""Questions about plans of assignments."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from certifications.states import WITH_THE_OFFICE
from home.permissions import is_active_user


class AssignmentPlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "AssignmentPlanQuerySet":
        """Of rounds that the user runs, but not where a case is kept from her: a plan names every case of its round."""
        if not is_active_user(user):
            return self.none()
        rounds = self.model._meta.get_field("round").related_model
        cases = rounds._meta.get_field("applications").related_model.objects
        own = rounds.objects.filter(
            program__in=user.program_roles.filter(ended_at__isnull=True, role="secretariat").values("program")
        )
        with_office = cases.filter(round=OuterRef("pk"), state__in=WITH_THE_OFFICE, receipt_number__isnull=False)
        kept = with_office.exclude(pk__in=cases.of_office(user).values("pk"))
        return self.filter(round__in=own.exclude(Exists(kept)).values("pk"))

    def waiting(self) -> "AssignmentPlanQuerySet":
        """Those that the worker has not finished."""
        return self.filter(state="waiting")
