"""Where a request for a master, a class or a tour stands, where an offer stands, and the legal moves; kinds and origins."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class EngagementKind(models.TextChoices):
    """What is counted apart."""

    SHOW = "show", _("show of a craft")
    LECTURE = "lecture", _("lecture or course")
    CLASS = "class", _("class at a school")
    TOUR = "tour", _("tour of a workplace")


class Origin(models.TextChoices):
    """Where who asks comes from."""

    CITY = "city", _("in the city")
    PREFECTURE = "prefecture", _("elsewhere in the prefecture")
    JAPAN = "japan", _("elsewhere in Japan")
    ABROAD = "abroad", _("abroad")


class EngagementState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
    RECEIVED = "received", _("with the office")
    OFFERED = "offered", _("offered to a host")
    ACCEPTED = "accepted", _("accepted by the host")
    CONFIRMED = "confirmed", _("arranged for a day")
    REPORTED = "reported", _("held and reported")
    DECLINED = "declined", _("could not be arranged")
    CALLED_OFF = "called_off", _("called off")
    LAPSED = "lapsed", _("never confirmed")


class OfferState(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    ACCEPTED = "accepted", _("said yes")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


ENGAGEMENT_MOVES: Moves = {
    "unconfirmed": frozenset({"received", "lapsed"}),
    "received": frozenset({"offered", "declined", "called_off"}),
    "offered": frozenset({"received", "accepted", "called_off"}),  # received: declined by the host, or taken back
    "accepted": frozenset({"confirmed", "called_off"}),
    "confirmed": frozenset({"reported", "called_off"}),
    "reported": frozenset(),
    "declined": frozenset(),
    "called_off": frozenset(),
    "lapsed": frozenset(),
}
OFFER_MOVES: Moves = {
    "open": frozenset({"accepted", "declined", "taken_back"}),
    "accepted": frozenset(),
    "declined": frozenset(),
    "taken_back": frozenset(),
}
UNDER_WAY = frozenset({"received", "offered", "accepted", "confirmed"})
AT_AN_END = frozenset({"reported", "declined", "called_off"})
