"""Where a dossier stands, what it is for, and which parts may be left out of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class DossierState(models.TextChoices):
    ASKED = "asked", _("being made")
    MADE = "made", _("ready")
    DISPOSED = "disposed", _("disposed of")


DOSSIER_MOVES: Moves = {
    "asked": frozenset({"made"}),  # a job that fails is tried again
    "made": frozenset({"disposed"}),
    "disposed": frozenset(),
}


class DossierPurpose(models.TextChoices):
    AUDIT = "audit", _("audit or lawsuit")
    DISCLOSURE = "disclosure", _("request for disclosure")


class DossierPart(models.TextChoices):
    """What may be left out. Notes that judges wrote to themselves are in no dossier."""

    IDENTITY = "identity", _("who applies: names, addresses, contacts, and answers that tell them")
    JUDGES = "judges", _("the judges' names")
    COMPANIES = "companies", _("names of other companies in the round")
    FILES = "files", _("attached files")


BY_DEFAULT: dict[str, frozenset[str]] = {
    DossierPurpose.AUDIT: frozenset(),
    DossierPurpose.DISCLOSURE: frozenset(DossierPart.values),
}
