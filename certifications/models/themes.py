"""Themes: tasks that companies set in a contest, in words and pictures of their own."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.history_words import ACTION_WORDS
from certifications.models.rounds import Round
from certifications.states import THEME_MOVES, ThemeState
from certifications.theme_querysets import ThemeQuerySet
from home.languages import Localized
from home.models import History, Stateful


class Theme(Stateful):
    """A task that a company sets in a contest. Its code is a label; the row is the identity.

    It is offered while it is published. A retired one stays with the entries that answer it.
    """

    MOVES = THEME_MOVES

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="themes")
    code = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=ThemeState, default=ThemeState.DRAFT)
    order = models.PositiveSmallIntegerField(default=0)
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="themes")
    title_ja = models.CharField(max_length=120)
    title_en = models.CharField(max_length=160, blank=True)
    title_zh = models.CharField(max_length=120, blank=True)
    brief_ja = models.TextField(blank=True)
    brief_en = models.TextField(blank=True)
    brief_zh = models.TextField(blank=True)
    material_ja = models.CharField(max_length=200, blank=True)
    material_en = models.CharField(max_length=300, blank=True)
    material_zh = models.CharField(max_length=200, blank=True)
    target_price_yen = models.PositiveIntegerField(null=True, blank=True)

    title = Localized("title")
    brief = Localized("brief")
    material = Localized("material")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="theme_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def shown_pictures(self) -> list[Any]:
        """The pictures that the public sees. Uses prefetched rows."""
        return [row for row in self.pictures.all() if row.picture]


class ThemeHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="history")


class ThemePicture(models.Model):
    """A picture of a theme, in order. Its file is private; `picture` is the copy in the public plane, while there is one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="pictures")
    file = models.ForeignKey("home.StoredFile", on_delete=models.PROTECT, related_name="+")
    picture = models.ForeignKey("home.Picture", on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    description_ja = models.CharField(max_length=200)
    description_en = models.CharField(max_length=300, blank=True)
    description_zh = models.CharField(max_length=200, blank=True)

    description = Localized("description")

    class Meta:
        verbose_name = _("picture of a theme")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["theme", "file"], name="theme_picture_once")]

    def __str__(self) -> str:
        return str(self.description)
