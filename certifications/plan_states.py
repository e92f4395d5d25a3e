"""The states of a plan of assignments, the legal moves between them, and how far the worker is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class PlanState(models.TextChoices):
    WAITING = "waiting", _("being computed")
    DRAFTED = "drafted", _("drafted")
    FAILED = "failed", _("not found")
    APPLIED = "applied", _("applied")
    DISCARDED = "discarded", _("discarded")


PLAN_MOVES: Moves = {
    "waiting": frozenset({"drafted", "failed", "discarded"}),
    "drafted": frozenset({"applied", "discarded"}),
    "failed": frozenset({"discarded"}),
    "applied": frozenset(),
    "discarded": frozenset(),
}


class PlanStep(models.IntegerChoices):
    """How far the worker is with a plan."""

    QUEUED = 0, _("waiting for its turn")
    COSTS = 1, _("weighing every pair of judge and application")
    FLOW = 2, _("looking for the best assignment")
    LINKS = 3, _("adding link reviews and writing down reasons")
    DONE = 4, _("done")
