"""Questions about assignments and sheets."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from certifications.stage_states import READABLE
from certifications.states import AssignmentState
from home import clock
from home.permissions import is_active_user


class AssignmentQuerySet(models.QuerySet[Any]):
    def counted(self) -> "AssignmentQuerySet":
        """Assignments that are not recused."""
        return self.exclude(state="recused")

    def counting(self) -> "AssignmentQuerySet":
        """Sheets that count for a result: handed in, on a case under review, by a judge without a confirmed conflict."""
        cases = self.model._meta.get_field("application").related_model
        conflicts = cases._meta.get_field("conflicts").related_model.objects.over_cases().filter(person=OuterRef("judge"))
        return self.filter(state="submitted", application__state="in_review").exclude(Exists(conflicts))

    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        """The judge's own, in stages that have begun of rounds under judgment, without cases in conflict."""
        if not is_active_user(user):
            return self.none()
        cases = self.model._meta.get_field("application").related_model.objects.filter(
            state="in_review", round__state__in=["judging", "deciding"]
        )
        begun = Q(stage__sees_from__isnull=True) | Q(stage__sees_from__lte=clock.now())
        mine = self.counted().filter(begun, judge=user, stage__state__in=READABLE)
        return mine.filter(application__in=cases.without_conflict(user).values("pk"))


class ReviewQuerySet(models.QuerySet[Any]):
    def with_comment_for(self, application: Any) -> "ReviewQuerySet":
        """Sheets of the case that were handed in with a word to its applicant, in the order of the judges."""
        given = self.filter(assignment__application=application, assignment__state=AssignmentState.SUBMITTED)
        return given.exclude(applicant_comment="").order_by("assignment__order")
