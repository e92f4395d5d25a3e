"""The records and pages of this floor."""

from events.models.events import Event, EventHistory, EventParty
from events.models.exhibitors import CoExhibitor, Exhibitor, ExhibitorHistory
from events.models.expos import (
    Booth,
    BoothSquare,
    CancellationStep,
    Expo,
    ExpoHistory,
    FeeRule,
    Hall,
    Zone,
)
from events.models.pages import EventIndexPage, EventPage
from events.models.registrations import Registration, RegistrationConsent, RegistrationHistory
from events.models.terms import Quota, RegistrationTerms, TermsHistory
from events.models.venues import Venue, VenueHistory

__all__ = [
    "Booth",
    "BoothSquare",
    "CancellationStep",
    "CoExhibitor",
    "Event",
    "EventHistory",
    "EventIndexPage",
    "EventPage",
    "EventParty",
    "Exhibitor",
    "ExhibitorHistory",
    "Expo",
    "ExpoHistory",
    "FeeRule",
    "Hall",
    "Quota",
    "Registration",
    "RegistrationConsent",
    "RegistrationHistory",
    "RegistrationTerms",
    "TermsHistory",
    "Venue",
    "VenueHistory",
    "Zone",
]
