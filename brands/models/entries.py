"""Entries: the public face of a certificate. Words per language, pictures of the public plane."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from brands.languages import LANGUAGES
from brands.models.words import Said, Table, Words
from brands.parts import WORDS
from brands.querysets import EntryQuerySet
from brands.states import Focus
from home.languages import Localized, suffix


class Entry(index.Indexed, models.Model):
    """One entry of the register. What is certified, to whom and until when is read from its certificate."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.OneToOneField("certifications.Certificate", on_delete=models.PROTECT, related_name="entry")
    slug = models.SlugField(max_length=60, unique=True)
    website = models.URLField(_("website"), blank=True)
    video = models.URLField(_("video"), blank=True)
    visits_schools = models.BooleanField(_("comes to schools"), default=False)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    search_fields = [
        index.SearchField("search_text"),
        index.FilterField("hidden_at"),
    ]

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-certificate__issued_on", "-certificate__pk"]

    def __str__(self) -> str:
        return str(self.certificate.name)

    def text(self, language: str | None = None) -> "EntryText | None":
        """The words in the language, else in Japanese. Uses prefetched rows."""
        rows = {row.language: row for row in self.texts.all()}
        return rows.get(language or get_language() or "ja") or rows.get("ja")

    @property
    def words(self) -> "dict[str, Said]":
        """What the entry says of itself: each part that has words, in the active language or else in Japanese."""
        rows = {row.language: row for row in self.texts.all()}
        wanted = [rows[code] for code in dict.fromkeys([get_language() or "ja", "ja"]) if code in rows]
        parts: dict[str, Said] = {}
        for name in WORDS:
            for row in wanted:
                if text := getattr(row, name).strip():
                    parts[name] = Said(text, row.language)
                    break
        return parts

    @property
    def specifications(self) -> Table | None:
        """The rows of its specifications, in the active language or else in Japanese. Uses prefetched rows."""
        rows = {row.language: row for row in self.texts.all()}
        for code in (get_language() or "ja", "ja"):
            if code in rows and rows[code].specifications:
                return Table(rows[code].specifications, code)
        return None

    @property
    def tagline(self) -> str:
        """The one line, in the active language or else in Japanese. Uses `with_line` or prefetched rows."""
        if (line := self.__dict__.get("line")) is not None:
            return str(line)
        rows = {row.language: row.tagline for row in self.texts.all()}
        return rows.get(get_language() or "ja") or rows.get("ja", "")

    @property
    def shown_name(self) -> Said:
        """What it is called, and in which language that is: its own name in the active one, else the certificate's.

        Where neither has one, its own Japanese name, else the certificate's. Uses `with_line` or prefetched rows.
        """
        language = get_language() or "ja"
        facts = self.__dict__
        if "own_name" in facts:
            here, japanese = facts["own_name"], facts["own_name_ja"]
        else:
            rows = {row.language: row.name.strip() for row in self.texts.all()}
            here, japanese = rows.get(language, ""), rows.get("ja", "")
        if found := here or getattr(self.certificate, f"name_{suffix()}"):
            return Said(found, language)
        return Said(japanese or self.certificate.name_ja, "ja")

    @property
    def languages(self) -> str:
        """The languages in which it has words. Uses prefetched rows."""
        return ", ".join(sorted(row.language for row in self.texts.all()))

    @property
    def first_picture(self) -> Any:
        """The leading picture, or None. Uses prefetched rows."""
        rows = list(self.pictures.all())
        return rows[0].picture if rows else None

    def search_text(self) -> str:
        """Everything by which this entry is found: names, makers, numbers, fields and words in all languages."""
        certificate = self.certificate
        facts = [
            *(getattr(certificate, f"{stem}_{suffix}") for stem in ("name", "holder") for suffix in ("ja", "en", "zh")),
            certificate.number,
            certificate.subject.name_kana,
        ]
        if maker := certificate.organization:  # its name of today, besides the one that was certified
            facts += [maker.name_kana, maker.name_ja, maker.name_en, maker.name_zh]
        for related in (certificate.program, certificate.level, certificate.category, certificate.area):
            if related:
                facts += [related.name_ja, related.name_en, related.name_zh]
        for row in self.texts.all():
            facts += [row.name, row.tagline, row.story, row.features, row.target_users]
            facts += [cell for line in row.specifications for cell in line.values()]
        return "\n".join(fact for fact in facts if fact)


class EntryText(Words):
    """An entry's words in one language; approved by the holder for the public.

    A translation knows the Japanese from which it was made: its digest, to ask for outdated ones, and its words, to show what
    has changed since.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10, choices=[(code, code) for code in LANGUAGES])
    translates = models.CharField(max_length=64, blank=True, editable=False)
    translated_from = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("words of an entry")
        constraints = [models.UniqueConstraint(fields=["entry", "language"], name="entry_text_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.language}"


class EntryPicture(models.Model):
    """A picture of an entry, in order."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("home.Picture", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=64, help_text=_("SHA-256 of the file that it was made from."))
    order = models.PositiveSmallIntegerField(default=0)
    alt_ja = models.CharField(_("what it shows (Japanese)"), max_length=255, blank=True)
    alt_en = models.CharField(_("what it shows (English)"), max_length=255, blank=True)
    alt_zh = models.CharField(_("what it shows (Chinese)"), max_length=255, blank=True)
    focus = models.CharField(_("where the important part is"), max_length=12, choices=Focus, default=Focus.CENTER)

    alt = Localized("alt")

    class Meta:
        verbose_name = _("picture of an entry")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "source"], name="entry_picture_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.order}"

    @property
    def is_described_here(self) -> bool:
        """Whether it is described in the active language; else the Japanese words stand in."""
        return bool(getattr(self, f"alt_{suffix()}"))
