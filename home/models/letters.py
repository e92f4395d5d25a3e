"""The outbox: letters written in the transaction of what they tell, sent by the worker afterwards."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.querysets import LetterQuerySet


class LetterState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    TO_POST = "to_post", _("to be posted on paper")
    RETURNED = "returned", _("came back undelivered")
    RECALLED = "recalled", _("called back before it was sent")


class Letter(models.Model):
    """One letter to one person. `key` makes it unique: the same event never writes it twice."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=80)
    about = models.CharField(max_length=120, blank=True, help_text="application:<public id>, round:<id>, ...")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    post_to = models.TextField(_("name and address"), blank=True, help_text=_("For a letter on paper; then there is no e-mail."))
    language = models.CharField(max_length=10, default="ja")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    calendar = models.TextField(blank=True, help_text="an entry for the reader's calendar that goes along (iCalendar)")
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="letter_due"),
            models.Index(fields=["about", "created_at"], name="letter_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["sent", "returned"], sent_at__isnull=False)
                | (~models.Q(state__in=["sent", "returned"]) & models.Q(sent_at__isnull=True)),
                name="letter_sent_has_time",
            ),
            models.CheckConstraint(
                condition=(models.Q(post_to="") & ~models.Q(address="")) | (models.Q(address="") & ~models.Q(post_to="")),
                name="letter_one_way",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class LetterReturn(models.Model):
    """That a letter came back: when, from which address, what the mail server said. It stays when the letter goes out again."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="returns")
    address = models.EmailField(max_length=254)
    status = models.CharField(max_length=20, blank=True)
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("letter that came back")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.address}: {self.status} {self.words}".strip()
