"""Departures: what left the register for good. Only identifiers are kept, for those who hold a copy of the open data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.states import SubjectKind


class Departure(models.Model):
    """A certificate whose release was called back, or whose list was taken back. Its identifier is never given again."""

    certificate = models.UUIDField(unique=True, editable=False)
    subject_kind = models.CharField(max_length=12, choices=SubjectKind)
    organization = models.UUIDField(null=True, editable=False)
    left_at = models.DateTimeField(_("left the register"), db_index=True)

    class Meta:
        verbose_name = _("departure from the register")

    def __str__(self) -> str:
        return str(self.certificate)
