"""Rubrics: what judges score, with weights and anchor texts; frozen once published, as forms are."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.models.programs import Program
from certifications.models.questions import FormPart
from certifications.stage_querysets import MAIN_RUBRIC, RubricQuerySet
from home.languages import Localized, suffix


class RubricVersion(models.Model):
    """One edition of a program's criteria; all use the scale low to high. A stage may have a series of its own (`code`)."""

    MAIN = MAIN_RUBRIC

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="rubric_versions")
    code = models.SlugField(max_length=40, default=MAIN)
    number = models.PositiveSmallIntegerField()
    low = models.SmallIntegerField(default=1)
    high = models.SmallIntegerField(default=5)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = _("rubric version")
        ordering = ["program", "code", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["program", "code", "number"], name="rubric_version_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="rubric_scale"),
        ]

    def __str__(self) -> str:
        series = "" if self.code == self.MAIN else f" {self.code}"
        return f"{self.program}{series} v{self.number}"

    @property
    def levels(self) -> list[int]:
        """The values a judge can give, low to high."""
        return list(range(self.low, self.high + 1))


class Criterion(FormPart):
    """One criterion with its weight and what each value means."""

    version = models.ForeignKey(RubricVersion, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField()
    label_ja = models.CharField(max_length=80)
    label_en = models.CharField(max_length=120, blank=True)
    label_zh = models.CharField(max_length=80, blank=True)
    description_ja = models.CharField(max_length=400, blank=True)
    description_en = models.CharField(max_length=600, blank=True)
    description_zh = models.CharField(max_length=400, blank=True)
    weight = models.DecimalField(
        max_digits=5, decimal_places=2, default=Decimal(1), validators=[MinValueValidator(Decimal("0.01"))]
    )
    anchors = models.JSONField(default=dict, blank=True, help_text='{"1": {"ja": "..."}, "5": {"ja": "..."}}')
    not_applicable = models.BooleanField(_("may be said not to apply"), default=False)

    label = Localized("label")
    description = Localized("description")

    class Meta:
        verbose_name = _("criterion")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="criterion_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="criterion_weight_positive"),
        ]

    def __str__(self) -> str:
        return str(self.label)

    def anchor(self, value: int) -> str:
        """What a value means, in the active language; empty where the rubric says nothing."""
        words = self.anchors.get(str(value), {})
        return words.get(suffix()) or words.get("ja", "")
