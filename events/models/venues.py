"""Where events take place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.querysets import VenueQuerySet
from home.languages import Localized
from home.models import History


class Venue(models.Model):
    """A hall, a meeting room, or a place in the net."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_ja = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=160, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=160, blank=True)
    address_ja = models.CharField(_("address"), max_length=200, blank=True)
    address_en = models.CharField(_("address (English)"), max_length=200, blank=True)
    address_zh = models.CharField(_("address (Chinese)"), max_length=200, blank=True)
    area = models.ForeignKey(
        "organizations.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="venues", verbose_name=_("ward")
    )
    online_url = models.URLField(_("address in the net"), blank=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    name = Localized("name")
    address = Localized("address")
    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name)


class VenueHistory(History):
    """What was changed about a venue, and by whom."""

    record = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="history")
