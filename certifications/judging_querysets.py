"""Questions about conflicts, assignments and sheets."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from certifications.states import AssignmentState
from home.permissions import is_active_user


class ConflictQuerySet(models.QuerySet[Any]):
    def confirmed_on(self, application: Any) -> "ConflictQuerySet":
        """Confirmed conflicts that touch the case, by itself or by its applicant."""
        touches = Q(application=application) if application.pk else Q(pk__in=[])
        if application.organization_id:
            touches |= Q(organization=application.organization_id)
        return self.filter(touches, state="confirmed")

    def confirmed_about(self, organization: Any) -> "ConflictQuerySet":
        """Confirmed conflicts with the organization or with any of its applications."""
        touches = Q(organization=organization) | Q(application__organization=organization)
        return self.filter(touches, state="confirmed")


class AssignmentQuerySet(models.QuerySet[Any]):
    def counted(self) -> "AssignmentQuerySet":
        """Assignments that are not recused."""
        return self.exclude(state="recused")

    def counting(self) -> "AssignmentQuerySet":
        """Sheets that count for a result: handed in, on a case under review, by a judge without a confirmed conflict."""
        cases = self.model._meta.get_field("application").related_model
        named = cases._meta.get_field("conflicts").related_model.objects.filter(state="confirmed", person=OuterRef("judge"))
        touching = named.filter(Q(application=OuterRef("application")) | Q(organization=OuterRef("application__organization")))
        return self.filter(state="submitted", application__state="in_review").exclude(Exists(touching))

    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        """The judge's own, in rounds under judgment, without cases in conflict."""
        if not is_active_user(user):
            return self.none()
        cases = self.model._meta.get_field("application").related_model.objects.filter(
            state="in_review", round__state__in=["judging", "deciding"]
        )
        return self.counted().filter(judge=user, application__in=cases.without_conflict(user).values("pk"))


class ReviewQuerySet(models.QuerySet[Any]):
    def with_comment_for(self, application: Any) -> "ReviewQuerySet":
        """Sheets of the case that were handed in with a word to its applicant, in the order of the judges."""
        given = self.filter(assignment__application=application, assignment__state=AssignmentState.SUBMITTED)
        return given.exclude(applicant_comment="").order_by("assignment__order")
