"""Messages on a case: what both sides write, with files, who has read it, and what somebody of the office is still writing."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.message_querysets import MessageFileQuerySet, MessageQuerySet
from certifications.models.applications import Application
from home.models import StoredFile


class Message(models.Model):
    """A message on the case, between applicant and office. `read_at` is the first look of somebody to whom it is addressed."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    from_office = models.BooleanField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("message"), max_length=4000)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.body[:40]


class MessageReading(models.Model):
    """Who has read a message, and when first."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("read mark")
        ordering = ["read_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["message", "reader"], name="message_reading_once")]

    def __str__(self) -> str:
        return f"{self.reader} {self.read_at:%Y-%m-%d %H:%M}"


class MessageDraft(models.Model):
    """What an officer has begun to write on a case; gone as soon as it is sent."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="message_drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    body = models.TextField(max_length=4000, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft of a message")
        constraints = [models.UniqueConstraint(fields=["application", "author"], name="message_draft_once")]

    def __str__(self) -> str:
        return self.body[:40]


class MessageFile(models.Model):
    """A file that belongs to a message, or to the draft of one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, blank=True, related_name="files")
    draft = models.ForeignKey(MessageDraft, on_delete=models.CASCADE, null=True, blank=True, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="message_files")
    name = models.CharField(max_length=160)

    objects = MessageFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a message")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(message__isnull=False, draft__isnull=True) | Q(message__isnull=True, draft__isnull=False),
                name="message_file_one_place",
            )
        ]

    def __str__(self) -> str:
        return self.name
