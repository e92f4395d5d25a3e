"""How one registers for an event: when, how places are given, what is asked; and the seats, counted by the database."""

import uuid
from datetime import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.drawing import commitment
from events.models.events import Event
from events.registration_querysets import QuotaQuerySet
from events.registration_states import Admission, PlaceMode, QuestionKind
from home.languages import Localized, suffix
from home.models import History


class RegistrationTerms(models.Model):
    """What holds for all who register. Frozen when registration is opened, save for the times and the sizes of quotas.

    `questions`: [{"key", "kind", "required", "words": {"ja", "en", "zh"}, "choices": [{"ja", "en", "zh"}, ...]}].
    `consents`: [{"purpose", "version", "required", "words": {"ja", "en", "zh"}}].
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="terms", verbose_name=_("event"))
    admission = models.CharField(_("how places are given"), max_length=12, choices=Admission, default=Admission.FIRST_COME)
    opens_at = models.DateTimeField(_("registration from"))
    closes_at = models.DateTimeField(_("registration until"))
    change_until = models.DateTimeField(_("changes and cancellations until"))
    largest_group = models.PositiveSmallIntegerField(
        _("seats per registration, at most"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to take an offered place"), default=48, validators=[MinValueValidator(1), MaxValueValidator(336)]
    )
    remind_at = models.DateTimeField(_("reminder"))
    kept_until = models.DateTimeField(_("names deleted"))
    refund_until = models.DateTimeField(_("fee paid back when cancelled before"), null=True, blank=True)
    questions = models.JSONField(default=list, blank=True, editable=False)
    consents = models.JSONField(default=list, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    seed = models.CharField(max_length=64, blank=True, editable=False)
    drawn_at = models.DateTimeField(_("drawn"), null=True, blank=True, editable=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("registration terms")
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="terms_times"),
            models.CheckConstraint(condition=Q(largest_group__gte=1), name="terms_group"),
            models.CheckConstraint(
                condition=~Q(admission=Admission.DRAW) | Q(opened_at__isnull=True) | ~Q(seed=""), name="terms_draw_has_seed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)

    def is_open(self, now: datetime) -> bool:
        """Whether one can register at this instant; the event must be public, and take place."""
        return (
            self.opened_at is not None
            and self.opens_at <= now < self.closes_at
            and self.event.is_public(now)
            and self.event.state == "scheduled"
        )

    def is_ahead(self, now: datetime) -> bool:
        """Registration has been announced, and begins later."""
        return self.opened_at is not None and now < self.opens_at and self.event.state == "scheduled"

    def can_be_changed(self, now: datetime) -> bool:
        """Whether people may still change or cancel by themselves."""
        return now < self.change_until and not self.event.is_cancelled

    @property
    def by_lot(self) -> bool:
        return self.admission == Admission.DRAW

    @property
    def commitment(self) -> str:
        """The fingerprint of the seed, published when registration opens."""
        return commitment(self.seed) if self.seed else ""


class TermsHistory(History):
    """What was changed about the terms, and by whom."""

    WORDS = {
        "terms.save": _("terms of registration written"),
        "terms.open": _("registration opened"),
        "terms.alter": _("times or seats changed"),
        "terms.draw": _("places drawn by lot"),
    }

    record = models.ForeignKey(RegistrationTerms, on_delete=models.PROTECT, related_name="history")


class Quota(models.Model):
    """Seats of one kind at an event. `used` are of people who come, `held` are offered or to be paid: the database adds up."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="quotas")
    name_ja = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name (English)"), max_length=80, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=60, blank=True)
    mode = models.CharField(_("how"), max_length=8, choices=PlaceMode, default=PlaceMode.ONSITE)
    size = models.PositiveIntegerField(_("seats"))
    used = models.PositiveIntegerField(default=0, editable=False)
    held = models.PositiveIntegerField(default=0, editable=False)
    order = models.PositiveSmallIntegerField(default=0)

    waiting: int  # by QuotaQuerySet.counted
    applied: int

    name = Localized("name")
    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("seats")
        verbose_name_plural = _("seats")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=F("used") + F("held")),
                name="quota_never_oversold",
                violation_error_message=_("There are not so many seats left."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def free(self) -> int:
        """Seats that nobody has or is offered."""
        return self.size - self.used - self.held


def worded(words: dict[str, Any]) -> str:
    """A text of the terms in the active language, else in Japanese."""
    return str(words.get(suffix()) or words.get("ja", ""))


def answered(question: dict[str, Any], answer: Any) -> str:
    """An answer in words, in the active language; empty when there is none."""
    if question["kind"] == QuestionKind.TEXT or not answer:
        return str(answer or "")
    numbers = [answer] if isinstance(answer, str) else answer
    return "、".join(worded(question["choices"][int(number)]) for number in numbers)
