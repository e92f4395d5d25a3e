"""Appointments and meetings as iCalendar: the applicant's own, and a judge's, which tell no more of a case than her list."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from certifications.meeting_states import MeetingState
from certifications.models import Appointment, Meeting

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


def of_meeting(meeting: Meeting) -> bytes:
    """A meeting of a committee, as its members are asked to it, or told that it was called off (RFC 5546). It names no case."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    off = meeting.state == MeetingState.CALLED_OFF
    calendar.add("method", "CANCEL" if off else "REQUEST")
    event = Event()
    event.add("uid", f"{meeting.public_id}@tsunagi")
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("sequence", meeting.sequence)
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("organizer", f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    starts_at = meeting.starts_at or meeting.ends_at - timedelta(minutes=30)
    event.add("dtstart", starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", f"{meeting.stage.round.program.short_name} {meeting}")
    if meeting.held:
        event.add("location", meeting.place or meeting.online_url)
    else:
        event.add("description", _("Please answer by this hour."))
    event.add("class", "PRIVATE")
    calendar.add_component(event)
    return calendar.to_ical()
