"""What becomes of an invitation to renew a certificate."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class RenewalState(models.TextChoices):
    INVITED = "invited", _("invited")
    OPENED = "opened", _("the holder has read it")
    BEGUN = "begun", _("application begun")
    RENEWED = "renewed", _("renewed")
    DECLINED = "declined", _("will not be renewed")
    LAPSED = "lapsed", _("ended without a renewal")


RENEWAL_MOVES: Moves = {
    "invited": frozenset({"opened", "begun", "declined", "lapsed"}),
    "opened": frozenset({"begun", "declined", "lapsed"}),
    "begun": frozenset({"renewed", "declined", "lapsed"}),
    "declined": frozenset({"begun", "lapsed"}),
    "renewed": frozenset({"begun"}),  # a release that is called back
    "lapsed": frozenset({"renewed"}),  # a result that comes after the end of the term, or upon an appeal
}
# Of these something may still come.
OPEN_RENEWALS = frozenset({RenewalState.INVITED, RenewalState.OPENED, RenewalState.BEGUN, RenewalState.DECLINED})
WAITING_FOR_HOLDER = frozenset({RenewalState.INVITED, RenewalState.OPENED, RenewalState.BEGUN})
# An application in these states is under way: another one for the same certificate is refused.
ALIVE = ("draft", "submitted", "correction", "in_review")


class Rejudged(models.TextChoices):
    """What judges read anew, as the program says it (renewals: judge). They score every criterion either way."""

    ALL = "all", _("everything is read anew")
    CHANGED = "changed", _("what has not changed is folded")


class RenewalNumber(models.TextChoices):
    """What number a renewed certificate gets, as the program says it (renewals: number)."""

    NEW = "new", _("a new number")
    KEPT = "kept", _("the number is kept, with a suffix")
