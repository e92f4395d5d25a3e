"""Files beside a case that came while the virus check did not answer: nobody can have them before it has."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.message_querysets import WaitingFileQuerySet
from certifications.models.applications import Application
from certifications.models.messages import Message, MessageDraft


class WaitingFile(models.Model):
    """A file for a message, for the draft of one, or for a line of the checklist. Checked, it becomes one and this row goes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="waiting_files")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, blank=True, related_name="waiting_files")
    draft = models.ForeignKey(MessageDraft, on_delete=models.CASCADE, null=True, blank=True, related_name="waiting_files")
    line = models.SlugField(max_length=40, blank=True, help_text="of evidence: a code of the checklist; empty for the whole case")
    from_office = models.BooleanField(default=False)
    name = models.CharField(max_length=160)
    size = models.PositiveBigIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=400, blank=True, help_text="why it was not taken, as its sender reads it")

    objects = WaitingFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file that waits for the virus check")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(message__isnull=True) | Q(draft__isnull=True), name="waiting_file_one_place"),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True, refusal="") | (Q(refused_at__isnull=False) & ~Q(refusal="")),
                name="waiting_file_refused_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> str:
        """What it is called in the quarantine."""
        return f"ticket-{self.public_id}"

    @property
    def is_evidence(self) -> bool:
        return self.message_id is None and self.draft_id is None
