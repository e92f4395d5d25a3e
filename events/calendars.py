"""Events as iCalendar (RFC 5545): one UID per event in every feed, times in Asia/Tokyo, cancelled ones as tombstones."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone, TimezoneStandard, vCalAddress
from icalendar import Event as CalendarEvent

from events.models import Event, EventIndexPage, Registration
from events.states import EventState
from home import clock
from home.clock import TOKYO

PRODUCT = "-//Tsunagi//Events//{language}"
REFRESH = timedelta(hours=6)
# RFC 5545 3.8.1.11. A postponed event has no day yet: it stays where it was, as tentative, with its reason.
STATUS = {EventState.SCHEDULED: "CONFIRMED", EventState.POSTPONED: "TENTATIVE", EventState.CANCELLED: "CANCELLED"}


def feed(events: Iterable[Event], *, name: str) -> bytes:
    """A calendar in the active language. Without METHOD, as RFC 5546 wants of what is published by address only."""
    calendar = _calendar()
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Tokyo")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    calendar.add_component(tokyo())
    base = _base()
    for event in events:
        calendar.add_component(_component(event, f"{settings.PUBLIC_URL}{base}{event.slug}/"))
    return calendar.to_ical()


def invitation(registration: Registration, *, method: str = "") -> bytes:
    """The event as the registered person's own entry, under the event's one UID: please come, or not any more (RFC 5546).

    Without a method, the file that is fetched from the person's page.
    """
    event, calendar = registration.event, _calendar()
    if method:
        calendar.add("method", method)
    calendar.add_component(tokyo())
    component = _component(event, f"{settings.PUBLIC_URL}{_base()}{event.slug}/")
    del component["dtstamp"]
    component.add("dtstamp", clock.now())
    component.add("organizer", f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    if registration.email:
        who = vCalAddress(f"mailto:{registration.email}")
        answer = "DECLINED" if method == "CANCEL" else "ACCEPTED"
        who.params.update({"CN": registration.name, "ROLE": "REQ-PARTICIPANT", "PARTSTAT": answer, "RSVP": "FALSE"})
        component.add("attendee", who)
    if method == "CANCEL":
        component["status"] = STATUS[EventState.CANCELLED]
    calendar.add_component(component)
    return calendar.to_ical()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT.format(language=(get_language() or "ja").upper()))
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _base() -> str:
    """Where the calendar stands in the active language."""
    paths = EventIndexPage.paths()
    return paths.get(get_language() or "") or paths.get(settings.LANGUAGE_CODE, "/")


def changed_at(event: Event) -> datetime:
    """When subscribers could first see the event as it is."""
    return max(event.updated_at, event.announced_at or event.updated_at)


def _component(event: Event, url: str) -> CalendarEvent:
    component = CalendarEvent()
    component.add("uid", event.uid)
    component.add("dtstamp", changed_at(event))
    component.add("last-modified", changed_at(event))
    component.add("sequence", event.sequence)
    component.add("status", STATUS[EventState(event.state)])
    component.add("dtstart", event.starts_at.astimezone(TOKYO))
    component.add("dtend", event.ends_at.astimezone(TOKYO))
    component.add("summary", _summary(event))
    component.add("description", _description(event, url))
    if place := _place(event):
        component.add("location", place)
    component.add("categories", [str(event.get_kind_display())])
    component.add("url", url)
    component.add("transp", "OPAQUE" if event.state == EventState.SCHEDULED else "TRANSPARENT")
    component.add("class", "PUBLIC")
    return component


def _summary(event: Event) -> str:
    """Many programs ignore STATUS in feeds, so the title says it too."""
    if event.is_cancelled:
        return _("[Cancelled] %(title)s") % {"title": event.title}
    if event.is_postponed:
        return _("[Postponed] %(title)s") % {"title": event.title}
    return str(event.title)


def _description(event: Event, url: str) -> str:
    return "\n\n".join(part for part in (event.notice, event.summary, url) if part)


def _place(event: Event) -> str:
    if event.venue is None:
        return str(event.get_mode_display())
    return ", ".join(str(part) for part in (event.venue.name, event.venue.address) if part)


def tokyo() -> Timezone:
    """Japan has kept one offset since 1951."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  RFC 5545 3.8.2.4: a VTIMEZONE's onset is local time
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=9))
    standard.add("tzname", "JST")
    zone = Timezone()
    zone.add("tzid", "Asia/Tokyo")
    zone.add_component(standard)
    return zone
