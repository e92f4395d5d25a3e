"""The states of stages and of the cases in them, and the rules by which a stage is finished and passes cases on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class StageState(models.TextChoices):
    WAITING = "waiting", _("not begun yet")
    OPEN = "open", _("going on")
    CLOSED = "closed", _("finished")


STAGE_MOVES: Moves = {
    "waiting": frozenset({"open"}),
    "open": frozenset({"closed", "waiting"}),  # back only when the stage before is opened again
    "closed": frozenset({"open"}),
}


class EntryState(models.TextChoices):
    """Where a case stands in a stage. The applicant learns nothing of it before the release."""

    IN = "in", _("in this stage")
    PROMOTED = "promoted", _("goes on")
    STOPPED = "stopped", _("does not go on")


ENTRY_MOVES: Moves = {
    "in": frozenset({"promoted", "stopped"}),
    "promoted": frozenset({"in"}),
    "stopped": frozenset({"in"}),
}


class CompletionRule(models.TextChoices):
    """When a stage may be closed. What is counted are sheets, or reports where nobody scores."""

    OFFICE = "office", _("when the office says so")
    ALL = "all", _("when everything asked for is in")
    AT_LEAST = "at_least", _("when each case has at least so many")


class PromotionRule(models.TextChoices):
    """Which cases go on from a stage."""

    EVERYONE = "everyone", _("all cases")
    TOP = "top", _("the best so many")
    THRESHOLD = "threshold", _("from so many points")
    BY_HAND = "by_hand", _("chosen by hand")


NEEDS_NUMBER = frozenset({PromotionRule.TOP, PromotionRule.THRESHOLD})
# Judges read what belongs to a stage from its opening on, also when it is over.
READABLE = frozenset({StageState.OPEN, StageState.CLOSED})
