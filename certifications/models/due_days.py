"""More time that the office gives to one judge."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.models.stages import Stage


class DueDay(models.Model):
    """A judge's own last day for the sheets of a stage. The newest counts; none is changed."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="due_days")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("judge"))
    until = models.DateField(_("new last day"))
    reason = models.TextField(_("reason"), max_length=400)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("judge's own last day")
        ordering = ["-given_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.stage} {self.judge}: {self.until:%Y-%m-%d}"
