"""The states of discussions between judges, how they begin, and how they end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class DiscussionState(models.TextChoices):
    OPEN = "open", _("going on")
    CLOSED = "closed", _("finished")


DISCUSSION_MOVES: Moves = {"open": frozenset({"closed"}), "closed": frozenset()}


class CalledBy(models.TextChoices):
    """Who begins a discussion where judges lie over the threshold."""

    OFFICE = "office", _("the office, case by case")
    RULE = "rule", _("the system, as soon as all sheets of the case are in")


class DiscussionOutcome(models.TextChoices):
    """What came of it. Whether scores were changed is on the sheets; this is the office's word on the case."""

    CLOSER = "closer", _("the judges have come closer")
    APART = "apart", _("the judges remain apart, with reasons")
    ANOTHER = "another", _("another judge was added")
    DROPPED = "dropped", _("there was nothing to talk about")
