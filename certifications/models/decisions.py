"""Decisions: drafted by one, approved by another, sealed until released."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.appeal_states import AppealState, Ruling
from certifications.history_words import ACTION_WORDS
from certifications.models.applications import Application
from certifications.models.judging import ResultRun
from certifications.models.programs import Level
from certifications.querysets import DecisionQuerySet
from certifications.states import DECISION_MOVES, DecisionState, Outcome
from home.languages import suffix
from home.models import History, Stateful


class Decision(Stateful):
    """What the city says to one application: first of itself, then to who appeals. Each stays as it was released.

    Nothing on the applicant's side reads this table before release.
    """

    MOVES = DECISION_MOVES

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="decisions", related_query_name="decision"
    )
    appeal = models.OneToOneField("certifications.Appeal", on_delete=models.PROTECT, null=True, blank=True, related_name="answer")
    ruling = models.CharField(_("answer to the appeal"), max_length=10, choices=Ruling, blank=True)
    result_run = models.ForeignKey(ResultRun, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    outcome = models.CharField(_("outcome"), max_length=15, choices=Outcome)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("level"))
    reasons = models.TextField(_("reasons"), blank=True, help_text=_("The applicant reads this. A refusal needs reasons."))
    criterion_reasons = models.JSONField(
        _("reasons by criterion"), default=list, blank=True, help_text="{code, label: {ja, en, zh}, text} in the rubric's order"
    )
    public_comment = models.TextField(_("comment to publish"), blank=True)
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.DRAFTED)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    bundle_hash = models.CharField(max_length=64, blank=True, help_text=_("Locks what was approved."))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(appeal__isnull=True), name="decision_first_once_per_application"
            ),
            models.CheckConstraint(
                condition=Q(appeal__isnull=True, ruling="") | (Q(appeal__isnull=False) & ~Q(ruling="")),
                name="decision_upon_appeal_has_ruling",
            ),
            models.CheckConstraint(condition=Q(ruling="") | ~Q(reasons=""), name="decision_ruling_has_reasons"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="decision_two_persons",
                violation_error_message=_("Who drafted a decision cannot approve it."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="certified", level__isnull=False) | (~Q(outcome="certified") & Q(level__isnull=True)),
                name="decision_level_if_certified",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "proposed"], approved_by__isnull=True)
                | Q(state__in=["approved", "released"], approved_by__isnull=False),
                name="decision_approved_has_approver",
            ),
            models.CheckConstraint(
                condition=Q(outcome="certified") | Q(state="drafted") | ~Q(reasons="") | ~Q(criterion_reasons=[]),
                name="decision_refusal_has_reasons",
                violation_error_message=_("A refusal needs reasons."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}"

    @property
    def counts(self) -> bool:
        """Whether it stands or is under way: an answer whose appeal was taken back is neither, unless it was released."""
        return self.appeal is None or self.state == DecisionState.RELEASED or self.appeal.state != AppealState.TAKEN_BACK

    @property
    def superseded_by(self) -> "Decision | None":
        """The released decision that took its place, upon an appeal."""
        answers = Decision.objects.filter(appeal__decision=self, state=DecisionState.RELEASED)
        return answers.filter(ruling=Ruling.UPHELD).first()

    @property
    def reasons_in_words(self) -> list[dict[str, str]]:
        """The reasons by criterion, under its name in the reader's language."""
        return [
            {"label": row["label"].get(suffix()) or row["label"]["ja"], "text": row["text"]} for row in self.criterion_reasons
        ]

    @property
    def is_stale(self) -> bool:
        """Whether it rests on a result that holds no longer."""
        return self.result_run is not None and self.result_run.is_outdated

    @property
    def waiting_step(self) -> Any:
        """The step of the approval whose turn it is; None when nothing waits."""
        return self.steps.waiting().first()


class DecisionHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="history")
