"""Appointments and meetings as iCalendar: the applicant's own, and a judge's, which tell no more of a case than her list.

What goes with a letter asks its reader alone, so that nobody learns who else is asked. Times are Tokyo's, with their zone.
"""

from collections.abc import Iterable
from datetime import UTC, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from certifications.hearing_times import Changes, Hour
from certifications.meeting_states import MeetingState
from certifications.models import Appointment, Meeting, ToldHours
from events.calendars import tokyo
from home.clock import TOKYO

PRODUCT = "-//Tsunagi//Appointments//"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
CONFIRMED, CANCELLED = "CONFIRMED", "CANCELLED"
STATUS = {REQUEST: CONFIRMED, CANCEL: CANCELLED}


def of_applicant(appointments: Iterable[Appointment]) -> bytes:
    """What the applicant's side keeps: its subject, time and place."""
    return _listed((each, str(each.entry.application.subject.name)) for each in appointments)


def of_judge(appointments: Iterable[Appointment], titles: dict[int, str]) -> bytes:
    """Where a judge sits: `titles` are the cases' names as her list shows them; of others she learns that there is a case."""
    return _listed((each, titles.get(each.entry.application_id) or _("A case")) for each in appointments)


def of_appointment(appointment: Appointment, *, to: Any, method: str = REQUEST) -> bytes:
    """What goes with a letter to one of the applicant's side: please come, at another hour, or not at all (RFC 5546).

    What is taken back counts as one change more than what was asked last.
    """
    event = _appointment(appointment, str(appointment.entry.application.subject.name))
    if method == CANCEL:
        event["sequence"] = appointment.sequence + 1
    return _asked(event, to=to, method=method)


def of_hours(row: ToldHours, changes: Changes) -> bytes:
    """What goes with a letter to a judge about her hours: each that is new, moved or gone. It names no case.

    Several entries at once can be published, not asked for (RFC 5546).
    """
    calendar = _calendar()
    calendar.add("method", PUBLISH)
    standing = {**changes.new, **{name: after for name, (_before, after) in changes.moved.items()}}
    for hours, status in ((standing, CONFIRMED), (changes.gone, CANCELLED)):
        for name, hour in hours.items():
            calendar.add_component(_hour(row, name, hour, status))
    return calendar.to_ical()


def _hour(row: ToldHours, name: str, hour: Hour, status: str) -> Event:
    event = Event()
    event.add("uid", f"{name}@tsunagi")
    event.add("dtstamp", row.told_at.astimezone(UTC))
    event.add("sequence", row.letters - 1)
    event.add("dtstart", hour.starts_at.astimezone(TOKYO))
    event.add("dtend", hour.ends_at.astimezone(TOKYO))
    event.add("summary", f"{row.stage.round.program.short_name} {row.stage.name}")
    event.add("location", hour.room)
    event.add("class", "PRIVATE")
    event.add("status", status)
    event.add("organizer", f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    return event


def of_meeting(meeting: Meeting, *, to: Any = None) -> bytes:
    """A meeting of a committee, as its members are asked to it, or told that it was called off (RFC 5546). It names no case."""
    event = Event()
    event.add("uid", f"{meeting.public_id}@tsunagi")
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("sequence", meeting.sequence)
    starts_at = meeting.starts_at or meeting.ends_at - timedelta(minutes=30)
    event.add("dtstart", starts_at.astimezone(TOKYO))
    event.add("dtend", meeting.ends_at.astimezone(TOKYO))
    event.add("summary", f"{meeting.stage.round.program.short_name} {meeting}")
    if meeting.held:
        event.add("location", meeting.place or meeting.online_url)
        if meeting.online_url:
            event.add("url", meeting.online_url)
    else:
        event.add("description", _("Please answer by this hour."))
        event.add("transp", "TRANSPARENT")  # nobody has to be anywhere
    event.add("class", "PRIVATE")
    return _asked(event, to=to, method=CANCEL if meeting.state == MeetingState.CALLED_OFF else REQUEST)


def _listed(rows: Iterable[tuple[Appointment, str]]) -> bytes:
    calendar = _calendar()
    for appointment, title in rows:
        calendar.add_component(_appointment(appointment, title))
    return calendar.to_ical()


def _appointment(appointment: Appointment, title: str) -> Event:
    event = Event()
    event.add("uid", f"{appointment.public_id}@tsunagi")
    event.add("dtstamp", appointment.changed_at.astimezone(UTC))
    event.add("sequence", appointment.sequence)
    event.add("dtstart", appointment.slot.starts_at.astimezone(TOKYO))
    event.add("dtend", appointment.slot.ends_at.astimezone(TOKYO))
    event.add("summary", f"{appointment.entry.stage.name}: {title}")
    event.add("location", appointment.slot.room)
    event.add("class", "PRIVATE")
    return event


def _asked(event: Event, *, to: Any, method: str) -> bytes:
    """One entry with who asks and who is asked. Answers are given on the site: the calendar need not send one."""
    calendar = _calendar()
    calendar.add("method", method)
    event.add("status", STATUS[method])
    event.add("organizer", f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    if to is not None and to.email:
        who = vCalAddress(f"mailto:{to.email}")
        who.params.update({"CN": str(to), "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"})
        event.add("attendee", who)
    calendar.add_component(event)
    return calendar.to_ical()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(tokyo())
    return calendar
