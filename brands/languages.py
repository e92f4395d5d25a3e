"""The languages of the catalog, and how much of an entry stands in each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("ja", "en", "zh-hans")
TRANSLATIONS = ("en", "zh-hans")
LANGUAGE_LABELS = {"ja": _("Japanese"), "en": _("English"), "zh-hans": _("Chinese")}


class Translated(models.TextChoices):
    MISSING = "missing", _("missing")
    OUTDATED = "outdated", _("outdated")
    CURRENT = "current", _("up to date")
