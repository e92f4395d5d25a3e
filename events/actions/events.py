"""The life of an event: drafted, announced, changed, moved, postponed, cancelled."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from events import emails
from events.actions import registration_terms
from events.models import Event, EventParty
from events.permissions import can_draft_event, can_write_events
from events.refusals import FeeFrozen
from events.states import EventMode, EventState
from home import clock, dates, freshness
from home.actions import findings
from home.fiscal import fiscal_year
from home.states import change_state
from home.versions import write_version

Party = Mapping[str, Any]
DATES = ("starts_at", "ends_at")


class AddressTaken(Exception):
    """Another event stands at this address already."""


class TimesReversed(Exception):
    """The event would end before it begins."""


class PlaceMissing(Exception):
    """An event on site is announced with its venue."""


class DatesAnnounced(Exception):
    """The public knows the dates: the event is moved, with a reason, not edited."""


class AlreadyAnnounced(Exception):
    """The event is announced once."""


class EventClosed(Exception):
    """A cancelled event is not changed any more."""


class ReasonMissing(Exception):
    """Whoever cancels, postpones or moves an event says why, in Japanese at least."""


def draft(*, by: Any, parties: Iterable[Party] = (), **facts: Any) -> Event:
    """Writes an event down; the public does not see it yet.

    A party is {"role", "organization" or "name_ja", "name_en", "name_zh"}. Raises AddressTaken and TimesReversed.
    """
    if by is not None and not can_draft_event(by):
        raise PermissionDenied
    _check_times(facts["starts_at"], facts["ends_at"])
    facts.setdefault("fiscal_year", fiscal_year(dates.local(facts["starts_at"])))
    with transaction.atomic():
        event = Event(updated_at=clock.now(), **facts)
        event.uid = f"{event.public_id}@{urlsplit(settings.PUBLIC_URL).hostname}"
        _write(lambda: event.save(force_insert=True))
        _write_parties(event, parties)
        event.history.append(event, action="events.draft", by=by)
    return event


def update(event: Event, *, row_version: int, by: Any, parties: Iterable[Party] | None = None, **facts: Any) -> None:
    """Changes facts of an event that still has the version which was read, and its parties when they are given.

    What has been announced counts as changed for subscribers. Raises EventClosed, AddressTaken, TimesReversed, DatesAnnounced,
    PlaceMissing, FeeFrozen once people can register, and home.versions.StaleRecord when somebody else was first.
    """
    if by is not None and not can_write_events(by):
        raise PermissionDenied
    with transaction.atomic():
        stored = Event.objects.select_for_update().get(pk=event.pk)
        if stored.is_cancelled:
            raise EventClosed
        changes = {name: value for name, value in facts.items() if getattr(stored, name) != value}
        if {"fee_yen", "payee"} & changes.keys() and stored.has_opened_registration:
            raise FeeFrozen
        if stored.announced_at is not None:
            if {*DATES, "slug"} & changes.keys():
                raise DatesAnnounced
            _check_place(changes.get("mode", stored.mode), changes.get("venue", stored.venue))
        _check_times(changes.get("starts_at", stored.starts_at), changes.get("ends_at", stored.ends_at))
        marks = {"updated_at": clock.now(), "sequence": stored.sequence + (stored.announced_at is not None)}
        _write(lambda: write_version(event, row_version=row_version, **changes | marks))
        if parties is not None:
            event.parties.all().delete()
            _write_parties(event, parties)
        event.history.append(event, action="events.update", by=by, facts={"changed": sorted(changes)})
        freshness.renew("calendar")
        findings.refresh("event", [event.pk])


def announce(event: Event, *, by: Any, at: datetime | None = None, note: str = "") -> None:
    """Makes the event public, at once or from a later moment. Raises AlreadyAnnounced and PlaceMissing."""
    with _held(event, by):
        if event.announced_at is not None:
            raise AlreadyAnnounced
        _check_place(event.mode, event.venue)
        moment = max(at, clock.now()) if at else clock.now()
        _move(event, EventState.SCHEDULED, by=by, action="events.announce", note=note, announced_at=moment)


def cancel(event: Event, *, reason: str, by: Any, reason_en: str = "", reason_zh: str = "") -> None:
    """Calls the event off, with a letter to all who registered. It stays in the calendar as cancelled. Raises ReasonMissing."""
    notice = _notice(reason, reason_en, reason_zh)
    with _held(event, by):
        _move(event, EventState.CANCELLED, by=by, action="events.cancel", note=reason, **notice)
        emails.event_changed(event, "cancelled")


def postpone(event: Event, *, reason: str, by: Any, reason_en: str = "", reason_zh: str = "") -> None:
    """Puts the event off to a day that is not known yet. Raises ReasonMissing; `reschedule` names the new day."""
    notice = _notice(reason, reason_en, reason_zh)
    with _held(event, by):
        _move(event, EventState.POSTPONED, by=by, action="events.postpone", note=reason, **notice, **_former(event))
        emails.event_changed(event, "postponed")


def reschedule(
    event: Event, *, starts_at: datetime, ends_at: datetime, reason: str, by: Any, reason_en: str = "", reason_zh: str = ""
) -> None:
    """Moves the event to another time, from its day or after it was postponed. Raises ReasonMissing and TimesReversed."""
    _check_times(starts_at, ends_at)
    changes = _notice(reason, reason_en, reason_zh) | {"starts_at": starts_at, "ends_at": ends_at}
    with _held(event, by):
        moved_by = starts_at - event.starts_at
        _move(event, EventState.SCHEDULED, by=by, action="events.reschedule", note=reason, **changes, **_former(event))
        registration_terms.follow(event, moved_by)
        emails.event_changed(event, "moved")


@contextmanager
def _held(event: Event, by: Any) -> Iterator[None]:
    """One person changes the event at a time, and sees it as it is now: `sequence` must never fall."""
    if by is not None and not can_write_events(by):
        raise PermissionDenied
    with transaction.atomic():
        event.refresh_from_db(from_queryset=Event.objects.select_for_update())
        yield
        freshness.renew("calendar")
        findings.refresh("event", [event.pk])


def _check_times(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise TimesReversed


def _check_place(mode: str, venue: Any) -> None:
    if mode != EventMode.ONLINE and venue is None:
        raise PlaceMissing


def _notice(reason: str, reason_en: str, reason_zh: str) -> dict[str, Any]:
    if not reason.strip():
        raise ReasonMissing
    return {"notice_ja": reason, "notice_en": reason_en, "notice_zh": reason_zh}


def _former(event: Event) -> dict[str, Any]:
    """The day that was announced first; a day that nobody knew is not kept."""
    return {"former_starts_at": event.former_starts_at or event.starts_at} if event.announced_at else {}


def _move(event: Event, to: str, *, by: Any, action: str, note: str, **changes: Any) -> None:
    # The announcement itself is the first version that subscribers see.
    sequence = event.sequence + (event.announced_at is not None)
    change_state(event, to, by=by, action=action, note=note, updated_at=clock.now(), sequence=sequence, **changes)


def _write(write: Any) -> None:
    """The database's refusal of a second address gets its name."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as refusal:
        if "slug" in str(refusal):
            raise AddressTaken from refusal
        raise


def _write_parties(event: Event, parties: Iterable[Party]) -> None:
    EventParty.objects.bulk_create(EventParty(event=event, order=order, **party) for order, party in enumerate(parties))
