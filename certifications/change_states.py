"""What a holder may give notice of (変更届), and what becomes of a notice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class ChangeKind(models.TextChoices):
    """What has changed. Only the first two stand on the certificate itself."""

    HOLDER = "holder", _("name of the holder")
    NAME = "name", _("name of what is certified")
    ADDRESS = "address", _("address")
    REPRESENTATIVE = "representative", _("representative")
    REVISION = "revision", _("revision of what is certified")
    DISCONTINUED = "discontinued", _("no longer made or offered")


# The columns of the certificate that a kind changes, before their language.
STEMS = {ChangeKind.HOLDER: "holder", ChangeKind.NAME: "name"}


# What everybody may know of; where somebody lives, or who stands for a company, is not told.
PUBLIC_KINDS = (ChangeKind.HOLDER, ChangeKind.NAME, ChangeKind.REVISION)


class ChangeState(models.TextChoices):
    NOTICED = "noticed", _("waiting for the office")
    RETURNED = "returned", _("sent back to be mended")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("change not accepted")
    TAKEN_BACK = "taken_back", _("taken back")
    MOOT = "moot", _("without object: the certificate has ended")


CHANGE_MOVES: Moves = {
    "noticed": frozenset({"returned", "accepted", "refused", "taken_back", "moot"}),
    "returned": frozenset({"noticed", "refused", "taken_back", "moot"}),
    "accepted": frozenset(),
    "refused": frozenset(),
    "taken_back": frozenset(),
    "moot": frozenset(),
}
OPEN = frozenset({ChangeState.NOTICED, ChangeState.RETURNED})


class ChangeEffect(models.TextChoices):
    """What an accepted notice did to the certificate."""

    NOTED = "noted", _("noted on the certificate")
    REISSUED = "reissued", _("a new certificate takes its place")
    ENDED = "ended", _("the last day of validity was fixed")
