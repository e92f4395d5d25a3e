"""What office and applicant say to each other: corrections, messages, and the office's checks."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS
from certifications.models.applications import Application
from certifications.states import CORRECTION_MOVES, CorrectionState
from home.models import History, Stateful


class CorrectionRequest(Stateful):
    """The office asks for corrections until a day; only the named questions unlock."""

    MOVES = CORRECTION_MOVES

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="correction_requests")
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.OPEN)
    due_on = models.DateField(_("due"))
    note = models.TextField(_("note"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("request for correction")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=models.Q(state="open"), name="one_open_correction")
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.due_on}"


class CorrectionHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(CorrectionRequest, on_delete=models.CASCADE, related_name="history")


class CorrectionItem(models.Model):
    """One question to be corrected: what is wrong, and the applicant's reply."""

    request = models.ForeignKey(CorrectionRequest, on_delete=models.CASCADE, related_name="items")
    key = models.UUIDField()
    message = models.CharField(_("what is to be corrected"), max_length=600)
    reply = models.CharField(_("reply"), max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("correction")
        constraints = [models.UniqueConstraint(fields=["request", "key"], name="correction_item_once")]

    def __str__(self) -> str:
        return self.message


class Message(models.Model):
    """A message on the case, between applicant and office."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    from_office = models.BooleanField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("message"), max_length=4000)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.body[:40]


class CheckResult(models.Model):
    """The office's answer to one line of the round's checklist."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="checks")
    code = models.SlugField(max_length=40)
    passed = models.BooleanField(_("met"))
    note = models.CharField(_("note"), max_length=400, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("check")
        constraints = [models.UniqueConstraint(fields=["application", "code"], name="check_once")]

    def __str__(self) -> str:
        return self.code
