"""The states of a disposal of papers, the legal moves between them, and why papers are held back from one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class DisposalState(models.TextChoices):
    PROPOSED = "proposed", _("waiting for approval")
    CONFIRMED = "confirmed", _("approved, to be carried out")
    RETURNED = "returned", _("not carried out")
    DONE = "done", _("carried out")


DISPOSAL_MOVES: Moves = {
    "proposed": frozenset({"confirmed", "returned"}),
    "confirmed": frozenset({"done", "returned"}),
    "returned": frozenset(),
    "done": frozenset(),
}
UNDER_WAY = frozenset(before for before, after in DISPOSAL_MOVES.items() if after)


class HoldKind(models.TextChoices):
    """Why papers are kept although their time is over."""

    EXTENSION = "extension", _("kept longer")
    APPEAL = "appeal", _("appeal or lawsuit")
    AUDIT = "audit", _("audit or request for disclosure")
