"""Minutes of committee meetings: drafted from what happened, edited by the office, confirmed by the chair, then frozen."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS
from certifications.meeting_states import MINUTES_MOVES, MinutesState
from certifications.models.meetings import AgendaItem, Meeting
from home.models import History, Stateful, StoredFile


class Minutes(Stateful):
    """The record of one meeting in parts. When every part is confirmed its text is locked by a hash."""

    MOVES = MINUTES_MOVES

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=MinutesState, default=MinutesState.DRAFTED)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("minutes")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_at__isnull=False) & ~Q(sha256="")
                | ~Q(state="confirmed") & Q(confirmed_at__isnull=True, sha256=""),
                name="minutes_confirmed_has_hash",
            )
        ]

    def __str__(self) -> str:
        return str(self.meeting)


class MinutesHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="history")


class MinutesPart(models.Model):
    """The opening, one item, or the close. A part about a case is read and confirmed by nobody who has an interest in it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    heading = models.CharField(_("heading"), max_length=200)
    text: Any = models.TextField(_("text"), blank=True)
    disposed_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="the text is gone since")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("part of minutes")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["minutes", "order"], name="minutes_part_once")]

    def __str__(self) -> str:
        return self.heading
