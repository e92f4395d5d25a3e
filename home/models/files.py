"""Files of the sealed plane: content-addressed, outside Wagtail's media, served only through a view that asks."""

import uuid

from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """One content, stored once under its SHA-256. Who may read it is decided by the record that uses it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stored file")

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def path(self) -> str:
        """The key in the private storage."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"

    def read(self) -> bytes:
        """The whole content."""
        with storages["private"].open(self.path, "rb") as handle:
            return handle.read()
