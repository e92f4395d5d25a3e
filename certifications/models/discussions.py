"""Where judges lie far apart they talk: a thread of one case in one stage, sealed to its judges and its office."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.discussion_querysets import DiscussionQuerySet
from certifications.discussion_states import DISCUSSION_MOVES, DiscussionOutcome, DiscussionState
from certifications.history_words import ACTION_WORDS
from certifications.models.applications import Application
from certifications.models.stages import Stage
from home.models import History, Stateful


class Discussion(Stateful):
    """Begun when every sheet of the case was in. What lay apart is kept as it was then, without who gave what."""

    MOVES = DISCUSSION_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="discussions")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="discussions")
    state = models.CharField(max_length=10, choices=DiscussionState, default=DiscussionState.OPEN)
    topic = models.CharField(_("what should be talked about"), max_length=400, blank=True)
    distance = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    criteria = models.JSONField(default=list, help_text="[[code, lowest, highest]] of the criteria whose values lie apart")
    called_at = models.DateTimeField()
    outcome = models.CharField(_("outcome of the discussion"), max_length=10, choices=DiscussionOutcome, blank=True)
    closing_note = models.CharField(_("what came of it"), max_length=400, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        ordering = ["-called_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "stage"], condition=Q(state="open"), name="discussion_one_open_in_a_stage"
            ),
            models.CheckConstraint(
                condition=Q(state="open", outcome="", closed_at__isnull=True)
                | (Q(state="closed", closed_at__isnull=False) & ~Q(outcome="")),
                name="discussion_closed_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} / {self.stage}"

    @property
    def is_open(self) -> bool:
        return bool(self.state == DiscussionState.OPEN)


class DiscussionHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="history")


class DiscussionWord(models.Model):
    """What one person said. Append-only."""

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="words")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_office = models.BooleanField(default=False)
    body = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("word in a discussion")
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return self.body[:40]
