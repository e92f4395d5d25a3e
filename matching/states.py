"""The kinds of published figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FigureKind(models.TextChoices):
    """How far a number is from what the program is for."""

    ACTIVITY = "activity", _("activity")
    OUTPUT = "output", _("output")
    EARLY_OUTCOME = "early outcome", _("early outcome")
    OUTCOME = "outcome", _("outcome")


class FigurePeriod(models.TextChoices):
    EVENT = "event", _("of one event")
    CUMULATIVE = "cumulative", _("total up to then")
    FISCAL_YEAR = "fiscal_year", _("in the fiscal year")
    TYPICAL_YEAR = "typical_year", _("in a typical year")
