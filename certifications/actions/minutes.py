"""Minutes are drafted from what happened, edited, sent to the chair, confirmed part by part, and then frozen with a hash."""

import hashlib
import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from certifications import meeting_emails, minutes_words
from certifications.documents import minutes_pdf
from certifications.meeting_permissions import confirms_part, is_member, runs_meeting
from certifications.meeting_states import MeetingState, MinutesState
from certifications.models import Application, Disposal, EmptiedMinutes, Meeting, Minutes, MinutesPart
from certifications.refusals import MeetingNotClosed, MinutesFrozen, NothingToConfirm, ReasonMissing
from home import clock, jobs
from home.actions import files
from home.states import change_state
from home.versions import write_version


@transaction.atomic
def draft(meeting: Meeting, *, by: Any) -> Minutes:
    """Drafts the minutes from the record of a closed meeting, once; who asks again finds them. Raises MeetingNotClosed."""
    if not runs_meeting(by, meeting):
        raise PermissionDenied
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if held.state != MeetingState.CLOSED:
        raise MeetingNotClosed
    if known := Minutes.objects.filter(meeting=held).first():
        return known
    made = Minutes.objects.create(meeting=held, drafted_by=by, drafted_at=clock.now())
    made.history.append(made, action="minutes.draft", by=by, to_state=made.state)
    parts = minutes_words.parts(meeting)
    MinutesPart.objects.bulk_create(
        MinutesPart(minutes=made, order=order, item=part.item, heading=part.heading, text=part.text)
        for order, part in enumerate(parts)
    )
    return made


@transaction.atomic
def edit(part: MinutesPart, *, text: str, row_version: int, by: Any) -> None:
    """The office writes one part anew; who has confirmed it is asked again. Raises MinutesFrozen, StaleRecord."""
    held = _held(part.minutes, by)
    if held.state != MinutesState.DRAFTED or MinutesPart.objects.filter(pk=part.pk, disposed_at__isnull=False).exists():
        raise MinutesFrozen
    write_version(held, row_version=row_version)
    changed = MinutesPart.objects.filter(pk=part.pk).exclude(text=text.strip())
    if changed.update(text=text.strip(), confirmed_by=None, confirmed_at=None):
        facts = {"part": part.order}
        held.history.append(held, action="minutes.edit", by=by, to_state=held.state, facts=facts, held=True)


@transaction.atomic
def submit(minutes: Minutes, *, by: Any) -> None:
    """Asks the chair, and for cases that are kept from her the deputy, to confirm; they get a letter."""
    held = _held(minutes, by)
    change_state(held, MinutesState.SUBMITTED, by=by, action="minutes.submit")
    meeting_emails.minutes_to_confirm(held)


@transaction.atomic
def take_back(minutes: Minutes, *, by: Any) -> None:
    """The office goes on writing. What was confirmed and is not changed stays confirmed."""
    change_state(_held(minutes, by), MinutesState.DRAFTED, by=by, action="minutes.take_back")


@transaction.atomic
def give_back(minutes: Minutes, *, comment: str, by: Any) -> None:
    """Who is asked to confirm says what should be changed. Raises ReasonMissing, NothingToConfirm."""
    held = _locked(minutes)
    if not is_member(by, held.meeting):
        raise PermissionDenied
    if not comment.strip():
        raise ReasonMissing
    if held.state != MinutesState.SUBMITTED or not to_confirm(held, by):
        raise NothingToConfirm
    change_state(held, MinutesState.DRAFTED, by=by, action="minutes.give_back", note=comment.strip())


@transaction.atomic
def confirm(minutes: Minutes, *, seen_as: str, by: Any) -> Minutes:
    """Confirms the parts that are this member's to confirm; with the last one the text is frozen and its hash written.

    `seen_as` is the hash of what she read. Raises NothingToConfirm, also when the text has changed since, and
    PermissionDenied.
    """
    held = _locked(minutes)
    if not is_member(by, held.meeting):
        raise PermissionDenied
    mine = to_confirm(held, by)
    if held.state != MinutesState.SUBMITTED or not mine or digest(mine) != seen_as:
        raise NothingToConfirm
    now = clock.now()
    MinutesPart.objects.filter(pk__in=[part.pk for part in mine]).update(confirmed_by=by, confirmed_at=now)
    facts = {"parts": [part.order for part in mine]}
    held.history.append(held, action="minutes.confirm_part", by=by, to_state=held.state, facts=facts, held=True)
    parts = list(held.parts.select_related("item"))
    if all(part.confirmed_at for part in parts):
        sealed: dict[str, Any] = {"confirmed_at": now, "sha256": digest(parts)}
        change_state(held, MinutesState.CONFIRMED, by=by, action="minutes.confirm", **sealed)
        jobs.enqueue("certifications.tasks.render_minutes", held.pk)
    return held


def to_confirm(minutes: Minutes, user: Any) -> list[MinutesPart]:
    """The parts that wait for this member."""
    rows = minutes.parts.filter(confirmed_at=None).select_related("item__application__subject")
    found = []
    for part in rows:
        part.minutes = minutes
        if confirms_part(user, part):
            found.append(part)
    return found


def digest(parts: list[MinutesPart], previous: str = "") -> str:
    """The hash of what these parts say; of what is left of them, after the hash that it follows."""
    rows: list[Any] = [[part.order, part.heading, part.text] for part in parts]
    rows += [previous] if previous else []
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def is_intact(minutes: Minutes) -> bool:
    """Whether confirmed minutes still say what was confirmed, or what disposals have left of it."""
    *before, last = [minutes.sha256, *minutes.emptied.values_list("sha256", flat=True)]
    return digest(list(minutes.parts.all()), before[-1] if before else "") == last


@transaction.atomic
def empty(minutes: Minutes, disposal: Disposal, application: Application) -> int:
    """Disposes of what they say of one case, and of the PDF, which the worker draws anew. Says how many parts.

    Called when the case's papers are disposed of. The hash that was confirmed stays; what is left gets one that follows it.
    """
    held = _locked(minutes)
    parts = held.parts.filter(item__application=application, disposed_at=None)
    count = parts.update(text="", disposed_at=clock.now())
    if count and held.state == MinutesState.CONFIRMED:
        previous = held.emptied.last()
        sha256 = digest(list(held.parts.all()), previous.sha256 if previous else held.sha256)
        EmptiedMinutes.objects.create(minutes=held, application=application, disposal=disposal, sha256=sha256)
        Minutes.objects.filter(pk=held.pk).update(pdf=None, row_version=F("row_version") + 1)
    return count


def render(minutes: Minutes) -> None:
    """Draws the confirmed minutes as PDF and keeps it. Called by the worker only; done twice, it counts once."""
    if minutes.pdf_id or minutes.state != MinutesState.CONFIRMED:
        return
    drawn = minutes_pdf(minutes)
    with transaction.atomic():
        stored = files.store_bytes(drawn, media_type="application/pdf")
        Minutes.objects.filter(pk=minutes.pk, pdf=None).update(pdf=stored, row_version=F("row_version") + 1)


def _locked(minutes: Minutes) -> Minutes:
    related = ("meeting__stage__round__program", "meeting__chair", "meeting__deputy")
    return Minutes.objects.select_for_update(of=("self",)).select_related(*related).get(pk=minutes.pk)


def _held(minutes: Minutes, by: Any) -> Minutes:
    if not runs_meeting(by, minutes.meeting):
        raise PermissionDenied
    return _locked(minutes)
