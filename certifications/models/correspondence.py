"""What the office asks of the applicant: corrections, point by point, and the office's own checks."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.deadline_querysets import CorrectionRequestQuerySet
from certifications.history_words import ACTION_WORDS
from certifications.models.applications import Application, ApplicationVersion
from certifications.states import CORRECTION_MOVES, CorrectionState, Reaction, ToldBy, Verdict
from home.languages import suffix
from home.models import History, Stateful


class CorrectionRequest(Stateful):
    """The office asks for corrections until a day; only the named questions unlock."""

    MOVES = CORRECTION_MOVES

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="correction_requests")
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.OPEN)
    due_on = models.DateField(_("due"))
    note = models.TextField(_("note"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for correction")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=models.Q(state="open"), name="one_open_correction")
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.due_on}"


class CorrectionHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(CorrectionRequest, on_delete=models.CASCADE, related_name="history")


class CorrectionItem(models.Model):
    """One question to be corrected: what is wrong, what the office proposes, the applicant's reaction, the office's verdict."""

    request = models.ForeignKey(CorrectionRequest, on_delete=models.CASCADE, related_name="items")
    key = models.UUIDField()
    code = models.SlugField(max_length=40, blank=True, help_text="a reason of the round's list (rules: correction_reasons)")
    message = models.CharField(_("what is to be corrected"), max_length=600, blank=True)
    proposed_value = models.JSONField(null=True, blank=True, help_text="the answer that the office proposes; null: none")
    added_at = models.DateTimeField(null=True, blank=True, help_text="empty: named from the beginning")
    given_value = models.JSONField(
        null=True, blank=True, help_text="of a basic fact: what the applicant puts in its place when handing in; null: nothing"
    )
    reaction = models.CharField(max_length=10, choices=Reaction, blank=True)
    reply = models.CharField(_("reply"), max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    looked_at_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("correction")
        constraints = [
            models.UniqueConstraint(fields=["request", "key"], name="correction_item_once"),
            models.CheckConstraint(
                condition=models.Q(reaction="", answered_at__isnull=True)
                | (~models.Q(reaction="") & models.Q(answered_at__isnull=False)),
                name="correction_reaction_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(reaction="confirmed") | models.Q(proposed_value__isnull=False),
                name="correction_confirmed_proposal",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def reason(self) -> str:
        """The picked reason's sentence in the reader's language, as the round has frozen it."""
        listed = self.request.application.round.rules.get("correction_reasons", [])
        texts: dict[str, str] = next((row["text"] for row in listed if row["code"] == self.code), {}) if self.code else {}
        return str(texts.get(suffix()) or texts.get("ja", ""))

    @property
    def words(self) -> str:
        """What is wrong: the picked reason, then the office's own words."""
        return "\n".join(filter(None, [self.reason, self.message]))

    @property
    def has_proposal(self) -> bool:
        """Whether the office proposes an answer, so that a yes is enough."""
        return self.proposed_value is not None


class Statement(models.Model):
    """What the applicant's side told the office about an open request, entered by the office on its word.

    `version` is the one that was handed in with it.
    """

    request = models.ForeignKey(CorrectionRequest, on_delete=models.CASCADE, related_name="statements")
    told_by = models.CharField(_("on whose word"), max_length=120, blank=True, help_text="empty once it has been disposed of")
    channel = models.CharField(_("how it was told"), max_length=10, choices=ToldBy)
    told_on = models.DateField(_("told on"))
    reason = models.CharField(_("why the office enters it"), max_length=400, blank=True)
    keys = models.JSONField(help_text="the questions it was about")
    paper = models.ForeignKey(
        "certifications.Evidence", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("its paper")
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    version = models.ForeignKey(ApplicationVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="statements")

    class Meta:
        verbose_name = _("statement of the applicant")
        ordering = ["entered_at", "pk"]

    def __str__(self) -> str:
        return f"{self.told_by} {self.told_on}"


class CheckResult(models.Model):
    """The office's answer to one line of the round's checklist."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="checks")
    code = models.SlugField(max_length=40)
    passed = models.BooleanField(_("met"))
    note = models.CharField(_("note"), max_length=400, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("check")
        constraints = [models.UniqueConstraint(fields=["application", "code"], name="check_once")]

    def __str__(self) -> str:
        return self.code
