"""Certificates: what the public may check. Validity is computed from events and dates."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.certificate_querysets import CertificateQuerySet
from certifications.certificate_states import (
    CERTIFICATE_MOVES,
    STANDING,
    STATUS_LABELS,
    CertificateOrigin,
    CertificateState,
    Honor,
    ReasonClass,
)
from certifications.change_states import STEMS
from certifications.history_words import ACTION_WORDS
from certifications.models.applications import Application
from certifications.models.decisions import Decision
from certifications.models.designs import CertificateDesign
from certifications.models.programs import Category, Level, Program
from certifications.models.rounds import Round
from certifications.models.subjects import Subject
from home import clock
from home.languages import Localized, suffix
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
    origin = models.CharField(_("origin"), max_length=8, choices=CertificateOrigin, default=CertificateOrigin.DECIDED)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="certificates")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
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
    reason_class = models.CharField(_("kind of reason"), max_length=14, choices=ReasonClass, blank=True)
    state_reason_ja = models.CharField(max_length=200, blank=True)
    state_reason_en = models.CharField(max_length=300, blank=True)
    state_reason_zh = models.CharField(max_length=200, blank=True)
    state_since = models.DateField()
    issued_on = models.DateField(_("issued"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    honor = models.CharField(_("shown with honor as"), max_length=8, choices=Honor, blank=True)
    honor_year = models.PositiveSmallIntegerField(_("year of retirement or death"), null=True, blank=True)
    predecessor = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
        verbose_name=_("takes the place of"),
    )
    specimen = models.BooleanField(default=False, help_text=_("Made in the sample city: marked as a specimen."))
    design = models.ForeignKey(CertificateDesign, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
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
            # Issued anew upon a change notice, it rests on the same decision; one that was replaced no longer counts.
            models.UniqueConstraint(
                fields=["decision"], condition=~Q(state__in=["void", "superseded"]), name="certificate_once_per_decision"
            ),
            models.CheckConstraint(
                condition=Q(origin="decided", decision__isnull=False, round__isnull=False)
                | Q(origin="list", decision__isnull=True, round__isnull=True),
                name="certificate_origin",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reference(self) -> str:
        """How letters and logs name this certificate."""
        return f"certificate:{self.public_id}"

    @property
    def application(self) -> Application | None:
        """The case from which it came; None where it was taken over from a list of earlier years."""
        return self.decision.application if self.decision else None

    def status_on(self, day: date) -> str:
        """What a check must say of this day: valid, suspended, withdrawn, surrendered, superseded, expired, not_yet, void.

        Of a day before the last change the events are asked; days before it was issued are "not_yet".
        """
        if self.state == CertificateState.VOID:
            return str(self.state)
        state = self.state if day >= self.state_since else self._state_at(day)
        if state and state not in STANDING:
            return str(state)
        if not state or day < self.valid_from:
            return "not_yet"
        if self.valid_until and day > self.valid_until:
            newer = getattr(self, "successor", None)  # lists have it along
            return "superseded" if newer and newer.state != CertificateState.VOID and newer.valid_from <= day else "expired"
        return "valid" if state == CertificateState.ACTIVE else str(state)

    @property
    def is_running(self) -> bool:
        """Within its term today, and not ended otherwise."""
        return self.state in STANDING and self.status_on(clock.today()) in {"valid", "suspended"}

    @property
    def status_in_words(self) -> Any:
        """What a check says today, as lists and exports show it."""
        return STATUS_LABELS.get(self.status_on(clock.today()), self.get_state_display())

    def reason_on(self, day: date) -> str:
        """The kind of reason for what it was at the end of the day; empty where none was needed."""
        events = self.history.filter(effective_on__lte=day).exclude(to_state="").order_by("-seq")
        return events.values_list("reason_class", flat=True).first() or ""

    def _state_at(self, day: date) -> str:
        events = self.history.filter(effective_on__lte=day).exclude(to_state="").order_by("-seq")
        return events.values_list("to_state", flat=True).first() or ""

    @property
    def in_own_name(self) -> bool:
        """Whether a person holds what says her own name: it is then said once, also where one of the two is not translated."""
        return self.holder_ja == self.name_ja

    @property
    def honor_words(self) -> str:
        """That the person has retired or died, with the year where it is known; empty for everybody else."""
        words = {
            (Honor.RETIRED, True): _("Retired in %(year)s"),
            (Honor.RETIRED, False): _("Retired"),
            (Honor.LATE, True): _("Passed away in %(year)s"),
            (Honor.LATE, False): _("Passed away"),
        }
        said = words.get((Honor(self.honor), self.honor_year is not None)) if self.honor else None
        return str(said) % {"year": self.honor_year} if said else ""

    @property
    def newer(self) -> "Certificate | None":
        """The certificate that took its place."""
        return Certificate.objects.issued().filter(predecessor=self).first()

    @property
    def waiting_renewal(self) -> "Certificate | None":
        """The certificate that will follow this one at its end; None where none was earned, or it has begun."""
        coming = Certificate.objects.issued().filter(predecessor=self, valid_from__gt=clock.today())
        return coming.select_related("program", "decision__application__subject").first()

    @property
    def is_renewal(self) -> bool:
        """Whether it was issued upon an application that renews another one; not what replaced such a one later."""
        before = self.predecessor
        return (
            before is not None
            and before.decision_id != self.decision_id
            and bool(self.application and self.application.renews_id)
        )


def _in_language(columns: dict[str, str], stem: str) -> str:
    """As `Localized` reads a record."""
    return columns.get(f"{stem}_{suffix()}") or columns.get(f"{stem}_ja", "")


class CertificateEvent(History):
    """What happened to a certificate. Append-only and in order; the register is a projection of these rows.

    The columns of this class are read from the facts, which the hash covers. The note is the office's own reason: sealed.
    """

    WORDS = ACTION_WORDS

    record = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="history")
    effective_on = models.DateField(_("takes effect on"))
    reason_class = models.CharField(_("kind of reason"), max_length=14, choices=ReasonClass, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decision")
    )

    class Meta(History.Meta):
        verbose_name = _("event of a certificate")
        constraints = [
            *History.Meta.constraints,
            models.UniqueConstraint(fields=["record"], condition=Q(action="certificate.expire"), name="certificate_expires_once"),
        ]
        indexes = [models.Index(fields=["record", "effective_on"], name="certificate_event_day")]

    @property
    def change(self) -> str:
        """What a notice changed, as everybody may read it: the names before and after, and the office's words."""
        lines = []
        for stem in STEMS.values():
            before, now = (_in_language(self.facts.get(when, {}), stem) for when in ("before", "after"))
            if before != now:
                lines.append(f"{before} → {now}")
        words = self.facts.get("public", {})
        lines.append(words.get(suffix()) or words.get("ja", ""))
        return "\n".join(dict.fromkeys(line for line in lines if line))

    def save(self, **options: Any) -> None:
        self.read_facts()
        super().save(**options)

    def read_facts(self) -> None:
        """Fills the columns from the facts; without a day of its own, an event takes effect on the day of its writing."""
        day = self.facts.get("effective_on")
        self.effective_on = date.fromisoformat(day) if day else self.at.astimezone(clock.TOKYO).date()
        self.reason_class = self.facts.get("reason_class", "")
        self.decision_id = self.facts.get("decision")
