"""Questions about the stages of a round and about the cases in them."""

from typing import Any

from django.db import models
from django.db.models import Q

from certifications.stage_states import READABLE, EntryState, PromotionRule, StageState
from home.permissions import is_active_user

MAIN_RUBRIC = "main"


class RubricQuerySet(models.QuerySet[Any]):
    def published(self) -> "RubricQuerySet":
        """Editions that never change again."""
        return self.filter(published_at__isnull=False)

    def main(self) -> "RubricQuerySet":
        """Published editions of the criteria that the program shows to the public."""
        return self.published().filter(code=MAIN_RUBRIC)


class StageQuerySet(models.QuerySet[Any]):
    def scored(self) -> "StageQuerySet":
        """Stages in which judges hand in sheets."""
        return self.filter(rubric_version__isnull=False)

    def open(self) -> "StageQuerySet":
        return self.filter(state=StageState.OPEN)

    def running(self) -> "StageQuerySet":
        """Stages of rounds under judgment."""
        return self.filter(round__state="judging")

    def waiting(self) -> "StageQuerySet":
        return self.filter(state=StageState.WAITING)

    def readable(self) -> "StageQuerySet":
        """Stages that have begun."""
        return self.filter(state__in=READABLE)

    def before(self, stage: Any) -> "StageQuerySet":
        """The earlier stages of the same round, the nearest first."""
        return self.filter(round=stage.round_id, order__lt=stage.order).order_by("-order")

    def after(self, stage: Any) -> "StageQuerySet":
        """The later stages of the same round, the nearest first."""
        return self.filter(round=stage.round_id, order__gt=stage.order).order_by("order")

    def selecting(self) -> "StageQuerySet":
        """Stages at which cases may end."""
        return self.exclude(promotes=PromotionRule.EVERYONE)

    def visible_to(self, user: Any) -> "StageQuerySet":
        """Stages of the rounds in which the user has a role."""
        if not is_active_user(user):
            return self.none()
        return self.filter(round__program__in=user.program_roles.filter(ended_at__isnull=True).values("program"))


class StageEntryQuerySet(models.QuerySet[Any]):
    def present(self) -> "StageEntryQuerySet":
        """Cases that have not been taken back by their applicants since."""
        return self.filter(application__state="in_review")

    def undecided(self) -> "StageEntryQuerySet":
        """Cases of which nobody has said yet whether they go on."""
        return self.present().filter(state=EntryState.IN)

    def going_on(self) -> "StageEntryQuerySet":
        return self.present().filter(state=EntryState.PROMOTED)

    def visible_to(self, user: Any) -> "StageEntryQuerySet":
        """Entries of the cases that the office sees; never the applicant's, never a judge's."""
        applications = self.model._meta.get_field("application").related_model.objects
        return self.filter(Q(application__in=applications.of_office(user).values("pk")))


class AppointmentQuerySet(models.QuerySet[Any]):
    def of_judge(self, user: Any) -> "AppointmentQuerySet":
        """Where the judge sits; cases in which she has an interest are not among them, also when it was found since."""
        if not is_active_user(user):
            return self.none()
        cases = self.model._meta.get_field("entry").related_model._meta.get_field("application").related_model.objects
        free = cases.filter(state="in_review", round__state__in=["judging", "deciding"]).without_conflict(user)
        return self.filter(attendances__judge=user, entry__application__in=free.values("pk"))

    def of_applicant(self, application: Any) -> "AppointmentQuerySet":
        """What the applicant has been told: her own times and places."""
        return self.filter(entry__application=application, told_at__isnull=False)


class FieldReportQuerySet(models.QuerySet[Any]):
    def handed_in(self) -> "FieldReportQuerySet":
        return self.filter(handed_in_at__isnull=False)

    def to_write(self, user: Any) -> "FieldReportQuerySet":
        """Reports that the person is asked for, while the stage is under way; not of cases in which she has an interest."""
        if not is_active_user(user):
            return self.none()
        cases = self._cases().filter(state="in_review").without_conflict(user)
        mine = self.filter(reporter=user, entry__stage__state__in=READABLE, entry__application__in=cases.values("pk"))
        return mine.exclude(entry__stage__round__state__in=["released", "cancelled"])

    def visible_to(self, user: Any) -> "FieldReportQuerySet":
        """The office's cases and one's own; and for judges, what was handed in about the cases that they may read now.

        A report may name who applies: members of a committee that is blind read none.
        """
        if not is_active_user(user):
            return self.none()
        office = Q(entry__application__in=self._cases().of_office(user).values("pk"))
        own = Q(pk__in=self.model.objects.to_write(user).values("pk"))
        assignments = self._cases().model._meta.get_field("assignments").related_model.objects
        given = assignments.visible_to(user).values("application")
        items = self._cases().model._meta.get_field("agenda_items").related_model.objects.open_to(user)
        tabled = [item.application_id for item in items.select_related("meeting__stage") if not item.meeting.stage.blind]
        read = Q(entry__application__in=given) | Q(entry__application__in=tabled)
        return self.filter(office | own | Q(read, handed_in_at__isnull=False))

    def _cases(self) -> Any:
        return self.model._meta.get_field("entry").related_model._meta.get_field("application").related_model.objects
