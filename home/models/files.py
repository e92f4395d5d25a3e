"""Files of the sealed plane: content-addressed, outside Wagtail's media, served only through a view that asks."""

import uuid

from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.querysets import StoredFileQuerySet
from home.uploads.kinds import KINDS


class StoredFile(models.Model):
    """One content, stored once under its SHA-256. Who may read it is decided by the record that uses it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True, help_text="of a PDF")
    preview = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="a small picture of it"
    )
    created_at = models.DateTimeField()
    # When somebody last sent this content: a record that names it may still be on its way.
    brought_at = models.DateTimeField(null=True, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("stored file")

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def path(self) -> str:
        """The key in the private storage."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"

    @property
    def kind(self) -> str:
        """What kind of file it is, in a word that people know: PDF, JPG."""
        return next((kind.code.upper() for kind in KINDS.values() if kind.media_type == self.media_type), "")

    def read(self) -> bytes:
        """The whole content."""
        with storages["private"].open(self.path, "rb") as handle:
            return handle.read()


class DrawnPage(models.Model):
    """One page of a file as a picture, with the words that stand on it. Made once; the content never changes."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="drawn_pages")
    number = models.PositiveSmallIntegerField(help_text="from 1")
    picture = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("drawn page")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="drawn_page_once")]

    def __str__(self) -> str:
        return f"{self.file}, {self.number}"
