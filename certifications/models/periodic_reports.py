"""Periodic reports: what a holder is asked about a certificate after each period, what she sent, and what the office said."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS
from certifications.models.certificates import Certificate
from certifications.report_querysets import PeriodicReportQuerySet
from certifications.report_states import REPORT_MOVES, WITH_HOLDER, ReportState
from certifications.states import ToldBy
from home import clock
from home.models import History, Stateful


class PeriodicReport(Stateful):
    """The report about one certificate and one period. What is asked stands in the rules of the certificate's round."""

    MOVES = REPORT_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="periodic_reports", verbose_name=_("certificate")
    )
    first_day = models.DateField(_("first day of the period"))
    last_day = models.DateField(_("last day of the period"))
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.ASKED)
    asked_at = models.DateTimeField(_("asked of the holder"))
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    overdue_told_at = models.DateTimeField(_("told that it is overdue"), null=True, blank=True)
    answer = models.TextField(_("answer to the holder"), blank=True)
    office_note = models.TextField(_("note of the office"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = PeriodicReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("periodic report")
        verbose_name_plural = _("periodic reports")
        ordering = ["-last_day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "first_day"],
                name="periodic_report_once",
                violation_error_message=_("The report about this period has been asked for already."),
            ),
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")) & Q(due_on__gt=F("last_day")), name="periodic_report_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} {self.first_day:%Y-%m-%d} – {self.last_day:%Y-%m-%d}"

    @property
    def rules(self) -> dict[str, Any]:
        """What the certificate's round says of reports: questions, note, days."""
        round_ = self.certificate.round
        return round_.rules.get("reports", {}) if round_ else {}

    @property
    def is_with_holder(self) -> bool:
        return self.state in WITH_HOLDER

    @property
    def is_overdue(self) -> bool:
        return self.is_with_holder and self.due_on < clock.today()

    @property
    def step_in_words(self) -> Any:
        """Where it stands, as lists show it."""
        return _("overdue") if self.is_overdue else self.get_state_display()


class PeriodicReportHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(PeriodicReport, on_delete=models.CASCADE, related_name="history")


class ReportSending(models.Model):
    """What was sent at one time; a later one stands beside it. Its digest stands in the report's chain."""

    report = models.ForeignKey(PeriodicReport, on_delete=models.CASCADE, related_name="sendings")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField(help_text="by code of the question, as text")
    told_by = models.CharField(_("how the report came"), max_length=10, choices=ToldBy, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("sending of a periodic report")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_sending_once")]

    def __str__(self) -> str:
        return f"{self.report} #{self.number}"
