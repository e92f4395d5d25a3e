"""Where a step of an approval stands, and the legal moves between these states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class ApprovalState(models.TextChoices):
    WAITING = "waiting", _("not signed yet")
    SIGNED = "signed", _("signed")
    PASSED_OVER = "passed_over", _("passed over; to be read later")
    READ_LATER = "read_later", _("passed over; read later")
    ENDED = "ended", _("no longer counts")


# "ended" is where every step goes when the draft goes back to its author: the next turn begins with rows of its own.
APPROVAL_MOVES: Moves = {
    "waiting": frozenset({"signed", "passed_over", "ended"}),
    "signed": frozenset({"waiting", "ended"}),
    "passed_over": frozenset({"read_later", "waiting", "ended"}),
    "read_later": frozenset({"ended"}),
    "ended": frozenset(),
}
