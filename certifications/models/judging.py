"""Judging: who shall, what was scored, and the frozen result."""

import uuid
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS, REASON_WORDS
from certifications.judging_querysets import AssignmentQuerySet, ResultRunQuerySet, ReviewQuerySet
from certifications.models.applications import Application, ApplicationVersion
from certifications.models.blinding import BlindCopy
from certifications.models.rounds import Round
from certifications.models.rubrics import Criterion, RubricVersion
from certifications.models.stages import Stage
from certifications.stage_states import StageState
from certifications.states import ASSIGNMENT_MOVES, AssignmentState, RankedBy, RoundState, ScoresUsed
from home.models import History, Stateful


class Assignment(Stateful):
    """A judge shall score an application in a stage."""

    MOVES = ASSIGNMENT_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="assignments")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="assignments")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=10, choices=AssignmentState, default=AssignmentState.ASSIGNED)
    order = models.PositiveIntegerField(default=0, help_text=_("A neutral order, not that of receipt."))
    link = models.BooleanField(default=False, help_text=_("A review besides the ordinary ones, so that panels can be compared."))
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField()

    objects = AssignmentQuerySet.as_manager()
    copy_hidden: dict[str, Any]  # what is hidden in the texts of a blind stage's case: AssignmentQuerySet.readable

    class Meta:
        verbose_name = _("assignment")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["stage", "application", "judge"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.judge} / {self.application_id}"

    @property
    def blind_copy(self) -> BlindCopy | None:
        """In a blind stage what the judge reads of the case, once the office has looked it through."""
        return BlindCopy.objects.checked().filter(version=self.application.versions.last()).first() if self.stage.blind else None

    @property
    def is_readable(self) -> bool:
        """Whether there is something that the judge may read: in a blind stage a copy that was looked through."""
        return not self.stage.blind or self.blind_copy is not None


class AssignmentHistory(History):
    WORDS, WHY = ACTION_WORDS, REASON_WORDS

    record = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="history")


class Review(models.Model):
    """One judge's sheet for one application, against one version of it and one rubric."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="review")
    version = models.ForeignKey(ApplicationVersion, on_delete=models.PROTECT, related_name="+")
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="+")
    private_note = models.TextField(_("note to myself"), blank=True)
    applicant_comment = models.TextField(_("comment for the applicant"), blank=True)
    public_comment = models.TextField(_("comment to publish"), blank=True)
    row_version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")

    def __str__(self) -> str:
        return str(self.assignment)

    @property
    def handings_in(self) -> list[list[Any]]:
        """The values of each time that the sheet was handed in, the first one first; empty when it never was taken back."""
        found = [list(values) for _number, values in groupby(self.score_revisions.all(), key=lambda row: row.number)]
        return found if len(found) > 1 else []


class Score(models.Model):
    """One value for one criterion, or the word that it does not apply; never both, never neither."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField(null=True, blank=True)
    not_applicable = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("score")
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, not_applicable=False) | Q(value__isnull=True, not_applicable=True),
                name="score_value_or_not_applicable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {'-' if self.not_applicable else self.value}"


class ResultRun(models.Model):
    """A ranking, frozen: what went in, by which rule, what came out. Append-only."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="result_runs")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, null=True, related_name="result_runs")
    number = models.PositiveSmallIntegerField()
    algorithm = models.CharField(max_length=40)
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, null=True, related_name="+")
    parameters = models.JSONField(default=dict)
    inputs = models.JSONField()
    exclusions = models.JSONField(null=True, help_text=_("Sheets that do not count: case, judge, why. Part of the inputs, too."))
    input_hash = models.CharField(max_length=64)
    outputs = models.JSONField(null=True, help_text=_("What came out besides the rows; empty for the first algorithm."))
    output_hash = models.CharField(max_length=64)
    run_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    run_at = models.DateTimeField()

    objects = ResultRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="result_run_once")]

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"

    @property
    def citation(self) -> str:
        """How every later page names it: number and the beginning of the digest of what came out."""
        return gettext("result %(number)d (%(hash)s)") % {"number": self.number, "hash": self.output_hash[:8]}

    @property
    def scores_used(self) -> Any:
        """In words, which of a judge's scores went in."""
        return ScoresUsed(self.parameters["scores_used"]).label

    @property
    def ranked_by(self) -> Any:
        """In words, what the rank goes by."""
        return RankedBy(self.parameters["ranked_by"]).label

    @property
    def is_outdated(self) -> bool:
        """Whether decisions can no longer rest on it.

        That is so while scoring is open again, when a newer result says otherwise, and when a sheet that went in counts no
        longer: its judge has stepped back or has a conflict. A case that was withdrawn takes nothing from the others.
        """
        round_ = Round.objects.get(pk=self.round_id)  # as it stands now, not as it was when this was read
        newest = round_.result_runs.filter(stage=self.stage_id).defer("inputs", "outputs").first() or self
        reopened = self.stage is not None and self.stage.state == StageState.OPEN
        if reopened or round_.state == RoundState.JUDGING or newest.output_hash != self.output_hash:
            return True
        return not newest.still_counts()

    def still_counts(self) -> bool:
        """Whether every sheet that went in still counts; those of cases that were withdrawn since are not asked."""
        lost = ResultRun.objects.filter(pk=self.pk).with_lost_sheets().values_list("lost", flat=True).get()
        if lost is not None:
            return not lost
        under_way = Application.objects.in_review().filter(round=self.round_id)
        cases = {str(public_id) for public_id in under_way.values_list("public_id", flat=True)}
        counting = Assignment.objects.counting().filter(application__round=self.round_id)
        if self.stage_id:
            counting = counting.filter(stage=self.stage_id)
        sheets = {(str(case), str(judge)) for case, judge in counting.values_list("application__public_id", "judge__public_id")}
        counted = {(case, judge) for case, rows in self.inputs["sheets"].items() for judge, _values in rows if case in cases}
        return counted <= sheets


class ResultRow(models.Model):
    """One application's place in a result."""

    run = models.ForeignKey(ResultRun, on_delete=models.PROTECT, related_name="rows")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="result_rows")
    score = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    spread = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    reviews = models.PositiveSmallIntegerField()
    sheets = models.PositiveSmallIntegerField(null=True, help_text=_("Sheets that went in, also those on which nothing applied."))
    rank = models.PositiveIntegerField(null=True, help_text=_("The rank that counts, by the round's rules."))
    raw_rank = models.PositiveIntegerField(null=True)
    adjusted = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    low = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    adjusted_rank = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("result row")
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "application"], name="result_row_once")]

    def __str__(self) -> str:
        return f"{self.rank}: {self.application_id}"
