"""Where an appeal stands, what it ends in, and the legal moves between these states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class AppealState(models.TextChoices):
    RECEIVED = "received", _("received")
    IN_REVIEW = "in_review", _("under review")
    UPHELD = "upheld", _("upheld")
    DISMISSED = "dismissed", _("dismissed")
    REJECTED = "rejected", _("rejected as late or inadmissible")
    TAKEN_BACK = "taken_back", _("taken back by the applicant")


# The ends in which the city answers come only with the release of the decision that says so.
APPEAL_MOVES: Moves = {
    "received": frozenset({"in_review", "rejected", "taken_back"}),
    "in_review": frozenset({"upheld", "dismissed", "rejected", "taken_back"}),
    "upheld": frozenset(),
    "dismissed": frozenset(),
    "rejected": frozenset(),
    "taken_back": frozenset(),
}
UNDER_WAY = frozenset(before for before, after in APPEAL_MOVES.items() if after)
ANSWERED = frozenset({"upheld", "dismissed", "rejected"})


class Ruling(models.TextChoices):
    """What a decision upon an appeal says of it."""

    UPHELD = "upheld", _("the appeal is upheld")
    DISMISSED = "dismissed", _("the appeal is dismissed")
    REJECTED = "rejected", _("the appeal is rejected as late or inadmissible")


class FirstPart(models.TextChoices):
    """What somebody did about the first decision, so that she has no part in the answer to an appeal."""

    DRAFTED = "drafted", _("drafted the first decision")
    SIGNED = "signed", _("signed the first decision")
    JUDGED = "judged", _("judged the case")
