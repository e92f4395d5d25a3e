"""How places are given, the states of a registration, and the legal moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.states import Moves


class Admission(models.TextChoices):
    FIRST_COME = "first_come", _("first come, first served")
    APPROVAL = "approval", _("the office decides")
    DRAW = "draw", _("by lot")


class PlaceMode(models.TextChoices):
    ONSITE = "onsite", _("on site")
    ONLINE = "online", _("online")


class QuestionKind(models.TextChoices):
    TEXT = "text", _("a line of text")
    CHOICE = "choice", _("one of several")
    MANY = "many", _("several of several")


class RegistrationState(models.TextChoices):
    APPLIED = "applied", _("being decided")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("a place is offered")
    PAYING = "paying", _("to be paid")
    CONFIRMED = "confirmed", _("registered")
    ATTENDED = "attended", _("attended")
    CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")
    DECLINED = "declined", pgettext_lazy("registration", "declined")
    LAPSED = "lapsed", _("lapsed")


# Whoever is out may register anew: that is another registration, at the end of the list.
REGISTRATION_MOVES: Moves = {
    "applied": frozenset({"confirmed", "paying", "waiting", "declined", "cancelled"}),
    "waiting": frozenset({"offered", "declined", "cancelled"}),
    "offered": frozenset({"confirmed", "paying", "lapsed", "declined", "cancelled"}),
    "paying": frozenset({"confirmed", "lapsed", "declined", "cancelled"}),
    "confirmed": frozenset({"paying", "attended", "declined", "cancelled"}),
    "attended": frozenset({"confirmed"}),
    "cancelled": frozenset(),
    "declined": frozenset(),
    "lapsed": frozenset(),
}
OVER = ("cancelled", "declined", "lapsed")
LIVE = ("applied", "waiting", "offered", "paying", "confirmed", "attended")
CHANGEABLE = ("applied", "waiting", "offered", "paying", "confirmed")
# What a state takes of its quota's seats: seats of people who come are used, seats that are offered or to be paid are held.
TAKES = {"confirmed": "used", "attended": "used", "offered": "held", "paying": "held"}
TONES = {
    "applied": "wait",
    "waiting": "wait",
    "offered": "warn",
    "paying": "warn",
    "confirmed": "good",
    "attended": "good",
    "cancelled": "plain",
    "declined": "bad",
    "lapsed": "plain",
}
