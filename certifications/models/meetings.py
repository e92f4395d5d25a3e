"""Committee meetings: when and by which rules, what stands on the agenda, who was there and when, and all that happened."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS
from certifications.meeting_querysets import AgendaItemQuerySet, MeetingQuerySet, PresenceQuerySet
from certifications.meeting_states import (
    ITEM_MOVES,
    MEETING_MOVES,
    ItemState,
    MajorityRule,
    MeetingForm,
    MeetingState,
    QuorumBase,
    QuorumRule,
    Secrecy,
    TieRule,
)
from certifications.models.applications import Application
from certifications.models.stages import Stage
from home.models import History, Stateful


class Meeting(Stateful):
    """A meeting of a stage's panel, or a resolution in writing with a closing hour. Its rules are frozen when it is convened."""

    MOVES = MEETING_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField(_("number of the meeting"))
    form = models.CharField(_("way of meeting"), max_length=10, choices=MeetingForm, default=MeetingForm.HELD)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), help_text=_("By written resolution: until when members can answer."))
    place = models.CharField(_("place"), max_length=120, blank=True)
    online_url = models.URLField(_("address for taking part online"), blank=True)
    quorum_rule = models.CharField(_("quorum"), max_length=10, choices=QuorumRule, default=QuorumRule.MAJORITY)
    quorum_number = models.PositiveSmallIntegerField(_("number of members for the quorum"), null=True, blank=True)
    quorum_of = models.CharField(_("share of whom"), max_length=10, choices=QuorumBase, default=QuorumBase.PANEL)
    majority = models.CharField(_("majority"), max_length=10, choices=MajorityRule, default=MajorityRule.CAST)
    tie = models.CharField(_("equal votes"), max_length=10, choices=TieRule, default=TieRule.CHAIR)
    secrecy = models.CharField(_("votes"), max_length=10, choices=Secrecy, default=Secrecy.OPEN)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("chair")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy chair"),
    )
    sequence = models.PositiveIntegerField(default=0, editable=False, help_text="raised by every change: calendars follow")
    changed_at = models.DateTimeField(editable=False)
    convened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("committee meeting")
        verbose_name_plural = _("committee meetings")
        ordering = ["-ends_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "number"], name="meeting_once"),
            models.CheckConstraint(
                condition=Q(form="written", starts_at__isnull=True) | Q(form="held", starts_at__lt=F("ends_at")),
                name="meeting_times",
            ),
            models.CheckConstraint(
                condition=~Q(quorum_rule="number") | Q(quorum_number__isnull=False, quorum_number__gte=1),
                name="meeting_quorum_number",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(stage)s, meeting %(number)d") % {"stage": self.stage, "number": self.number}

    @property
    def held(self) -> bool:
        """Whether people come together; else they answer in writing."""
        return self.form == MeetingForm.HELD

    @property
    def secret(self) -> bool:
        return self.secrecy == Secrecy.SECRET


class MeetingEvent(History):
    """What happened in a meeting: who came and left, which item was opened, which vote counted. The minutes are drawn from it."""

    WORDS = ACTION_WORDS

    record = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="history")


class AgendaItem(Stateful):
    """A case on the agenda. Its outcome is proposed to those who decide; it decides nothing by itself."""

    MOVES = ITEM_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="agenda_items")
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.WAITING)
    outcome = models.CharField(_("conclusion"), max_length=60, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    voted = models.BooleanField(default=False, help_text=_("By a vote; else nobody objected."))
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the agenda")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "application"], name="agenda_item_once"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(state="open"), name="agenda_item_one_open"),
            models.CheckConstraint(
                condition=Q(state="decided") & ~Q(outcome="") | ~Q(state="decided") & Q(outcome=""),
                name="agenda_item_decided_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.order}"


class AgendaItemHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="history")


class Presence(models.Model):
    """A member is in the meeting from one moment to another, in the room or online. Who goes out and comes back has two."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="presences")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    online = models.BooleanField(default=False)
    left_for = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence of a member")
        ordering = ["came_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], condition=Q(left_at__isnull=True), name="presence_once_now"),
            models.CheckConstraint(condition=Q(left_at__isnull=True) | Q(left_at__gte=F("came_at")), name="presence_times"),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.came_at:%H:%M}"
