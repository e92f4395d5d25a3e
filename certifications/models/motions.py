"""Votes of a committee: what was proposed, who has voted, and in an open vote how."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS, REASON_WORDS
from certifications.meeting_states import MOTION_MOVES, MotionState, Secrecy
from certifications.models.meetings import AgendaItem
from home.models import History, Stateful


class Motion(Stateful):
    """A vote on one item: for or against a proposal, or between several outcomes. What was counted stays as it is."""

    MOVES = MOTION_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="motions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=MotionState, default=MotionState.OPEN)
    proposal = models.CharField(_("proposed"), max_length=60, blank=True, help_text=_("Empty: a choice between several."))
    options = models.JSONField(default=list)
    secrecy = models.CharField(max_length=10, choices=Secrecy, default=Secrecy.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    present = models.PositiveSmallIntegerField(default=0, help_text=_("How many could vote when it was counted."))
    tally: Any = models.JSONField(default=dict, blank=True)
    result = models.CharField(max_length=60, blank=True)
    casting = models.CharField(_("decision of the chair on equal votes"), max_length=60, blank=True)
    casting_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("vote of a committee")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="motion_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(state="open"), name="motion_one_open"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(result="") | ~Q(state="closed") & Q(result=""),
                name="motion_closed_has_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} / {self.number}"

    @property
    def secret(self) -> bool:
        return self.secrecy == Secrecy.SECRET

    @property
    def outcome(self) -> str:
        """What was voted: the proposal if it was carried, or what was chosen; empty when nothing was."""
        if self.proposal:
            return self.proposal if self.result == "carried" else ""
        return self.result if self.result in self.options else ""


class MotionHistory(History):
    WORDS, WHY = ACTION_WORDS, REASON_WORDS

    record = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="history")


class Vote(models.Model):
    """A member has voted; in a secret vote it does not say how."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=60, blank=True)
    cast_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("vote of a member")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["motion", "member"], name="vote_once")]

    def __str__(self) -> str:
        return f"{self.motion}: {self.member}"


class Slip(models.Model):
    """What one member of a secret vote has chosen; nothing in it tells who, or when."""

    slip = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="slips")
    choice = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("slip of a secret vote")
        ordering = ["slip"]

    def __str__(self) -> str:
        return str(self.motion)
