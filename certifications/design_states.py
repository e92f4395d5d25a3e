"""The states of a certificate's design and the legal moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class DesignState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    DISCARDED = "discarded", _("discarded")


# A published design is never taken back: certificates are drawn with it. A newer one takes its place.
DESIGN_MOVES: Moves = {
    "draft": frozenset({"published", "discarded"}),
    "published": frozenset(),
    "discarded": frozenset(),
}
