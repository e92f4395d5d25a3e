"""Where an exhibitor stands, the legal moves, and what an expo's rules may ask of an exhibitor."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.states import Moves


class ExhibitorState(models.TextChoices):
    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("with the office")
    RETURNED = "returned", _("to be changed")
    WAITLISTED = "waitlisted", _("on the waiting list")
    ACCEPTED = "accepted", pgettext_lazy("exhibitor", "accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CANCELLED = "cancelled", _("cancelled after acceptance")


# What has been accepted is owed: it ends by the cancellation scale only, never quietly.
EXHIBITOR_MOVES: Moves = {
    "draft": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"returned", "waitlisted", "accepted", "declined", "withdrawn"}),
    "returned": frozenset({"submitted", "withdrawn", "declined"}),
    "waitlisted": frozenset({"accepted", "declined", "withdrawn"}),
    "accepted": frozenset({"cancelled"}),
    "declined": frozenset(),
    "withdrawn": frozenset(),
    "cancelled": frozenset(),
}
# An organization has one application at a time for an expo.
LIVE = ("draft", "submitted", "returned", "waitlisted", "accepted")
EDITABLE = ("draft", "returned")
TONES = {
    "draft": "wait",
    "submitted": "wait",
    "returned": "warn",
    "waitlisted": "wait",
    "accepted": "good",
    "declined": "bad",
    "withdrawn": "plain",
    "cancelled": "bad",
}


class Region(models.TextChoices):
    """Where the exhibitor has its seat."""

    CITY = "city", _("in the city")
    PREFECTURE = "prefecture", _("elsewhere in the prefecture")
    JAPAN = "japan", _("elsewhere in Japan")
    ABROAD = "abroad", _("abroad")


class Size(models.TextChoices):
    """What a fee may depend on; an organization's kind says which one it is."""

    SMALL = "small", _("small or medium enterprise")
    LARGE = "large", _("large firm")
    PUBLIC = "public", _("university, public body or nonprofit organization")


SIZES = {
    "sme": Size.SMALL,
    "sole": Size.SMALL,
    "large": Size.LARGE,
    "bank": Size.LARGE,
    "other": Size.LARGE,
    "university": Size.PUBLIC,
    "npo": Size.PUBLIC,
    "municipality": Size.PUBLIC,
}


class Joint(models.TextChoices):
    """Whether one contract stands for several exhibitors."""

    ALONE = "alone", _("alone")
    GROUP = "group", _("as a group with co-exhibitors")


# Of what a fee rule may ask (events.fees.Attributes).
ATTRIBUTES = {"region": tuple(Region.values), "size": tuple(Size.values), "joint": tuple(Joint.values)}


class FeeKind(models.TextChoices):
    PRICE = "price", _("price of a booth")
    ADJUSTMENT = "adjustment", _("discount or surcharge")
    OPTION = "option", _("option")


class Shape(models.TextChoices):
    """How several booths lie."""

    ROW = "row", _("side by side")
    BLOCK = "block", _("as a block, open on three sides")
    ISLAND = "island", _("as an island, open on all sides")


class Wish(models.TextChoices):
    """What an exhibitor wishes for besides a booth."""

    SEMINAR = "seminar", _("hold a seminar")
    BUYERS = "buyers", _("meet buyers")
    SELLERS = "sellers", _("meet suppliers")
    OVERSEAS = "overseas", _("meet visitors from abroad")
