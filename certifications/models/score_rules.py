"""How a round compares scores, and the scores of every sheet as they were handed in."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.discussion_states import CalledBy
from certifications.models.judging import Review
from certifications.models.rounds import Round
from certifications.models.rubrics import Criterion
from certifications.states import RankedBy, ScoresUsed


class ScoreRules(models.Model):
    """One round's rules. A round without a row has the usual ones."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="score_rules")
    scores_used = models.CharField(
        _("scores that count"), max_length=10, choices=ScoresUsed, default=ScoresUsed.LAST,
        help_text=_("First scores are kept for good when a sheet is handed in; later ones stand beside them with their reason."),
    )  # fmt: skip
    ranked_by = models.CharField(
        _("ranking by"), max_length=10, choices=RankedBy, default=RankedBy.RAW,
        help_text=_("Adjusted scores take off how lenient each judge is. They are refused where judges cannot be compared."),
    )  # fmt: skip
    threshold = models.DecimalField(
        _("disagreement to be discussed, in points"), max_digits=4, decimal_places=1, default=Decimal("1.5"),
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(Decimal(100))],
    )  # fmt: skip
    places = models.PositiveSmallIntegerField(
        _("places that are chosen"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("Around this place the result says how firm the order is. Empty: as many as there are prizes."),
    )  # fmt: skip
    called_by = models.CharField(
        _("a discussion of judges who lie apart is begun by"), max_length=10, choices=CalledBy, default=CalledBy.OFFICE
    )
    names_shown = models.BooleanField(
        _("judges see each other's names in a discussion"), default=False,
        help_text=_("Otherwise they are numbered in the order in which they speak. The office always sees the names."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("rules of comparison")
        constraints = [models.CheckConstraint(condition=Q(threshold__gt=0), name="score_rules_threshold")]

    def __str__(self) -> str:
        return str(self.round)


class ScoreRevision(models.Model):
    """One value of a sheet as it was handed in: number 1 is the first, later ones have a reason. Append-only."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="score_revisions")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    value = models.SmallIntegerField(null=True, blank=True)
    not_applicable = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("score as handed in")
        ordering = ["number", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion", "number"], name="score_revision_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="score_revision_later_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} #{self.number}: {'-' if self.not_applicable else self.value}"
