"""The end of papers: what was disposed of, by which rule and by whom, and what holds papers back from it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.disposal_querysets import DisposalQuerySet, HoldQuerySet
from certifications.disposal_states import DISPOSAL_MOVES, DisposalState, HoldKind
from certifications.history_words import ACTION_WORDS
from certifications.models.applications import Application, ApplicationVersion
from certifications.models.minutes import Minutes
from certifications.models.rounds import Round
from certifications.states import RetentionClass
from home.models import History, Stateful


class Disposal(Stateful):
    """The secretariat proposes to dispose of a round's papers of one class; somebody else approves; the worker carries it out."""

    MOVES = DISPOSAL_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="disposals", verbose_name=_("round"))
    retention = models.CharField(_("kept for how long"), max_length=10, choices=RetentionClass)
    state = models.CharField(_("state"), max_length=10, choices=DisposalState, default=DisposalState.PROPOSED)
    due_on = models.DateField(_("due on or before"))
    rule = models.JSONField(help_text="certifications.retention.Terms as they stood")
    counts = models.JSONField(default=dict, help_text="when proposed; when carried out, what was disposed of")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed on"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    confirmed_at = models.DateTimeField(_("approved on"), null=True)
    done_at = models.DateTimeField(_("carried out on"), null=True)

    objects = DisposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("disposal of papers")
        verbose_name_plural = _("disposals of papers")
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "retention"], condition=Q(state__in=["proposed", "confirmed"]), name="disposal_one_under_way"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=models.F("proposed_by")),
                name="disposal_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "done"]) | Q(confirmed_at__isnull=False), name="disposal_was_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.get_retention_display()}"

    @property
    def cases(self) -> int:
        """How many cases it is about."""
        return int(self.counts.get("cases", 0))


class DisposalHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Disposal, on_delete=models.CASCADE, related_name="history")


class DisposedCase(models.Model):
    """That a case's papers of one class are gone: how many of each kind, when, by which disposal. Append-only, no content."""

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="disposed")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="disposed")
    retention = models.CharField(max_length=10, choices=RetentionClass)
    counts = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("case whose papers were disposed of")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "retention"], name="disposed_once")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.retention}"


class EmptiedVersion(models.Model):
    """The hash of what is left of a submitted version, so that this cannot be changed unseen either. Append-only."""

    version = models.ForeignKey(ApplicationVersion, on_delete=models.PROTECT, related_name="emptied")
    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("version whose content was disposed of")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "disposal"], name="emptied_once")]

    def __str__(self) -> str:
        return self.sha256[:12]


class EmptiedMinutes(models.Model):
    """The hash of what is left of confirmed minutes without the part about one case. Append-only."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="emptied")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("minutes of which a part was disposed of")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "application"], name="emptied_minutes_once")]

    def __str__(self) -> str:
        return self.sha256[:12]


class Hold(models.Model):
    """Keeps a case, or a whole round, from being disposed of, until it is lifted."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="holds")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, blank=True, related_name="holds")
    kind = models.CharField(_("why"), max_length=10, choices=HoldKind)
    reason = models.CharField(_("reason"), max_length=400)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_reason"),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True) | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="hold_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
