"""Certificates: what the public may check. Validity is computed from events and dates."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS
from certifications.models.decisions import Decision
from certifications.models.programs import Category, Level, Program
from certifications.models.rounds import Round
from certifications.models.subjects import Subject
from certifications.querysets import CertificateQuerySet
from certifications.states import CERTIFICATE_MOVES, CertificateState
from home.languages import Localized
from home.models import History, Stateful, StoredFile


class NumberSeries(models.Model):
    """The last number given, per program, fiscal year and purpose. Taken in the transaction that uses it: no gaps."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "fiscal_year", "purpose"], name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.program} {self.fiscal_year} {self.purpose}: {self.last}"


class Certificate(Stateful):
    """The attestation itself, with the facts as they were on the day it was issued."""

    MOVES = CERTIFICATE_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("verification code"), max_length=12, unique=True)
    number = models.CharField(_("number"), max_length=40, unique=True)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="certificates")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="certificates")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="certificates")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="certificates")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="certificates")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    area = models.ForeignKey("organizations.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    name_ja = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    name_zh = models.CharField(max_length=120, blank=True)
    holder_ja = models.CharField(max_length=160)
    holder_en = models.CharField(max_length=200, blank=True)
    holder_zh = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=12, choices=CertificateState, default=CertificateState.ACTIVE)
    state_reason_ja = models.CharField(max_length=200, blank=True)
    state_reason_en = models.CharField(max_length=300, blank=True)
    state_reason_zh = models.CharField(max_length=200, blank=True)
    state_since = models.DateField()
    issued_on = models.DateField(_("issued"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    specimen = models.BooleanField(default=False, help_text=_("Made in the sample city: marked as a specimen."))
    pdf = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    name = Localized("name")
    holder = Localized("holder")
    state_reason = Localized("state_reason")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["program", "fiscal_year"], name="certificate_program_year"),
            models.Index(fields=["-issued_on", "-id"], name="certificate_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name="certificate_period"
            ),
            models.UniqueConstraint(fields=["decision"], condition=~Q(state="void"), name="certificate_once_per_decision"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reference(self) -> str:
        """How letters and logs name this certificate."""
        return f"certificate:{self.public_id}"

    def status_on(self, day: date) -> str:
        """One of valid, suspended, withdrawn, surrendered, expired, not_yet: what a check on this day must say."""
        if self.state != CertificateState.ACTIVE:
            return str(self.state)
        if day < self.valid_from:
            return "not_yet"
        if self.valid_until and day > self.valid_until:
            return "expired"
        return "valid"


class CertificateEvent(History):
    """What happened to a certificate. Append-only; the register is a projection of these rows."""

    WORDS = ACTION_WORDS

    record = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="history")
