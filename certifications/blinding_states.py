"""The states of copies for blind judging."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class BlindCopyState(models.TextChoices):
    """Where the copy of a case stands that judges read who must not learn who applies."""

    PROPOSED = "proposed", _("to be looked through")
    CHECKED = "checked", _("looked through")


BLIND_COPY_MOVES: Moves = {
    "proposed": frozenset({"checked"}),
    "checked": frozenset({"proposed"}),
}
