"""Where a manuscript of an entry stands, and the legal moves between these states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class ManuscriptState(models.TextChoices):
    DRAFT = "draft", _("being written")
    HANDED_IN = "handed_in", _("with the office")
    RETURNED = "returned", _("returned with words")
    SHOWN = "shown", _("approved and shown")
    DROPPED = "dropped", _("thrown away")


WRITABLE = frozenset({ManuscriptState.DRAFT, ManuscriptState.RETURNED})
OPEN = WRITABLE | {ManuscriptState.HANDED_IN}
MANUSCRIPT_MOVES: Moves = {
    "draft": frozenset({"handed_in", "dropped"}),
    "handed_in": frozenset({"draft", "returned", "shown"}),  # draft: the company takes it back
    "returned": frozenset({"handed_in", "dropped"}),
    "shown": frozenset(),
    "dropped": frozenset(),
}


class Focus(models.TextChoices):
    """Where the important part of a picture lies: what stays when it is cut to the place's shape."""

    CENTER = "center", _("in the middle")
    TOP = "top", _("at the top")
    BOTTOM = "bottom", _("at the bottom")
    LEFT = "left", _("at the left")
    RIGHT = "right", _("at the right")
    TOP_LEFT = "top_left", _("at the top left")
    TOP_RIGHT = "top_right", _("at the top right")
    BOTTOM_LEFT = "bottom_left", _("at the bottom left")
    BOTTOM_RIGHT = "bottom_right", _("at the bottom right")
