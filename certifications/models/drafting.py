"""How a draft grew: the answers that stood in it, and who is writing at this moment."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.deadline_querysets import AnswerRevisionQuerySet, FieldPresenceQuerySet
from certifications.models.applications import Application


class AnswerRevision(models.Model):
    """An answer as it was saved once. Never changed; the newest one equals the present answer.

    When a sitting is over, what nobody would want back of it is folded away (actions/sittings.py).
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="revisions")
    key = models.UUIDField()
    version = models.PositiveIntegerField()
    value = models.JSONField(null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    # Which page sent it, and which of its attempts this was: known again when the page never heard of it.
    sender = models.UUIDField(null=True, editable=False)
    attempt = models.PositiveIntegerField(null=True, editable=False)
    # In characters: how long it is, and how much of the answer before is gone from it. Read without the value.
    size = models.PositiveIntegerField(null=True, editable=False)
    lost = models.PositiveIntegerField(null=True, editable=False)

    objects = AnswerRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier answer")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["application", "key", "version"], name="answer_revision_once")]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class FieldPresence(models.Model):
    """Somebody has the cursor in a question. It is shown to colleagues for half a minute and never keeps anybody out."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    until = models.DateTimeField()

    objects = FieldPresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="field_presence_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.key}"
