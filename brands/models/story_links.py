"""Which entries a story tells of, and which stories tell of an entry."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from brands.models.entries import Entry


class StoryEntry(Orderable):
    """An entry that a story tells of, by the number of its certificate: a page of an editor keeps no record of the register."""

    story = ParentalKey("brands.StoryPage", on_delete=models.CASCADE, related_name="entry_links")
    number = models.CharField(_("number of the certificate"), max_length=40, db_index=True)

    panels = [FieldPanel("number")]

    class Meta(Orderable.Meta):
        verbose_name = _("entry of a story")

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """Only what the register shows can be linked."""
        super().clean()
        self.number = self.number.strip()
        if not Entry.objects.public().filter(certificate__number=self.number).exists():
            raise ValidationError({"number": _("The register shows no entry with this number. Please check it.")})


def stories_about(number: str) -> list[Any]:
    """Published stories that tell of the certificate, in the active language, the newest first."""
    told = {"number": number, "story__live": True, "story__locale__language_code": get_language() or "ja"}
    links = StoryEntry.objects.filter(**told).select_related("story")
    return [link.story for link in links.order_by("-story__date", "-story")]
