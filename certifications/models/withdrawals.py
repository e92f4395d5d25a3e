"""Before a certificate is taken away its holder is heard: notice, answer, and a decision by a second person."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.certificate_querysets import WithdrawalQuerySet
from certifications.certificate_states import WITHDRAWAL_MOVES, HearingForm, ReasonClass, WithdrawalState
from certifications.history_words import ACTION_WORDS
from certifications.models.certificates import Certificate
from certifications.states import ToldBy
from home.models import History, Stateful


class Withdrawal(Stateful):
    """One procedure about one certificate. What the office wrote for itself (`note`, `decision_note`) never leaves the desk."""

    MOVES = WITHDRAWAL_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="withdrawals")
    state = models.CharField(_("state"), max_length=10, choices=WithdrawalState, default=WithdrawalState.NOTICED)
    reason_class = models.CharField(_("kind of reason"), max_length=14, choices=ReasonClass)
    grounds = models.TextField(_("grounds, as the holder reads them"))
    note = models.TextField(_("note of the office"), blank=True)
    hearing = models.CharField(_("how the holder is heard"), max_length=10, choices=HearingForm, default=HearingForm.WRITTEN)
    hearing_at = models.DateTimeField(_("hearing begins"), null=True, blank=True)
    hearing_place = models.CharField(_("place of the hearing"), max_length=160, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("begun by"))
    begun_at = models.DateTimeField(_("begun"))
    answer_until = models.DateField(_("last day for the answer"))
    answer = models.TextField(_("answer of the holder"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    told_by = models.CharField(_("how the answer came"), max_length=10, choices=ToldBy, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_note = models.TextField(_("reasons of the decision, for the office"), blank=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal of a certificate")
        verbose_name_plural = _("withdrawals of certificates")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(state__in=["noticed", "answered"]),
                name="withdrawal_one_under_way",
                violation_error_message=_("A withdrawal of this certificate is under way already."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("begun_by")),
                name="withdrawal_two_persons",
                violation_error_message=_("Who began the withdrawal cannot decide it."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["upheld", "dropped"], decided_by__isnull=False, decided_at__isnull=False)
                | Q(state__in=["noticed", "answered", "moot"], decided_by__isnull=True, decided_at__isnull=True),
                name="withdrawal_decided_has_decider",
            ),
            models.CheckConstraint(condition=~Q(grounds=""), name="withdrawal_has_grounds"),
            models.CheckConstraint(
                condition=Q(hearing="written") | Q(hearing_at__isnull=False) & ~Q(hearing_place=""),
                name="withdrawal_hearing_has_day_and_place",
            ),
        ]

    def __str__(self) -> str:
        return str(self.certificate)


class WithdrawalHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="history")
