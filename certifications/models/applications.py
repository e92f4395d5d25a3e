"""Applications: a draft that grows answer by answer, and versions that never change."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.deadline_querysets import AttachmentQuerySet
from certifications.history_words import ACTION_WORDS
from certifications.models.programs import Category
from certifications.models.questions import FormVersion
from certifications.models.rounds import Round
from certifications.models.subjects import Subject, Team
from certifications.models.themes import Theme
from certifications.querysets import ApplicationQuerySet, ConsentQuerySet
from certifications.renewal_states import ALIVE
from certifications.states import APPLICATION_MOVES, ApplicationState, Channel, RoundState, VersionKind
from home.models import History, Stateful, StoredFile


class NoDecision(ObjectDoesNotExist, AttributeError):
    """Nothing has been decided, nor drafted."""


class Application(Stateful):
    """One subject applies in one round, through an organization, a person or a team."""

    MOVES = APPLICATION_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="applications")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="applications")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    renews = models.ForeignKey(
        "certifications.Certificate", on_delete=models.PROTECT, null=True, blank=True, related_name="renewal_applications"
    )
    form_version = models.ForeignKey(
        FormVersion,
        on_delete=models.PROTECT,
        related_name="applications",
        help_text=_("The edition of the form that this application answers; a round may take up a newer one for its drafts."),
    )
    state = models.CharField(max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT)
    channel = models.CharField(_("how it came in"), max_length=10, choices=Channel, default=Channel.ONLINE)
    received_on = models.DateField(_("arrived on"), null=True, blank=True)
    post_to = models.TextField(_("name and address for letters by post"), blank=True)
    eligibility = models.JSONField(
        default=dict, blank=True, editable=False, help_text="what the applicant said in the self-check: {answers, on, at}"
    )
    receipt_number = models.CharField(_("receipt number"), max_length=40, null=True, blank=True, unique=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="handled_applications",
        verbose_name=_("handled by"),
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["round", "state"], name="application_round_state")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(organization__isnull=False, person__isnull=True, team__isnull=True)
                    | Q(organization__isnull=True, person__isnull=False, team__isnull=True)
                    | Q(organization__isnull=True, person__isnull=True, team__isnull=False)
                ),
                name="application_one_applicant",
            ),
            models.CheckConstraint(
                condition=Q(receipt_number__isnull=True, submitted_at__isnull=True)
                | Q(receipt_number__isnull=False, submitted_at__isnull=False),
                name="application_receipt_has_time",
            ),
            models.CheckConstraint(
                condition=Q(channel="online", received_on__isnull=True)
                | (~Q(channel="online") & Q(received_on__isnull=False) & ~Q(post_to="")),
                name="application_paper_has_day_and_address",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn", "lapsed"]) | Q(receipt_number__isnull=False),
                name="application_submitted_has_receipt",
            ),
            models.UniqueConstraint(fields=["renews"], condition=Q(state__in=ALIVE), name="application_one_renewal"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_number or ''} {self.subject}".strip()

    @property
    def applicant(self) -> str:
        """The applicant's name, whatever kind it is."""
        return str(self.organization or self.team or self.person)

    @property
    def decision(self) -> Any:
        """The newest decision that counts: the first, or the one with which an appeal is, or is being, answered.

        Raises NoDecision, which asks as an attribute that is missing. Whoever lists many prefetches `decisions__appeal`.
        """
        if "_decision" not in self.__dict__:
            counting = [each for each in self.decisions.all() if each.counts]
            if not counting:
                raise NoDecision(self)
            self.__dict__["_decision"] = max(counting, key=lambda each: each.pk)
        return self.__dict__["_decision"]

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__.pop("_decision", None)
        super().refresh_from_db(*args, **kwargs)

    @property
    def reference(self) -> str:
        """How letters and logs name this application."""
        return f"application:{self.public_id}"

    @property
    def deadline(self) -> datetime:
        """The instant from which it is too late: the round's, or a later one that was granted to this application alone.

        Of its own the newest counts. Whoever lists many of them prefetches `extensions`.
        """
        own = [extension.until for extension in self.extensions.all()][:1]
        return max([self.round.closes_at, *own])

    def is_open(self, now: datetime) -> bool:
        """Whether a submission of this draft counts that begins at this instant.

        Of paper the day on which it arrived counts: the office may write it down until the judging opens.
        """
        if self.round.is_open(now):
            return True
        runs = self.round.state == RoundState.PUBLISHED and self.round.opens_at <= now
        return runs and (self.is_by_proxy or now < self.deadline)

    @property
    def is_by_proxy(self) -> bool:
        """Whether the office writes it down for the applicant."""
        return self.channel != Channel.ONLINE

    @property
    def is_nomination(self) -> bool:
        """Whether somebody else than the candidate applies."""
        return self.round.program.nomination and (self.person_id is None or self.person_id != self.subject.person_id)


class ApplicationHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="history")


class Answer(models.Model):
    """The present answer to one question. `version` rises with each change, so that no save overwrites a newer one."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    key = models.UUIDField()
    value = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    folded = models.PositiveIntegerField(default=0, editable=False, help_text="up to this version, its sittings have been folded")

    class Meta:
        verbose_name = _("answer")
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="answer_once")]

    def __str__(self) -> str:
        return str(self.key)


class SetAside(models.Model):
    """An answer that a newer edition of the form had no place for when the draft moved to it. Kept for its side to read."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="set_aside")
    key = models.UUIDField()
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    value = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer set aside")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.key)


class Attachment(models.Model):
    """A file that answers a question. Taken away, it stays for the versions that hold it, and for its writer to put back.

    `let_go_at` is when the file itself was given up: the row goes on telling who attached what, and who took it away.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attachments")
    key = models.UUIDField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments")
    name = models.CharField(max_length=160)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    let_go_at = models.DateTimeField(null=True, blank=True)
    submitted = models.BooleanField(default=False, editable=False, help_text="a version lists it")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, let_go_at__isnull=True) | Q(file__isnull=True, let_go_at__isnull=False),
                name="attachment_has_file_or_was_let_go",
            ),
            models.CheckConstraint(
                condition=Q(removed_by__isnull=True) | Q(removed_at__isnull=False), name="attachment_removed_at"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ApplicationVersion(models.Model):
    """What was submitted: answers, files and declarations, hashed together with the predecessor's hash. Append-only."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    seq = models.PositiveSmallIntegerField()
    form_version = models.ForeignKey("certifications.FormVersion", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()
    files = models.JSONField(help_text="[{key, attachment, name, sha256, size, media_type}]")
    kind = models.CharField(max_length=12, choices=VersionKind, default=VersionKind.SUBMITTED)
    declared = models.JSONField(
        default=dict, blank=True, help_text="certifications.declarations.declared_of; empty in versions older than that"
    )
    awaited = models.JSONField(default=list, blank=True, help_text="[{key, ticket, name, size}]: files that were under way")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="empty: the system"
    )
    submitted_at = models.DateTimeField()
    previous_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("submitted version")
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["application", "seq"], name="application_version_once")]

    def __str__(self) -> str:
        return f"{self.application} v{self.seq}"


class Consent(models.Model):
    """The candidate's own word that a nomination may go on. Only the token's hash is kept."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="consent")
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent of the candidate")
        constraints = [
            models.CheckConstraint(condition=Q(given_at__isnull=True) | Q(refused_at__isnull=True), name="consent_one_answer")
        ]

    def __str__(self) -> str:
        return str(self.application)
