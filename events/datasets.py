"""The calendar as open data: every announced event with all that the public knows, and the municipal standard's event list."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events import event_list
from events.models import Event, EventIndexPage
from events.states import EventKind, EventMode, EventState, PartyRole
from home import clock
from home.open_data.sets import Dataset, Field, Row, State, in_batches, name_fields, names

SOURCES = ("calendar", "pages")
HOSTS = (PartyRole.HOST, PartyRole.COHOST)
FIELDS = (
    Field("id", _("identifier"), _("Never changes and is never given again."), "id", needed=True),
    Field("uid", _("calendar identifier"), _("The UID in the calendar feeds."), "id", needed=True),
    Field("kind", _("kind"), _("What kind of event."), "id", True, EventKind.values),
    Field("program", _("program"), _("Code of the program to which it belongs."), "id"),
    *name_fields("title", _("title"), _("In the three languages.")),
    *name_fields("summary", _("summary"), _("In the three languages."), needed=False),
    Field("starts_at", _("begins"), _("Of a postponed event: when it was first planned for."), "moment", needed=True),
    Field("ends_at", _("ends"), _("The end."), "moment", needed=True),
    Field(
        "state",
        _("state"),
        _("Scheduled, postponed or cancelled. Cancelled events stay in the set."),
        "id",
        True,
        EventState.values,
    ),
    *name_fields("notice", _("reason"), _("Why it was moved, postponed or cancelled."), needed=False),
    Field("mode", _("mode"), _("On site, online or both."), "id", True, EventMode.values),
    *name_fields("venue", _("venue"), _("In the three languages."), needed=False),
    Field("venue_address", _("address of the venue"), _("In Japanese.")),
    Field("ward", _("ward"), _("Code of the ward, or of the world outside the city."), "id"),
    Field("capacity", _("capacity"), _("Number of people; empty without a limit."), "whole"),
    Field("fee_yen", _("fee (yen)"), _("0 is free of charge."), "whole", needed=True),
    Field("hosts", _("hosted by"), _("Hosts and co-hosts."), "list"),
    Field("url", _("page"), _("The page in the calendar."), "address"),
    Field("ics_url", _("calendar file"), _("The event for calendar programs."), "address", needed=True),
    Field("changed_at", _("changed"), _("When something in this row changed last."), "moment", needed=True),
)  # fmt: skip


def changed_since(since: datetime | None) -> Any:
    """Announced events, all or those of which something changed at or after the moment. None ever leaves."""
    now = clock.now()
    known = Event.objects.announced(now).with_facts().select_related("venue__area")
    return known if since is None else known.filter(Q(updated_at__gte=since) | Q(announced_at__gte=since))


def event_rows(since: datetime | None) -> Iterator[Row]:
    """One row for each announced event."""
    base = EventIndexPage.paths().get(settings.LANGUAGE_CODE, "")
    for batch in in_batches(changed_since(since)):
        for event in batch:
            yield event_row(event, base)


def event_row(event: Event, base: str) -> Row:
    """What the public knows of one event."""
    venue = event.venue
    return {
        "id": str(event.public_id),
        "uid": event.uid,
        "kind": event.kind,
        "program": event.program or None,
        **names(event, "title", "title"),
        **names(event, "summary", "summary"),
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "state": event.state,
        **names(event, "notice", "notice"),
        "mode": event.mode,
        **names(venue, "venue"),
        "venue_address": venue.address_ja if venue else "",
        "ward": venue.area.code if venue and venue.area else None,
        "capacity": event.capacity,
        "fee_yen": event.fee_yen,
        "hosts": [host_name(party) for party in event.parties.all() if party.role in HOSTS],
        "url": page_url(event, base),
        "ics_url": f"{settings.PUBLIC_URL}{reverse('events:event_feed', args=[event.public_id])}",
        "changed_at": max(event.updated_at, event.announced_at or event.updated_at),
    }


def host_name(party: Any) -> str:
    """The organization's Japanese name, else the one written at the event."""
    return str(party.organization.name_ja if party.organization else party.name_ja)


def page_url(event: Event, base: str) -> str | None:
    """The event's page in Japanese."""
    return f"{settings.PUBLIC_URL}{base}{event.slug}/" if base else None


def event_state() -> State:
    """By one question."""
    known = Event.objects.announced(clock.now())
    facts = known.aggregate(count=Count("pk"), changed=Max("updated_at"), announced=Max("announced_at"))
    return State(facts["count"], max(filter(None, (facts["changed"], facts["announced"])), default=None))


def list_rows(since: datetime | None) -> Iterator[Row]:
    """The same events in the columns of the municipal standard."""
    base = EventIndexPage.paths().get(settings.LANGUAGE_CODE, "")
    city = event_list.city_of()
    for batch in in_batches(changed_since(since)):
        for event in batch:
            hosts = {role: [host_name(party) for party in event.parties.all() if party.role == role] for role in HOSTS}
            yield event_list.row(event, city, url=page_url(event, base), hosts=hosts)


DATASETS = (
    Dataset(
        name="events",
        title=_("Events"),
        about=_(
            "Every announced event, past and coming, in three languages. Cancelled and postponed ones stay, with the reason."
        ),
        updated=_("At once with every change of the calendar."),
        fields=FIELDS,
        sources=SOURCES,
        state=event_state,
        rows=event_rows,
    ),
    Dataset(
        name="event-list",
        title=_("Event list in the municipal standard"),
        about=_(
            "The same events in the columns of the Digital Agency's standard for municipalities, so that lists of several "
            "cities can be joined."
        ),
        updated=_("At once with every change of the calendar."),
        fields=event_list.FIELDS,
        sources=SOURCES,
        state=event_state,
        rows=list_rows,
        key="ID",
        standard="自治体標準オープンデータセット イベント一覧",
    ),
)  # fmt: skip
