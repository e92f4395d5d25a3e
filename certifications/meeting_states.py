"""The states of committee meetings, of what stands on their agenda, of votes and minutes; and the rules a meeting is held by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class MeetingForm(models.TextChoices):
    HELD = "held", _("members come together")
    WRITTEN = "written", _("by written resolution")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("being planned")
    CONVENED = "convened", _("convened")
    CLOSED = "closed", _("adjourned")
    CALLED_OFF = "called_off", _("called off")


MEETING_MOVES: Moves = {
    "planned": frozenset({"convened", "called_off"}),
    "convened": frozenset({"closed", "called_off"}),
    "closed": frozenset(),
    "called_off": frozenset(),
}


class ItemState(models.TextChoices):
    WAITING = "waiting", _("to come")
    OPEN = "open", _("under discussion")
    DECIDED = "decided", _("decided")
    DEFERRED = "deferred", _("put off")


ITEM_MOVES: Moves = {
    "waiting": frozenset({"open", "decided", "deferred"}),  # by written resolution nothing is discussed
    "open": frozenset({"waiting", "decided", "deferred"}),
    "decided": frozenset({"open"}),  # taken up again before the meeting is closed
    "deferred": frozenset({"open"}),
}
SETTLED = frozenset({ItemState.DECIDED, ItemState.DEFERRED})


class MotionState(models.TextChoices):
    OPEN = "open", _("votes are being cast")
    CLOSED = "closed", _("counted")
    VOID = "void", _("broken off")


MOTION_MOVES: Moves = {
    "open": frozenset({"closed", "void"}),
    "closed": frozenset(),
    "void": frozenset(),
}


class MinutesState(models.TextChoices):
    DRAFTED = "drafted", _("being written")
    SUBMITTED = "submitted", _("waiting for confirmation")
    CONFIRMED = "confirmed", _("confirmed")


MINUTES_MOVES: Moves = {
    "drafted": frozenset({"submitted"}),
    "submitted": frozenset({"drafted", "confirmed"}),
    "confirmed": frozenset(),
}


class QuorumRule(models.TextChoices):
    """How many must be there, or have answered, for an item to be decided."""

    HALF = "half", _("at least half")
    MAJORITY = "majority", _("more than half")
    TWO_THIRDS = "two_thirds", _("at least two thirds")
    NUMBER = "number", _("a fixed number")


class QuorumBase(models.TextChoices):
    """Of whom the share is reckoned."""

    PANEL = "panel", _("of all members")
    ENTITLED = "entitled", _("of the members who are not recused")


class MajorityRule(models.TextChoices):
    """When a proposal is carried."""

    CAST = "cast", _("more than half of the votes for and against")
    PRESENT = "present", _("more than half of those who take part")
    TWO_THIRDS = "two_thirds", _("at least two thirds of those who take part")


class TieRule(models.TextChoices):
    """What follows from equal votes."""

    CHAIR = "chair", _("the chair decides")
    LOST = "lost", _("the proposal is lost")


class Secrecy(models.TextChoices):
    OPEN = "open", _("open: the minutes say who voted how")
    SECRET = "secret", _("secret: only the numbers are kept")
