"""How a suspicion of a conflict of interest ends, from what it came, and of which kind the tie is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class ConflictState(models.TextChoices):
    SUSPECTED = "suspected", _("suspected")
    ASKED = "asked", _("waiting for the judge's answer")
    CONFIRMED = "confirmed", _("confirmed")
    DISMISSED = "dismissed", _("dismissed")
    ENDED = "ended", _("over")


# Asked comes back as suspected with the judge's answer, or is confirmed by it. What was settled is suspected again only by
# new facts; what was confirmed until a day ends after it.
CONFLICT_MOVES: Moves = {
    "suspected": frozenset({"asked", "confirmed", "dismissed"}),
    "asked": frozenset({"suspected", "confirmed", "dismissed"}),
    "confirmed": frozenset({"dismissed", "ended"}),
    "dismissed": frozenset({"confirmed", "suspected"}),
    "ended": frozenset({"confirmed", "suspected"}),
}
OPEN = frozenset({"suspected", "asked"})


class ConflictSource(models.TextChoices):
    JUDGE = "judge", _("declared by the judge")
    OFFICE = "office", _("found by the office")
    APPLICANT = "applicant", _("challenged by the applicant")
    RECORD = "record", _("from the record")
    EMAIL = "email", _("the same e-mail domain")
    NUMBER = "number", _("the same corporate number")
    NAME = "name", _("the same name")
    GROUP = "group", _("a company of the same group")


class TieKind(models.TextChoices):
    EMPLOYMENT = "employment", _("employment")
    OFFICER = "officer", _("officer or adviser of a company")
    FAMILY = "family", _("family")
    TRADE = "trade", _("trade")
    ADVICE = "advice", _("consulting or technical guidance")
    COMPETITOR = "competitor", _("competitor")
    JOINT_RESEARCH = "joint_research", _("joint research")
    OTHER = "other", _("other connection")


class TieHolder(models.TextChoices):
    """Whose tie it is: the judge's own, or a relative's."""

    SELF = "self", _("myself")
    RELATIVE = "relative", _("a relative")
