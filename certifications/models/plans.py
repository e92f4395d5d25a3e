"""Plans of who reads what: drafted by the worker, looked at by the office, then applied or discarded."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS, REASON_WORDS
from certifications.models.programs import Category
from certifications.models.rounds import Round
from certifications.plan_querysets import AssignmentPlanQuerySet
from certifications.plan_states import PLAN_MOVES, PlanState
from home.models import History, Stateful


class Expertise(models.Model):
    """How well a judge knows one field of a program: 1 (some) to 3 (expert). No row is none."""

    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="expertise")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="experts")
    level = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("expertise")
        constraints = [
            models.UniqueConstraint(fields=["judge", "category"], name="expertise_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=3), name="expertise_level"),
        ]

    def __str__(self) -> str:
        return f"{self.judge} / {self.category}: {self.level}"


class AssignmentPlan(Stateful):
    """One dry run: what it was computed from, by which wishes, and what came out. Nothing is assigned before it is applied."""

    MOVES = PLAN_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.WAITING)
    seed = models.PositiveIntegerField(_("seed"), default=0)
    parameters = models.JSONField(default=dict)
    inputs = models.JSONField()
    input_hash = models.CharField(max_length=64)
    output = models.JSONField(null=True, blank=True)
    step = models.PositiveSmallIntegerField(default=0, help_text="how far the worker is, of PLAN_STEPS")
    problem = models.CharField(max_length=200, blank=True, help_text="why no plan was found")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    objects = AssignmentPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of assignments")
        ordering = ["-drafted_at"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="assignment_plan_once"),
            models.CheckConstraint(
                condition=Q(output__isnull=False) | Q(state__in=["waiting", "failed", "discarded"]),
                name="assignment_plan_drafted_has_output",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"


class AssignmentPlanHistory(History):
    WORDS, WHY = ACTION_WORDS, REASON_WORDS

    record = models.ForeignKey(AssignmentPlan, on_delete=models.CASCADE, related_name="history")
