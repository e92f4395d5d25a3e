"""The kinds of published figures; where an inquiry stands, and the legal moves between these states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


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


class InquiryState(models.TextChoices):
    """Where an inquiry to a maker stands."""

    UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
    OPEN = "open", _("waits for an answer")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")
    LAPSED = "lapsed", _("never confirmed")


INQUIRY_MOVES: Moves = {
    "unconfirmed": frozenset({"open", "lapsed"}),
    "open": frozenset({"answered", "closed"}),
    "answered": frozenset({"open", "closed"}),  # open: the asker writes again
    "closed": frozenset(),
    "lapsed": frozenset(),
}
TALKING = frozenset({InquiryState.OPEN, InquiryState.ANSWERED})
REACHED = TALKING | {InquiryState.CLOSED}
