"""Evidence: files that show that a line of the office's checklist is met."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.models.applications import Application
from certifications.querysets import EvidenceQuerySet
from home.models import StoredFile


class Evidence(models.Model):
    """A file beside a line of the checklist, from the applicant or from the office. Taken away, it stays on record."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="evidence")
    line = models.SlugField(max_length=40, blank=True, help_text="a code of the checklist; empty for papers of the whole case")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=160)
    from_office = models.BooleanField(default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True, removed_by__isnull=True)
                | models.Q(removed_at__isnull=False, removed_by__isnull=False),
                name="evidence_removed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.name
