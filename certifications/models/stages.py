"""Stages: the steps of a round in order, each with its judges, criteria and rules; and the cases that stand in them."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS, REASON_WORDS
from certifications.models.applications import Application
from certifications.models.rounds import PanelMember, Round
from certifications.models.rubrics import RubricVersion
from certifications.stage_querysets import StageEntryQuerySet, StageQuerySet
from certifications.stage_states import (
    ENTRY_MOVES,
    NEEDS_NUMBER,
    STAGE_MOVES,
    CompletionRule,
    EntryState,
    PromotionRule,
    StageState,
)
from certifications.states import IdentityClass, StageKind
from home.languages import Localized
from home.models import History, Stateful


class Stage(Stateful):
    """A step of the round, in order. The timetable that the public sees is drawn from these rows.

    Where there is a rubric, judges hand in sheets. What they may read is everything but the answers of the hidden classes,
    or, when sections are named, these sections of it.
    """

    MOVES = STAGE_MOVES

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="stages")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=StageKind)
    name_ja = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    name_zh = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    state = models.CharField(max_length=10, choices=StageState, default=StageState.WAITING)
    rubric_version = models.ForeignKey(
        RubricVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="stages", verbose_name=_("criteria")
    )
    reviews_wanted = models.PositiveSmallIntegerField(
        _("reviews per application"), null=True, blank=True, help_text=_("Empty: as many as the round says.")
    )
    due_on = models.DateField(_("scores due"), null=True, blank=True, help_text=_("Empty: the day that the round says."))
    hides = models.JSONField(_("what judges do not see"), default=list, blank=True, help_text="identity, quasi")
    sections = models.JSONField(_("sections that judges read"), default=list, blank=True)
    sees_from = models.DateTimeField(_("judges read from"), null=True, blank=True)
    completes = models.CharField(_("is finished"), max_length=10, choices=CompletionRule, default=CompletionRule.ALL)
    completion_n = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    promotes = models.CharField(_("who goes on"), max_length=10, choices=PromotionRule, default=PromotionRule.EVERYONE)
    promotion_value = models.DecimalField(_("how many, or points"), max_digits=8, decimal_places=4, null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    name = Localized("name")

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "order"], name="stage_once"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="stage_dates"),
            models.CheckConstraint(
                condition=~Q(completes="at_least") | Q(completion_n__isnull=False, completion_n__gte=1),
                name="stage_completion_number",
                violation_error_message=_("Please say how many each case needs at least."),
            ),
            models.CheckConstraint(
                condition=~Q(promotes__in=["top", "threshold"]) | Q(promotion_value__isnull=False, promotion_value__gt=0),
                name="stage_promotion_number",
                violation_error_message=_("Please say how many go on, or from how many points."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def is_scored(self) -> bool:
        """Whether judges hand in sheets."""
        return self.rubric_version_id is not None

    @property
    def rubric(self) -> Any:
        """The criteria of a stage that is scored."""
        return self.rubric_version

    @property
    def selects(self) -> bool:
        """Whether some cases may end here. A stage that passes all of them on does not hold up the next one."""
        return self.promotes != PromotionRule.EVERYONE

    @property
    def blind(self) -> bool:
        """Whether judges do not see who applies."""
        return IdentityClass.IDENTITY in self.hides

    @property
    def due(self) -> Any:
        """The last day for sheets."""
        return self.due_on or self.round.judging_until

    def due_for(self, judge: Any) -> Any:
        """The last day for the sheets of one judge: the office may have given her more time."""
        own = self.due_days.filter(judge=judge).values_list("until", flat=True).first()
        return max(own, self.due) if own else self.due

    @property
    def wanted(self) -> int:
        """How many judges a case gets."""
        return self.reviews_wanted or self.round.reviews_wanted

    @property
    def needs_number(self) -> bool:
        return self.promotes in NEEDS_NUMBER

    def seats(self) -> models.QuerySet[PanelMember]:
        """Its own judges, and those who sit on the whole round."""
        members: Any = self.round.panel
        return members.filter(Q(stages__isnull=True) | Q(stages=self)).distinct()


class StageHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="history")


class StageEntry(Stateful):
    """A case in a stage. To the applicant a case that goes on and one that does not are alike until the release."""

    MOVES = ENTRY_MOVES

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="entries")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="stage_entries")
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.IN)
    entered_at = models.DateTimeField()

    objects = StageEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("case in a stage")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["stage", "application"], name="stage_entry_once")]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.stage}"


class StageEntryHistory(History):
    WORDS, WHY = ACTION_WORDS, REASON_WORDS

    record = models.ForeignKey(StageEntry, on_delete=models.CASCADE, related_name="history")
