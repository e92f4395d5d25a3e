"""Large files arrive in pieces: a ticket says that one was begun in time, and how much of it is here."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.deadline_querysets import UploadTicketQuerySet
from certifications.models.applications import Application, ApplicationVersion, Attachment
from certifications.states import TicketState
from home.models import StoredFile


class UploadTicket(models.Model):
    """The right to send one file of a stated size until an instant, also when that lies after the deadline."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="tickets")
    key = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True, help_text="what the browser said of the content before it sent it")
    received = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=TicketState, default=TicketState.OPEN)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    awaited = models.BooleanField(default=False, help_text="a submitted version lists the file as still to come")
    ended_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=400, blank=True, help_text="why the file was not taken, as the applicant read it")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = UploadTicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload under way")
        ordering = ["issued_at", "pk"]
        indexes = [models.Index(fields=["state", "expires_at"], name="upload_ticket_due")]
        constraints = [
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="upload_ticket_not_over"),
            models.CheckConstraint(
                condition=Q(state="finished", attachment__isnull=False) | (~Q(state="finished") & Q(attachment__isnull=True)),
                name="upload_ticket_finished_has_file",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> str:
        """What the pieces are called in the quarantine."""
        return f"ticket-{self.public_id}"

    @property
    def percent(self) -> int:
        return self.received * 100 // self.size


class ReceiptPaper(models.Model):
    """The whole of a submitted version as PDF, drawn by the worker after the commit."""

    version = models.OneToOneField(ApplicationVersion, on_delete=models.PROTECT, related_name="paper")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("receipt as PDF")

    def __str__(self) -> str:
        return str(self.version)
