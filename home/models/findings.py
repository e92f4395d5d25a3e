"""The index of the search over the whole site: one row for each thing that the public can find."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.querysets import FindingQuerySet
from home.search.token_field import TokenField
from home.search.tokens import level

SEPARATORS = re.compile(r"[,、，\n;；/／]+")


class FindingKind(models.TextChoices):
    """What is found, in the order of the filter."""

    PRODUCT = "product", _("Products and technologies")
    COMPANY = "company", _("Companies")
    MASTER = "master", _("Masters")
    WORK = "work", _("Works")
    EVENT = "event", _("Events")
    STORY = "story", _("Stories")
    PAGE = "page", _("Pages")


class Finding(models.Model):
    """One thing. It is written from the thing itself and can be made anew from it at any time; what is sealed has no row."""

    source = models.CharField(max_length=12)
    key = models.BigIntegerField(help_text="Of the record in its own table.")
    kind = models.CharField(max_length=8, choices=FindingKind)
    language = models.CharField(max_length=10, blank=True, help_text="Empty: it is shown in every language.")
    program = models.CharField(max_length=60, blank=True)
    ward = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    day = models.DateField(null=True)
    public_from = models.DateTimeField(null=True)
    titles = models.JSONField(default=dict, help_text="By language.")
    path = models.CharField(max_length=255)
    reading = models.CharField(max_length=60, help_text="Leveled, to sort by.")
    names = models.TextField(help_text="All its names, leveled, each between line ends.")
    beside = models.TextField(blank=True, help_text="What stands beside the name, leveled.")
    tokens = TokenField()

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class FindingWord(models.Model):
    """A word in Latin letters that something holds: what a slip of the finger may have meant."""

    word = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.word


class Synonyms(models.Model):
    """Words that mean the same to whoever searches: each of them finds what holds another."""

    words = models.CharField(
        _("words"), max_length=300, help_text=_("Separated by commas, as people would type them: 車いす、車椅子、wheelchair")
    )

    class Meta:
        verbose_name = _("words with one meaning")
        verbose_name_plural = _("words with one meaning")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    @property
    def leveled(self) -> list[str]:
        """The words as the index knows them."""
        words = ("".join(level(word).split()) for word in SEPARATORS.split(self.words))
        return list(dict.fromkeys(word for word in words if word))
