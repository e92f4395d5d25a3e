"""Questions as data: a form version never changes once it is published."""

import hashlib
import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.answers import Column, Rule
from certifications.models.programs import Program
from certifications.program_querysets import FormPartQuerySet, FormVersionQuerySet
from certifications.refusals import FrozenVersion
from certifications.states import FILE_KINDS, CatalogSlot, IdentityClass, QuestionKind, RetentionClass
from home.languages import COLUMN_LANGUAGES, Localized, suffix


class FormVersion(models.Model):
    """One edition of a program's application form. `before` holds what it was before its last change, for undoing it."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="form_versions")
    number = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    before = models.JSONField(null=True, blank=True, editable=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("form version")
        verbose_name_plural = _("application forms")
        ordering = ["program", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["program", "number"], name="form_version_once"),
            models.UniqueConstraint(
                fields=["program"], condition=models.Q(published_at__isnull=True), name="form_version_one_in_hand"
            ),
        ]

    def __str__(self) -> str:
        return _("%(program)s, edition %(number)d") % {"program": self.program, "number": self.number}

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if self.published_at:
            raise FrozenVersion
        return super().delete(*args, **kwargs)


class FormPart(models.Model):
    """What belongs to a form version and freezes with it; the database refuses the change, too."""

    objects = FormPartQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_when_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.refuse_when_published()
        return super().delete(*args, **kwargs)

    def refuse_when_published(self) -> None:
        """Raises FrozenVersion when the version is published."""
        if self.version.published_at:  # type: ignore[attr-defined]
            raise FrozenVersion


class Section(FormPart):
    """A page of the form."""

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="sections")
    code = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField()
    title_ja = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120, blank=True)
    title_zh = models.CharField(max_length=80, blank=True)
    help_ja = models.CharField(max_length=400, blank=True)
    help_en = models.CharField(max_length=600, blank=True)
    help_zh = models.CharField(max_length=400, blank=True)

    title = Localized("title")
    help = Localized("help")

    class Meta:
        verbose_name = _("section")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="section_once")]

    def __str__(self) -> str:
        return str(self.title)


class Question(FormPart):
    """One question. Its key is stable over versions, so that answers survive a new form."""

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="questions")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    key = models.UUIDField(default=uuid.uuid4)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=QuestionKind)
    label_ja = models.CharField(max_length=200)
    label_en = models.CharField(max_length=300, blank=True)
    label_zh = models.CharField(max_length=200, blank=True)
    help_ja = models.CharField(max_length=600, blank=True)
    help_en = models.CharField(max_length=900, blank=True)
    help_zh = models.CharField(max_length=600, blank=True)
    required = models.BooleanField(default=False)
    max_chars = models.PositiveIntegerField(null=True, blank=True)
    minimum = models.BigIntegerField(null=True, blank=True)
    maximum = models.BigIntegerField(null=True, blank=True)
    choices = models.JSONField(default=list, blank=True, help_text='[{"value": "...", "label": {"ja": "..."}}]')
    accept = models.JSONField(default=list, blank=True, help_text='["pdf", "jpg"]')
    columns = models.JSONField(
        default=list, blank=True, help_text='[{"code": "c1", "label": {"ja": "..."}, "kind": "text", "required": true}]'
    )
    max_files = models.PositiveSmallIntegerField(null=True, blank=True)
    max_megabytes = models.PositiveSmallIntegerField(null=True, blank=True)
    condition = models.JSONField(
        default=dict, blank=True, help_text='{"question": "<key>", "equals": "..." | "one_of": ["..."] | "answered": true}'
    )
    prefill = models.CharField(max_length=40, blank=True, help_text="a code of certifications/prefills.py")
    consent_ja = models.TextField(blank=True)
    consent_en = models.TextField(blank=True)
    consent_zh = models.TextField(blank=True)
    made_from = models.JSONField(default=list, blank=True, help_text="keys of questions of the edition before")
    identity_class = models.CharField(max_length=10, choices=IdentityClass, default=IdentityClass.CONTENT)
    retention = models.CharField(max_length=10, choices=RetentionClass, default=RetentionClass.CASE)
    catalog_slot = models.CharField(max_length=20, choices=CatalogSlot, blank=True)

    label = Localized("label")
    help = Localized("help")
    consent_text = Localized("consent")

    class Meta:
        verbose_name = _("question")
        ordering = ["section__order", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="question_once")]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def takes_files(self) -> bool:
        """Whether the answer is an attachment."""
        return self.kind in FILE_KINDS

    @property
    def terms(self) -> str:
        """A mark of all the words that one agrees to: another word in any language makes another mark (16 hex digits)."""
        words = [[getattr(self, f"{name}_{each}") for each in COLUMN_LANGUAGES] for name in ("label", "help", "consent")]
        return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]

    @property
    def rule(self) -> Rule:
        """The question as the calculation in `certifications.answers` sees it."""
        return Rule(
            key=str(self.key),
            kind=self.kind,
            required=self.required,
            max_chars=self.max_chars,
            minimum=self.minimum,
            maximum=self.maximum,
            values=frozenset(str(choice["value"]) for choice in self.choices),
            condition=self.condition,
            columns=tuple(
                Column(
                    code=column["code"],
                    kind=column["kind"],
                    required=bool(column.get("required")),
                    values=frozenset(str(choice["value"]) for choice in column.get("choices", [])),
                )
                for column in self.columns
            ),
        )

    @property
    def columns_in_words(self) -> list[dict[str, Any]]:
        """A table's columns in the active language: code, label, kind, required, options."""
        return [
            column
            | {
                "label": words_of(column["label"]),
                "options": [(str(choice["value"]), words_of(choice["label"])) for choice in column.get("choices", [])],
            }
            for column in self.columns
        ]


def words_of(texts: dict[str, str]) -> str:
    """A text by language in the active one, else in Japanese."""
    return texts.get(suffix()) or texts["ja"]


def rules_of(version: FormVersion) -> list[Rule]:
    """The rules of a form version's questions, in order."""
    return [question.rule for question in version.questions.select_related("section")]
