"""Conflicts of interest: what is suspected or known, how far it reaches, and what judges tell of their own ties."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.conflict_querysets import ConflictQuerySet, InterestQuerySet
from certifications.conflict_states import CONFLICT_MOVES, ConflictSource, ConflictState, TieHolder, TieKind
from certifications.history_words import ACTION_WORDS
from certifications.models.applications import Application
from certifications.models.rounds import Round
from certifications.models.subjects import Subject
from home.models import History, Stateful
from organizations.models.organizations import validate_corporate_number


class Conflict(Stateful):
    """A judge's or officer's interest in a company, a product or one application. Confirmed, it hides what it touches at the
    next request, and the database gives her none of it."""

    MOVES = CONFLICT_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="conflicts"
    )
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="conflicts")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, blank=True, related_name="conflicts")
    with_group = models.BooleanField(
        _("also the companies of its group"), default=False, help_text=_("Reaches along the links that hold on the day.")
    )
    kind = models.CharField(_("kind of tie"), max_length=20, choices=TieKind, default=TieKind.OTHER)
    state = models.CharField(max_length=10, choices=ConflictState)
    source = models.CharField(max_length=10, choices=ConflictSource)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    until = models.DateField(_("until (including)"), null=True, blank=True)
    grounds = models.JSONField(default=list, blank=True, editable=False, help_text=_("What the record says, with the way."))
    answer = models.CharField(_("answer of the judge"), max_length=400, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict of interest")
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, subject__isnull=True, application__isnull=True)
                | Q(organization__isnull=True, subject__isnull=False, application__isnull=True)
                | Q(organization__isnull=True, subject__isnull=True, application__isnull=False),
                name="conflict_one_object",
            ),
            models.CheckConstraint(
                condition=Q(with_group=False) | Q(organization__isnull=False), name="conflict_group_of_organization"
            ),
            models.UniqueConstraint(fields=["person", "organization"], name="conflict_organization_once"),
            models.UniqueConstraint(fields=["person", "subject"], name="conflict_subject_once"),
            models.UniqueConstraint(fields=["person", "application"], name="conflict_application_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} / {self.about}"

    @property
    def about(self) -> object:
        """The company, the product or the application."""
        return self.organization or self.subject or self.application

    @property
    def asked_about(self) -> str:
        """Its name as a judge, or an applicant's office, would say it."""
        return str(self.application.applicant if self.application else self.about)


class ConflictHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Conflict, on_delete=models.CASCADE, related_name="history")


class ConflictReach(models.Model):
    """Another company of the group to which a confirmed conflict reaches today. Reckoned, never typed."""

    conflict = models.ForeignKey(Conflict, on_delete=models.CASCADE, related_name="reaches")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reach of a conflict")
        constraints = [models.UniqueConstraint(fields=["conflict", "organization"], name="conflict_reach_once")]

    def __str__(self) -> str:
        return f"{self.conflict} > {self.organization}"


class BlockedPair(models.Model):
    """A judge who must not be given a case. Reckoned from confirmed conflicts; a trigger on assignments looks it up."""

    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("blocked pair")
        constraints = [models.UniqueConstraint(fields=["judge", "application"], name="blocked_pair_once")]

    def __str__(self) -> str:
        return f"{self.judge_id} / {self.application_id}"


class Interest(models.Model):
    """A tie that a judge tells of herself, beforehand: where she works, what relatives run. It is taken back, not deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="interests")
    kind = models.CharField(_("kind of tie"), max_length=20, choices=TieKind)
    holder = models.CharField(_("whose"), max_length=10, choices=TieHolder, default=TieHolder.SELF)
    name = models.CharField(_("company, organization or person"), max_length=120)
    corporate_number = models.CharField(_("corporate number"), max_length=13, blank=True, validators=[validate_corporate_number])
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until (including)"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("tie")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=models.F("since")),
                name="interest_period",
                violation_error_message=_("The end lies before the beginning."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class InterestConfirmation(models.Model):
    """The judge has said, for one round, that what she told of her ties is complete."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="interest_confirmations")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="interest_confirmations")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("confirmation of ties")
        constraints = [models.UniqueConstraint(fields=["person", "round"], name="interest_confirmation_once")]

    def __str__(self) -> str:
        return f"{self.person} / {self.round}"
