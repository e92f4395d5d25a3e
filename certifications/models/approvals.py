"""How a decision is approved: the steps that it goes through, and who stands at each."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.approval_querysets import ApprovalSeatQuerySet, ApprovalStepQuerySet
from certifications.approval_states import APPROVAL_MOVES, ApprovalState
from certifications.history_words import ACTION_WORDS
from certifications.models.decisions import Decision
from certifications.models.programs import Program
from home.languages import Localized
from home.models import History, Stateful


class ApprovalSeat(models.Model):
    """A person stands at a step of the program's approvals: as its holder, or for a time as the holder's deputy."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="approval_seats")
    code = models.SlugField(_("step"), max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approval_seats")
    deputy = models.BooleanField(_("as a deputy"), default=False)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ApprovalSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in the approval")
        ordering = ["code", "deputy", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deputy=False) | (Q(until__isnull=False) & ~Q(reason="")),
                name="approval_deputy_has_dates_and_reason",
                violation_error_message=_("A deputy needs a last day and a reason."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="approval_seat_period",
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.code})"


class ApprovalStep(Stateful):
    """One step of one decision on its way: who has signed, over what, and for whom. Each turn has rows of its own."""

    MOVES = APPROVAL_MOVES

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="steps")
    turn = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    name_ja = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    name_zh = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, choices=ApprovalState, default=ApprovalState.WAITING)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    deputy_reason = models.CharField(max_length=200, blank=True, help_text="why a deputy signed; empty: the holder did")
    bundle_hash = models.CharField(max_length=64, blank=True, help_text=_("Over what was signed."))

    name = Localized("name")

    objects = ApprovalStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of an approval")
        ordering = ["turn", "order"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "turn", "order"], name="approval_step_once"),
            models.UniqueConstraint(
                fields=["decision", "turn", "signed_by"],
                condition=Q(signed_by__isnull=False),
                name="approval_one_step_per_person",
                violation_error_message=_("One person signs one step only."),
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("drafted_by")),
                name="approval_never_by_the_drafter",
                violation_error_message=_("Who drafted a decision cannot approve it."),
            ),
            models.CheckConstraint(
                condition=Q(state="signed", signed_by__isnull=False, signed_at__isnull=False)
                | Q(state__in=["waiting", "passed_over"], signed_by__isnull=True, signed_at__isnull=True)
                | Q(state__in=["read_later", "ended"]),
                name="approval_signed_has_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class ApprovalHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(ApprovalStep, on_delete=models.CASCADE, related_name="history")
