"""Appointments as iCalendar: the applicant's own, and a judge's, which tells no more of a case than her list does."""

from collections.abc import Iterable
from datetime import UTC

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from certifications.models import Appointment

PRODUCT = "-//Tsunagi//Appointments//"


def of_applicant(appointments: Iterable[Appointment]) -> bytes:
    """What the applicant's side keeps: its subject, time and place."""
    return _calendar((each, str(each.entry.application.subject.name)) for each in appointments)


def of_judge(appointments: Iterable[Appointment], titles: dict[int, str]) -> bytes:
    """Where a judge sits: `titles` are the cases' names as her list shows them; of others she learns that there is a case."""
    return _calendar((each, titles.get(each.entry.application_id) or _("A case")) for each in appointments)


def _calendar(rows: Iterable[tuple[Appointment, str]]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for appointment, title in rows:
        event = Event()
        event.add("uid", f"{appointment.public_id}@tsunagi")
        event.add("dtstamp", appointment.changed_at.astimezone(UTC))
        event.add("sequence", appointment.sequence)
        event.add("dtstart", appointment.slot.starts_at.astimezone(UTC))
        event.add("dtend", appointment.slot.ends_at.astimezone(UTC))
        event.add("summary", f"{appointment.entry.stage.name}: {title}")
        event.add("location", appointment.slot.room)
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    return calendar.to_ical()
