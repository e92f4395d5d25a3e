"""The kinds and states of events, and the legal moves between the states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.states import Moves


class EventKind(models.TextChoices):
    SEMINAR = "seminar", _("seminar")
    SCHOOL = "school", _("course")
    SYMPOSIUM = "symposium", _("symposium")
    IP_EXCHANGE = "ip_exchange", _("patent exchange")
    EXPO = "expo", _("expo")
    REVERSE_FAIR = "reverse_fair", _("reverse trade fair")
    CONTEST_FINAL = "contest_final", _("public final")
    CEREMONY = "ceremony", _("ceremony")
    FESTIVAL = "festival", _("festival")


ACCENTS = {
    EventKind.SEMINAR: "steel",
    EventKind.SCHOOL: "violet",
    EventKind.SYMPOSIUM: "violet",
    EventKind.IP_EXCHANGE: "violet",
    EventKind.EXPO: "teal",
    EventKind.REVERSE_FAIR: "teal",
    EventKind.CONTEST_FINAL: "magenta",
    EventKind.CEREMONY: "orange",
    EventKind.FESTIVAL: "green",
}


class EventMode(models.TextChoices):
    ONSITE = "onsite", _("on site")
    ONLINE = "online", _("online")
    BOTH = "both", _("on site and online")


class PartyRole(models.TextChoices):
    HOST = "host", _("hosted by")
    COHOST = "cohost", _("co-hosted by")
    SUPPORT = "support", _("supported by")
    SPONSOR = "sponsor", _("sponsored by")
    SECRETARIAT = "secretariat", _("event office")


class EventState(models.TextChoices):
    SCHEDULED = "scheduled", _("scheduled")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


# An event that moves to another day stays scheduled. A cancelled one stays cancelled: its subscribers have been told.
EVENT_MOVES: Moves = {
    "scheduled": frozenset({"scheduled", "postponed", "cancelled"}),
    "postponed": frozenset({"scheduled", "cancelled"}),
    "cancelled": frozenset(),
}
