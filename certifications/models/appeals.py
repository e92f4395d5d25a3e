"""Appeals: an applicant questions a decision; people who had no part in it look into it; a new decision answers."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.appeal_querysets import AppealPaperQuerySet, AppealQuerySet
from certifications.appeal_states import APPEAL_MOVES, AppealState, FirstPart, Ruling
from certifications.history_words import ACTION_WORDS
from certifications.models.decisions import Decision
from certifications.states import Channel
from home.models import History, Stateful, StoredFile


class Appeal(Stateful):
    """One decision is questioned, once. What it is called, and until when it can be filed, the round's rules say."""

    MOVES = APPEAL_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    state = models.CharField(_("state"), max_length=12, choices=AppealState, default=AppealState.RECEIVED)
    channel = models.CharField(_("how it came in"), max_length=10, choices=Channel, default=Channel.ONLINE)
    received_on = models.DateField(_("arrived on"))
    last_day = models.DateField(_("last day for it"), null=True, blank=True, help_text="as the legal basis counts it")
    grounds = models.TextField(_("grounds"), blank=True, help_text="empty once they have been disposed of")
    disposed_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="grounds and papers are gone since")
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    filed_at = models.DateTimeField(_("entered at"))

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-filed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=~Q(state="taken_back"),
                name="appeal_once_per_decision",
                violation_error_message=_("This decision has been appealed against already."),
            ),
            models.CheckConstraint(
                condition=Q(disposed_at__isnull=True) & ~Q(grounds="") | Q(disposed_at__isnull=False, grounds=""),
                name="appeal_has_grounds",
            ),
        ]

    def __str__(self) -> str:
        return str(self.decision)

    @property
    def is_late(self) -> bool:
        """Whether it came after the last day; of paper the office finds out when the notice had arrived."""
        return self.last_day is not None and self.received_on > self.last_day


class AppealHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="history")


class AppealPaper(models.Model):
    """A file that came with an appeal. It stays until the papers of the case are disposed of."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)

    objects = AppealPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of an appeal")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class FirstDecider(models.Model):
    """Somebody who judged, drafted or signed what is appealed against. Written with the appeal; the database asks it."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="first_deciders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=FirstPart)

    class Meta:
        verbose_name = _("first decider")
        ordering = ["part", "pk"]
        constraints = [models.UniqueConstraint(fields=["appeal", "person"], name="first_decider_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_part_display()}"


class AppealSeat(models.Model):
    """Somebody who looks into an appeal. The database refuses who had a part in the first decision (appeal_guard.py)."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appeal_seats")
    seated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("member of an appeal's panel")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["appeal", "person"], name="appeal_seat_once")]

    def __str__(self) -> str:
        return str(self.person)


class PanelOpinion(models.Model):
    """What a member of an appeal's panel makes of it. It begins with her pledge; her note is for herself alone.

    A row of its own, not of the seat: SQLite cannot remake the table that its guard watches (appeal_guard.py).
    """

    seat = models.OneToOneField(AppealSeat, on_delete=models.CASCADE, related_name="opinion")
    pledged_at = models.DateTimeField(_("pledged secrecy"))
    note = models.TextField(_("note to myself"), blank=True)
    ruling = models.CharField(_("answer to the appeal"), max_length=10, choices=Ruling, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    given_at = models.DateTimeField(_("given at"), null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("opinion of a panel's member")
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | (~Q(ruling="") & ~Q(reasons="")), name="panel_opinion_given_says_why"
            )
        ]

    def __str__(self) -> str:
        return str(self.seat)
