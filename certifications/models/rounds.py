"""Rounds: one call of a program, with every date and limit of its year."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS
from certifications.models.programs import Program
from certifications.models.questions import FormVersion
from certifications.models.rubrics import RubricVersion
from certifications.querysets import RoundQuerySet
from certifications.states import MAY_GET_THEMES, ROUND_MOVES, RoundState
from home import clock
from home.fiscal import fiscal_year_label
from home.models import History, Stateful


class Round(Stateful):
    """One call: it opens at an instant, closes at an instant (exclusive), and announces not before another."""

    MOVES = ROUND_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="rounds")
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    number = models.PositiveSmallIntegerField(_("round number"))
    state = models.CharField(max_length=12, choices=RoundState, default=RoundState.PREPARING)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"), help_text=_("The first instant at which it is too late."))
    judging_until = models.DateField(_("scores due"))
    announces_at = models.DateTimeField(_("result announced, not before"))
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="rounds")
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="rounds")
    reviews_wanted = models.PositiveSmallIntegerField(_("reviews per application"), default=3)
    sign_off = models.BooleanField(
        _("an owner of the organization confirms before submission"),
        default=False,
        help_text=_("An editor can then submit only what an owner has confirmed."),
    )
    challenges_until = models.DateField(
        _("judges can be challenged until"), null=True, blank=True, help_text=_("Where the program publishes its panel.")
    )
    fee_yen = models.PositiveIntegerField(_("fee (yen)"), default=0)
    ceremony = models.ForeignKey(
        "events.Event", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ceremony")
    )
    rules = models.JSONField(default=dict, editable=False, help_text=_("What the program said when the round was published."))
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-fiscal_year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "fiscal_year", "number"],
                name="round_once",
                violation_error_message=_("This program already has a round with this fiscal year and number."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")) & Q(closes_at__lt=F("announces_at")),
                name="round_dates",
                violation_error_message=_("A round opens before it closes, and closes before the result is announced."),
            ),
            models.CheckConstraint(
                condition=Q(state="released", released_at__isnull=False) | (~Q(state="released") & Q(released_at__isnull=True)),
                name="round_released_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.year_label}"

    @property
    def year_label(self) -> str:
        """「令和8年度」."""
        return fiscal_year_label(self.fiscal_year)

    @cached_property
    def standard_days(self) -> int | None:
        """Business days that a decision takes as a rule. Lists read it without the rest of the rules (`for_lists`)."""
        found: int | None = self.rules.get("standard_days")
        return found

    def is_open(self, now: datetime) -> bool:
        """Whether a submission counts that begins at this instant."""
        return self.state == RoundState.PUBLISHED and self.opens_at <= now < self.closes_at

    def takes_themes(self, now: datetime) -> bool:
        """Whether companies' themes can be added and changed: until the call closes, in a program whose entries answer themes."""
        return self.program.themes and self.state in MAY_GET_THEMES and now < self.closes_at

    @property
    def blind(self) -> bool:
        """Whether in some stage judges do not see who applies: then no page of the round may tell them."""
        return any(stage.blind for stage in self.stages.all())

    def last_scored_stage(self) -> Any:
        """The stage whose sheets give the result."""
        return self.stages.scored().order_by("-order").first()

    def stage_to_score(self) -> Any:
        """The stage for which judges are assigned now: the first scored one that is not over; None when all are."""
        return self.stages.scored().exclude(state="closed").order_by("order").first()

    def last_deadline(self) -> datetime:
        """The instant after which nobody can submit any more: the round's, or a later one that a single draft was given."""
        drafts = self.applications.filter(state="draft").with_own_deadline()
        own = drafts.aggregate(last=models.Max("own_deadline"))["last"]
        return max(self.closes_at, own) if own else self.closes_at

    def took_in(self, day: date) -> bool:
        """Whether paper that arrived on the day counts: from the day of opening to the last day before the close."""
        return self.opens_at.astimezone(clock.TOKYO).date() <= day <= self.last_day()

    def last_day(self) -> date:
        """The last day (Asia/Tokyo) on which one can apply: the close is exclusive."""
        return (self.closes_at - timedelta(microseconds=1)).astimezone(clock.TOKYO).date()


class RoundHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="history")


class PanelMember(models.Model):
    """A judge who sits on a round, or on some of its stages only. Who is not on it sees nothing of it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="panel")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    stages = models.ManyToManyField(
        "certifications.Stage", blank=True, related_name="own_panel", verbose_name=_("only in these stages")
    )
    chair = models.BooleanField(_("chair"), default=False)
    seated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    seated_at = models.DateTimeField()
    pledged_at = models.DateTimeField(_("pledged secrecy"), null=True, blank=True)

    class Meta:
        verbose_name = _("panel member")
        constraints = [models.UniqueConstraint(fields=["round", "judge"], name="panel_member_once")]

    def __str__(self) -> str:
        return str(self.judge)
