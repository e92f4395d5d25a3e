"""An event in schema.org's words, for search engines."""

from typing import Any

from django.utils.translation import get_language

from events.models import Event
from events.states import EventMode, PartyRole
from home.dates import machine_time

MODES = {
    EventMode.ONSITE: "OfflineEventAttendanceMode",
    EventMode.ONLINE: "OnlineEventAttendanceMode",
    EventMode.BOTH: "MixedEventAttendanceMode",
}
ORGANIZERS = {PartyRole.HOST, PartyRole.COHOST}


def event(record: Event, *, url: str) -> dict[str, Any]:
    """The facts of an event; asks its parties."""
    facts = {
        "@type": "Event",
        "name": record.title,
        "description": record.summary,
        "url": url,
        "startDate": machine_time(record.starts_at),
        "endDate": machine_time(record.ends_at),
        "previousStartDate": machine_time(record.former_starts_at) if record.former_starts_at and record.has_moved else "",
        "eventStatus": f"https://schema.org/{_status(record)}",
        "eventAttendanceMode": f"https://schema.org/{MODES[EventMode(record.mode)]}",
        "inLanguage": get_language(),
        "maximumAttendeeCapacity": record.capacity,
        "isAccessibleForFree": record.fee_yen == 0,
        "offers": {"@type": "Offer", "price": record.fee_yen, "priceCurrency": "JPY", "url": url},
        "location": _location(record, url),
        "organizer": [
            {"@type": "Organization", "name": str(party.name)} for party in record.parties.all() if party.role in ORGANIZERS
        ],
    }
    return {name: value for name, value in facts.items() if value not in ("", None, [])}


def _status(record: Event) -> str:
    if record.is_cancelled:
        return "EventCancelled"
    if record.is_postponed:
        return "EventPostponed"
    return "EventRescheduled" if record.has_moved else "EventScheduled"


def _location(record: Event, url: str) -> Any:
    online = {"@type": "VirtualLocation", "url": (record.venue and record.venue.online_url) or url}
    if record.mode == EventMode.ONLINE or record.venue is None:
        return online
    address = {"@type": "PostalAddress", "streetAddress": record.venue.address, "addressCountry": "JP"}
    place = {"@type": "Place", "name": record.venue.name, "address": address}
    return [place, online] if record.mode == EventMode.BOTH else place
