"""The records and pages of this floor."""

from events.models.events import Event, EventHistory, EventParty
from events.models.pages import EventIndexPage, EventPage
from events.models.registrations import Registration, RegistrationConsent, RegistrationHistory
from events.models.terms import Quota, RegistrationTerms, TermsHistory
from events.models.venues import Venue, VenueHistory

__all__ = [
    "Event",
    "EventHistory",
    "EventIndexPage",
    "EventPage",
    "EventParty",
    "Quota",
    "Registration",
    "RegistrationConsent",
    "RegistrationHistory",
    "RegistrationTerms",
    "TermsHistory",
    "Venue",
    "VenueHistory",
]
