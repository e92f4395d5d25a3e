"""Letters about meetings to their members: when and where, what has changed, and minutes to confirm. They name no case."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation

from certifications import calendars, meeting_facts
from certifications.emails import link
from certifications.meeting_permissions import confirms_part
from certifications.models import Meeting, Minutes
from home.actions import letters


def convened(meeting: Meeting) -> None:
    """To the panel: please come, or answer in writing; with an entry for the calendar."""
    _write("meeting_convened", meeting, meeting_facts.members(meeting), f"{meeting.public_id}:{meeting.sequence}")


def moved(meeting: Meeting, reason: str) -> None:
    """To the panel: another time or place, and why."""
    people = meeting_facts.members(meeting)
    _write("meeting_moved", meeting, people, f"{meeting.public_id}:{meeting.sequence}", reason=reason)


def called_off(meeting: Meeting, reason: str) -> None:
    """To the panel: it does not take place, and why."""
    _write("meeting_called_off", meeting, meeting_facts.members(meeting), str(meeting.public_id), reason=reason)


def minutes_to_confirm(minutes: Minutes) -> None:
    """To whoever has a part of the minutes to confirm."""
    parts = list(minutes.parts.filter(confirmed_at=None).select_related("item__application__subject"))
    for part in parts:
        part.minutes = minutes
    people = [who for who in meeting_facts.members(minutes.meeting) if any(confirms_part(who, part) for part in parts)]
    _write("minutes_to_confirm", minutes.meeting, people, f"{minutes.pk}:{minutes.row_version}", asks=False)


def _write(kind: str, meeting: Meeting, people: Iterable[Any], key: str, *, asks: bool = True, **context: str) -> None:
    """`asks`: with an entry for the reader's calendar, which follows what it was before."""
    round_ = meeting.stage.round
    for person in people:
        if not person.has_address:
            continue
        with translation.override(person.language):
            entry = calendars.of_meeting(meeting, to=person) if asks else b""
        letters.write(
            f"certifications/{kind}",
            key=f"{kind}:{key}:{person.pk}",
            to=person,
            about=f"round:{round_.public_id}",
            calendar=entry,
            context={
                "meeting": meeting,
                "stage": meeting.stage,
                "program": round_.program,
                "round": round_,
                "person": person,
                "link": link("certifications:meeting", meeting.public_id, language=person.language),
                "calendar": link("certifications:meeting_calendar", meeting.public_id, language=person.language),
                **context,
            },
        )
