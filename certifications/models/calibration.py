"""Sample cases that all judges score before the others, so that they mean the same by the same value."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.judging_querysets import SampleQuerySet
from certifications.models.rubrics import RubricVersion
from certifications.models.stages import Stage


class CalibrationCase(models.Model):
    """A sample of a stage, with the values that the office holds right, by criterion's code (null: does not apply).

    Samples by criteria that the stage has given up before it began are no longer scored.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="samples")
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title of the sample"), max_length=120)
    text = models.TextField(_("what the judges read"))
    references = models.JSONField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = SampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("sample case")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.title


class CalibrationSheet(models.Model):
    """One judge's values for a sample, handed in once. Never part of a result. Append-only."""

    case = models.ForeignKey(CalibrationCase, on_delete=models.PROTECT, related_name="sheets")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField()
    handed_in_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sheet of a sample case")
        constraints = [models.UniqueConstraint(fields=["case", "judge"], name="calibration_sheet_once")]

    def __str__(self) -> str:
        return f"{self.case} / {self.judge}"
