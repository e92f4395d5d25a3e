"""Manuscripts: what the holder wants her entry to say, apart from what is shown, until the office has approved it."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brands.languages import LANGUAGE_LABELS, LANGUAGES
from brands.manuscript_querysets import ManuscriptQuerySet
from brands.models.entries import Entry, EntryPicture
from brands.models.words import EMPTY, Words
from brands.states import MANUSCRIPT_MOVES, OPEN, Focus, ManuscriptState
from home.languages import Localized
from home.models import History, Stateful, StoredFile

ACTION_WORDS = {
    "manuscript.begin": _("Begun"),
    "manuscript.hand_in": _("Handed in to the office"),
    "manuscript.take_back": _("Taken back"),
    "manuscript.send_back": _("Returned with words"),
    "manuscript.approve": _("Approved and shown"),
    "manuscript.drop": _("Thrown away"),
}


class Manuscript(Stateful):
    """One new text of an entry, in all languages and with its pictures. An entry has at most one that is open."""

    MOVES = MANUSCRIPT_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="manuscripts", verbose_name=_("entry"))
    state = models.CharField(_("state"), max_length=12, choices=ManuscriptState, default=ManuscriptState.DRAFT)
    website = models.URLField(_("website"), blank=True)
    video = models.URLField(_("video"), blank=True)
    visits_schools = models.BooleanField(_("comes to schools"), default=False)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("begun by"))
    begun_at = models.DateTimeField(_("begun"))
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handed in by"),
    )
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    settled_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    returned_words = models.TextField(_("what the office asks for"), blank=True)

    objects = ManuscriptQuerySet.as_manager()

    class Meta:
        verbose_name = _("manuscript of an entry")
        verbose_name_plural = _("manuscripts of entries")
        ordering = ["-handed_in_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state__in=sorted(OPEN)), name="manuscript_open_once",
                violation_error_message=_("A new text of this entry is being written already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_words=""), name="manuscript_returned_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handed_in", "returned", "shown"]) | Q(handed_in_at__isnull=False),
                name="manuscript_handed_in_has_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.entry.certificate.number)

    @property
    def reference(self) -> str:
        """How letters and logs name this manuscript."""
        return f"manuscript:{self.public_id}"

    @property
    def name(self) -> str:
        """What was certified."""
        return str(self.entry.certificate.name)

    @property
    def holder(self) -> str:
        """Whose it is."""
        return str(self.entry.certificate.holder)

    @property
    def mark(self) -> str:
        """Changes whenever the manuscript or what is shown changes: who approves says what she has looked at."""
        shown = sorted(f"{row.language}.{row.digest[:12]}" for row in self.entry.texts.all())
        return ":".join([str(self.row_version), *shown])

    def text(self, language: str) -> "ManuscriptText":
        """Its words in one language. Uses prefetched rows."""
        return {row.language: row for row in self.texts.all()}[language]

    @property
    def touched(self) -> list[str]:
        """The languages in which it says something else than when it was begun. Uses prefetched rows."""
        return [row.language for row in sorted(self.texts.all(), key=lambda row: LANGUAGES.index(row.language)) if row.is_touched]

    @property
    def touched_words(self) -> str:
        """The same in words."""
        return ", ".join(str(LANGUAGE_LABELS[language]) for language in self.touched)


class ManuscriptText(Words):
    """The words in one language, with what stood in the register when it was begun."""

    manuscript = models.ForeignKey(Manuscript, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10, choices=[(code, code) for code in LANGUAGES])
    base_digest = models.CharField(max_length=64, default=EMPTY, editable=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("words of a manuscript")
        constraints = [models.UniqueConstraint(fields=["manuscript", "language"], name="manuscript_text_once")]

    def __str__(self) -> str:
        return f"{self.manuscript_id} {self.language}"

    @property
    def is_touched(self) -> bool:
        """Whether the holder has changed something."""
        return self.digest != self.base_digest


class ManuscriptPicture(models.Model):
    """A picture of the manuscript: one that is shown already, or a file that waits in the private storage."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    manuscript = models.ForeignKey(Manuscript, on_delete=models.CASCADE, related_name="pictures")
    shown = models.ForeignKey(EntryPicture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=120, blank=True)
    alt_ja = models.CharField(_("what it shows (Japanese)"), max_length=255, blank=True)
    alt_en = models.CharField(_("what it shows (English)"), max_length=255, blank=True)
    alt_zh = models.CharField(_("what it shows (Chinese)"), max_length=255, blank=True)
    focus = models.CharField(_("where the important part is"), max_length=12, choices=Focus, default=Focus.CENTER)
    order = models.PositiveSmallIntegerField(default=0)
    removed = models.BooleanField(default=False)  # it stays as a row, so that it can be put back

    alt = Localized("alt")

    class Meta:
        verbose_name = _("picture of a manuscript")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.manuscript_id} {self.order}"

    @property
    def public_picture(self) -> Any:
        """The picture of the public plane, where it is shown already."""
        return self.shown.picture if self.shown else None


class ManuscriptEvent(History):
    """What happened to a manuscript, and who did it."""

    WORDS = ACTION_WORDS

    record = models.ForeignKey(Manuscript, on_delete=models.PROTECT, related_name="history")

    class Meta(History.Meta):
        verbose_name = _("event of a manuscript")
