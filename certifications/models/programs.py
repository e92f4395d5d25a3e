"""Programs: what a city certifies or awards. Everything that one program does differently is data here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.program_querysets import ProgramQuerySet, ProgramRoleQuerySet
from certifications.states import LegalBasis, ProgramOutcome, ProgramRoleKind, SubjectKind
from home.languages import Localized, suffix


class LocalizedList:
    """Reads a JSON list of {"ja": ..., "en": ..., "zh": ...} as a list of texts in the active language."""

    def __init__(self, column: str) -> None:
        self.column = column

    def __get__(self, record: "models.Model | None", owner: type | None = None) -> list[str]:
        rows = getattr(record, self.column) if record is not None else []
        return [row.get(suffix()) or row["ja"] for row in rows]


class Program(models.Model):  # type: ignore[django-manager-missing]  # the stubs do not know the manager of pages
    """A certification or contest that the city runs year after year."""

    slug = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    accent = models.CharField(_("accent"), max_length=20, default="harbor")
    name_ja = models.CharField(_("name (Japanese)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=160, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=120, blank=True)
    short_name_ja = models.CharField(_("short name (Japanese)"), max_length=40)
    short_name_en = models.CharField(_("short name (English)"), max_length=60, blank=True)
    short_name_zh = models.CharField(_("short name (Chinese)"), max_length=40, blank=True)
    summary_ja = models.CharField(_("summary (Japanese)"), max_length=300, blank=True)
    summary_en = models.CharField(_("summary (English)"), max_length=500, blank=True)
    summary_zh = models.CharField(_("summary (Chinese)"), max_length=300, blank=True)
    attestation_ja = models.CharField(_("word for the result (Japanese)"), max_length=20, help_text="認証, 認定, 入賞")
    attestation_en = models.CharField(_("word for the result (English)"), max_length=40, blank=True)
    attestation_zh = models.CharField(_("word for the result (Chinese)"), max_length=20, blank=True)
    issuer_ja = models.CharField(_("issuer (Japanese)"), max_length=80)
    issuer_en = models.CharField(_("issuer (English)"), max_length=120, blank=True)
    issuer_zh = models.CharField(_("issuer (Chinese)"), max_length=80, blank=True)
    subject_kind = models.CharField(_("what is judged"), max_length=20, choices=SubjectKind)
    applicant_kinds = models.JSONField(_("who applies"), default=list)
    nomination = models.BooleanField(_("others may nominate"), default=False)
    themes = models.BooleanField(_("entries answer a theme"), default=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=ProgramOutcome)
    legal_basis = models.CharField(_("legal basis"), max_length=20, choices=LegalBasis)
    number_pattern = models.CharField(_("pattern of certificate numbers"), max_length=60)
    receipt_pattern = models.CharField(_("pattern of receipt numbers"), max_length=60)
    standard_days = models.PositiveSmallIntegerField(_("standard days to a decision"))
    validity_years = models.PositiveSmallIntegerField(_("years of validity"), null=True, blank=True)
    applicant_limit = models.PositiveSmallIntegerField(_("applications per applicant and round"), default=3)
    # Lists of {"ja", "en", "zh"}; frozen into the round when it is published.
    appeal_text = models.JSONField(default=dict, blank=True)
    appeal_parties = models.JSONField(
        default=dict, blank=True, help_text="of a law or ordinance: authority, defendant, representative"
    )
    appeals = models.JSONField(
        default=dict, blank=True, help_text="of a guideline: {days or months, name}; empty where results cannot be questioned"
    )
    who_may_apply_rows = models.JSONField(default=list, blank=True)
    eligibility = models.JSONField(
        default=list, blank=True, help_text="checks of certifications/eligibility.py, with their words"
    )
    criteria_note = models.JSONField(default=dict, blank=True)
    faq = models.JSONField(default=list, blank=True)
    checklist = models.JSONField(default=list, blank=True)
    letters = models.JSONField(default=dict, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    correction_reasons = models.JSONField(default=list, blank=True, help_text="what the office often has to ask: {code, text}")
    message_templates = models.JSONField(default=list, blank=True, help_text="beginnings of messages: {code, name, text}")
    stages = models.JSONField(default=list, blank=True)
    approval = models.JSONField(default=dict, blank=True, help_text="steps: {code, name}; recall_minutes; express")
    conflicts = models.JSONField(
        default=dict, blank=True, help_text="{years: how long a kind of tie counts after its end, publishes_panel}"
    )
    feedback = models.JSONField(
        default=dict, blank=True, help_text="{bands, comments: are they told after the release; bar: what a criterion must reach}"
    )
    judging = models.JSONField(
        default=dict, blank=True, help_text="offline: false where nothing that a judge gives may wait on her device"
    )
    certificate_rules = models.JSONField(
        default=dict, blank=True, help_text="hearing_days: how long a holder has at least to answer before a withdrawal"
    )
    renewals = models.JSONField(
        default=dict,
        blank=True,
        help_text="remind_before_end, remind_before_close (days); number: new or kept, suffix; judge: all or changed",
    )
    reports = models.JSONField(
        default=dict,
        blank=True,
        help_text="every_months, due_days, remind_days, note, questions: {code, kind, label, required}",
    )
    retention = models.JSONField(
        default=dict, blank=True, help_text="where it differs from the city's: final_months, case_years, unsubmitted_years"
    )

    name = Localized("name")
    short_name = Localized("short_name")
    summary = Localized("summary")
    attestation = Localized("attestation")
    issuer = Localized("issuer")
    who_may_apply = LocalizedList("who_may_apply_rows")

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return str(self.short_name)


class Level(models.Model):
    """A grade within a program: certified, premium; or a prize with its quantity and money (yen)."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="levels")
    code = models.SlugField(max_length=30)
    name_ja = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    name_zh = models.CharField(max_length=60, blank=True)
    rank = models.PositiveSmallIntegerField(help_text=_("1 is the highest level; the larger the number, the lower the level."))
    quantity = models.PositiveSmallIntegerField(null=True, blank=True)
    prize_yen = models.PositiveIntegerField(default=0)

    name = Localized("name")

    class Meta:
        verbose_name = _("level")
        ordering = ["program", "rank"]
        constraints = [models.UniqueConstraint(fields=["program", "code"], name="level_once")]

    def __str__(self) -> str:
        return str(self.name)


class Category(models.Model):
    """A field of a program (by use, trade, technology or division)."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="categories")
    code = models.SlugField(max_length=40)
    name_ja = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    name_zh = models.CharField(max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    name = Localized("name")

    class Meta:
        verbose_name = _("field")
        ordering = ["program", "order"]
        constraints = [models.UniqueConstraint(fields=["program", "code"], name="category_once")]

    def __str__(self) -> str:
        return str(self.name)


class ProgramRole(models.Model):
    """A right within one program. Rows, not groups: the secretariat of one program is a stranger to the next."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="program_roles")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=ProgramRoleKind)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ProgramRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role in a program")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "program", "role"], condition=Q(ended_at__isnull=True), name="program_role_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.program} {self.get_role_display()}"
