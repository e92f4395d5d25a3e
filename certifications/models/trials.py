"""What happens outside the office: units on loan for a trial, and reports of trials and visits with their photographs."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS
from certifications.models.stages import StageEntry
from certifications.stage_querysets import FieldReportQuerySet
from home.models import History, StoredFile


class MonitorLoan(models.Model):
    """A unit of the product stands in a facility for a while; somebody there writes the report."""

    entry = models.ForeignKey(StageEntry, on_delete=models.PROTECT, related_name="loans")
    facility = models.CharField(_("facility"), max_length=120)
    unit = models.CharField(_("unit on loan"), max_length=120)
    lent_on = models.DateField(_("lent on"))
    due_back_on = models.DateField(_("due back on"))
    back_on = models.DateField(_("came back on"), null=True, blank=True)
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField()

    class Meta:
        verbose_name = _("loan for a trial")
        ordering = ["lent_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(lent_on__lte=F("due_back_on")), name="loan_dates"),
            models.CheckConstraint(condition=Q(back_on__isnull=True) | Q(back_on__gte=F("lent_on")), name="loan_back_after_lent"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ({self.facility})"


class FieldReport(models.Model):
    """What somebody saw in a trial or on a visit. Sealed like scores: the office and the judges of the round read it.

    Whoever is asked writes it: a facility's person, a judge, an officer. Handed in, it stays.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(StageEntry, on_delete=models.PROTECT, related_name="reports")
    loan = models.ForeignKey(MonitorLoan, on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="field_reports")
    due_on = models.DateField(_("due"))
    happened_on = models.DateField(_("day of the visit or trial"), null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    text = models.TextField(_("what was seen"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1, editable=False)
    handed_in_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FieldReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a trial or visit")
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "reporter"], name="field_report_once")]

    def __str__(self) -> str:
        return f"{self.reporter}: {self.entry_id}"


class FieldReportHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(FieldReport, on_delete=models.CASCADE, related_name="history")


class FieldPhotograph(models.Model):
    """A picture that belongs to a report, looked at before it was taken in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(FieldReport, on_delete=models.CASCADE, related_name="photographs")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("photograph of a report")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name
