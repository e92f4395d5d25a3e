"""Renewal campaigns, and the invitation of each certificate in one."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS
from certifications.models.applications import Application
from certifications.models.certificates import Certificate
from certifications.models.rounds import Round
from certifications.renewal_querysets import RenewalCampaignQuerySet, RenewalQuerySet
from certifications.renewal_states import RENEWAL_MOVES, RenewalState
from home.languages import Localized
from home.models import History, Stateful


class RenewalCampaign(models.Model):
    """Whose term ends within a span of days is invited to renew in a round."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("round"))
    first_day = models.DateField(_("first last day of validity"))
    last_day = models.DateField(_("last last day of validity"))
    remind_before_end = models.PositiveSmallIntegerField(
        _("reminder: days before the certificate ends"), help_text=_("0: no reminder")
    )
    remind_before_close = models.PositiveSmallIntegerField(
        _("reminder: days before the round closes"), help_text=_("0: no reminder")
    )
    words_ja = models.TextField(_("words for the letter (Japanese)"), blank=True)
    words_en = models.TextField(_("the same in English"), blank=True)
    words_zh = models.TextField(_("the same in Chinese"), blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("begun by"))
    begun_at = models.DateTimeField(_("begun"))

    words = Localized("words")

    objects = RenewalCampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("renewal campaign")
        verbose_name_plural = _("renewal campaigns")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")),
                name="renewal_campaign_span",
                violation_error_message=_("The first day of the span lies before its last."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.first_day:%Y-%m-%d} – {self.last_day:%Y-%m-%d}"

    @property
    def closing_reminder_on(self) -> Any:
        """The day from which whoever has not submitted is reminded of the round's close; None without such a reminder."""
        return self.round.last_day() - timedelta(days=self.remind_before_close) if self.remind_before_close else None


class Renewal(Stateful):
    """One certificate in one campaign: the invitation, and what came of it."""

    MOVES = RENEWAL_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(RenewalCampaign, on_delete=models.PROTECT, related_name="renewals")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="renewals")
    state = models.CharField(_("state"), max_length=10, choices=RenewalState, default=RenewalState.INVITED)
    invited_at = models.DateTimeField(_("invited"))
    end_reminded_at = models.DateTimeField(_("reminded of the certificate's end"), null=True, blank=True)
    close_reminded_at = models.DateTimeField(_("reminded of the round's close"), null=True, blank=True)
    reason = models.TextField(_("why it will not be renewed"), blank=True)

    objects = RenewalQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to renew")
        verbose_name_plural = _("invitations to renew")
        ordering = ["certificate__valid_until", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "certificate"],
                name="renewal_once_per_campaign",
                violation_error_message=_("The holder has been invited in this campaign already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.certificate)

    @property
    def application(self) -> Application | None:
        """The newest application in the campaign's round that renews the certificate; None before it is begun."""
        rows = [each for each in self.certificate.renewal_applications.all() if each.round_id == self.campaign.round_id]
        return max(rows, key=lambda each: each.pk, default=None)

    @property
    def is_submitted(self) -> bool:
        """Begun and handed in: what the funnel counts besides the states."""
        application = self.application
        return self.state in {RenewalState.BEGUN, RenewalState.RENEWED} and bool(application and application.receipt_number)

    @property
    def step_in_words(self) -> Any:
        """Where it stands, as lists show it."""
        if self.state == RenewalState.BEGUN and self.is_submitted:
            return _("submitted")
        return self.get_state_display()


class RenewalHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Renewal, on_delete=models.CASCADE, related_name="history")


class UnchangedSection(models.Model):
    """The applicant's word that a section of the form is as it was when the certificate was issued."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="unchanged_sections")
    code = models.SlugField(max_length=40)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("section said to be unchanged")
        constraints = [models.UniqueConstraint(fields=["application", "code"], name="unchanged_section_once")]

    def __str__(self) -> str:
        return self.code
