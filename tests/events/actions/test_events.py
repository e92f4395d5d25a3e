from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from events.actions import events
from events.models import Event
from home import clock
from home.states import IllegalTransition
from home.versions import StaleRecord
from tests.events.conftest import NOON

REASON = {"reason": "台風が近づいているため", "reason_en": "A typhoon is coming.", "reason_zh": "因台风临近"}
VERBS = {
    "update": lambda event, by: events.update(event, row_version=event.row_version, title_ja="別の名", by=by),
    "announce": lambda event, by: events.announce(event, by=by),
    "cancel": lambda event, by: events.cancel(event, **REASON, by=by),
    "postpone": lambda event, by: events.postpone(event, **REASON, by=by),
    "reschedule": lambda event, by: events.reschedule(
        event, starts_at=event.starts_at, ends_at=event.ends_at + timedelta(hours=1), **REASON, by=by
    ),
}


def history(event):
    return [(entry.action, entry.by_id, entry.note) for entry in event.history.all()]


def test_draft_is_unknown_to_the_public(draft, manager):
    event = draft()

    assert (event.announced_at, event.fiscal_year, event.uid, event.sequence) == (None, 2026, f"{event.public_id}@localhost", 0)
    assert history(event) == [("events.draft", manager.pk, "")]
    assert list(Event.objects.announced(clock.now())) == []


def test_draft_keeps_its_parties_in_order(draft):
    event = draft(parties=[{"role": "support", "name_ja": "信用金庫"}, {"role": "host", "name_ja": "市"}])

    assert event.parties_by_role() == [("主催", ["市"]), ("後援", ["信用金庫"])]


def test_draft_refuses_a_second_event_at_an_address(draft):
    draft("forum")

    with pytest.raises(events.AddressTaken):
        draft("forum")


def test_draft_refuses_to_end_before_it_begins(draft):
    with pytest.raises(events.TimesReversed):
        draft(hour=10, until=9)


def test_database_refuses_to_end_before_it_begins(draft):
    event = draft()

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(ends_at=event.starts_at)


def test_database_refuses_a_cancellation_without_reason(draft):
    event = draft()

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(state="cancelled")


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_are_refused_to_those_without_the_right(draft, stranger, auditor, verb):
    event = draft()

    for person in (stranger, auditor):
        with pytest.raises(PermissionDenied):
            VERBS[verb](event, person)
    assert len(history(event)) == 1


def test_draft_is_refused_to_those_without_the_right(auditor):
    with pytest.raises(PermissionDenied):
        events.draft(by=auditor, slug="x", kind="expo", title_ja="x", starts_at=NOON, ends_at=NOON + timedelta(hours=1))


def test_announce_makes_it_public_at_once(draft, manager):
    event = draft()

    events.announce(event, by=manager, note="課長了承")

    assert (event.is_public(clock.now()), event.sequence) == (True, 0)
    assert history(event)[-1] == ("events.announce", manager.pk, "課長了承")


def test_announce_can_wait_for_a_later_moment(draft, manager):
    event = draft()

    events.announce(event, by=manager, at=NOON + timedelta(hours=2))

    assert (event.is_public(NOON + timedelta(minutes=119)), event.is_public(NOON + timedelta(hours=2))) == (False, True)


def test_announce_is_done_once(announced, manager):
    with pytest.raises(events.AlreadyAnnounced):
        events.announce(announced(), by=manager)


def test_announce_wants_a_venue_unless_online(draft, manager):
    nowhere, online = draft("nowhere", venue=None), draft("online", venue=None, mode="online")

    events.announce(online, by=manager)
    with pytest.raises(events.PlaceMissing):
        events.announce(nowhere, by=manager)


def test_cancelled_event_is_a_tombstone(announced, manager):
    event = announced()

    events.cancel(event, **REASON, by=manager)

    assert (event.state, event.sequence, event.notice_zh) == ("cancelled", 1, "因台风临近")
    for verb in ("cancel", "postpone", "reschedule"):
        with pytest.raises(IllegalTransition):
            VERBS[verb](event, manager)
    with pytest.raises(events.EventClosed):
        VERBS["update"](event, manager)


@pytest.mark.parametrize("verb", ["cancel", "postpone"])
def test_verbs_want_a_reason(announced, manager, verb):
    with pytest.raises(events.ReasonMissing):
        getattr(events, verb)(announced(), reason="　", by=manager)


def test_postponed_event_gets_a_new_day(announced, manager):
    event = announced()
    first = event.starts_at

    events.postpone(event, **REASON, by=manager)
    events.reschedule(
        event, starts_at=first + timedelta(7), ends_at=first + timedelta(7, 3600), reason="会場が決まった", by=manager
    )

    event.refresh_from_db()
    assert (event.state, event.sequence, event.former_starts_at, event.has_moved) == ("scheduled", 2, first, True)
    assert event.starts_at == first + timedelta(7)


def test_reschedule_keeps_the_day_that_was_announced_first(announced, manager):
    event = announced()
    first = event.starts_at

    for days in (7, 14):
        moved = first + timedelta(days)
        events.reschedule(event, starts_at=moved, ends_at=moved + timedelta(hours=1), reason="会場の都合", by=manager)

    assert event.former_starts_at == first


def test_reschedule_of_a_draft_leaves_no_trace_for_the_public(draft, manager):
    event = draft()

    VERBS["reschedule"](event, manager)

    assert (event.former_starts_at, event.sequence) == (None, 0)


def test_update_of_announced_facts_counts_for_subscribers(announced, manager):
    event = announced()

    with clock.at(NOON + timedelta(hours=1)):
        events.update(event, row_version=event.row_version, capacity=80, parties=[{"role": "host", "name_ja": "市"}], by=manager)

    event.refresh_from_db()
    assert (event.capacity, event.sequence, event.updated_at) == (80, 1, NOON + timedelta(hours=1))
    assert event.parties.count() == 1
    assert event.history.last().facts == {"changed": ["capacity"]}


def test_update_does_not_move_what_was_announced(announced, manager):
    event = announced()

    for facts in ({"starts_at": event.starts_at - timedelta(hours=1)}, {"slug": "elsewhere"}):
        with pytest.raises(events.DatesAnnounced):
            events.update(event, row_version=event.row_version, by=manager, **facts)


def test_update_does_not_take_an_announced_event_its_venue(announced, manager):
    event = announced()

    with pytest.raises(events.PlaceMissing):
        events.update(event, row_version=event.row_version, venue=None, by=manager)


def test_update_of_an_older_version_is_refused(announced, manager):
    event = announced()
    events.update(event, row_version=event.row_version, capacity=80, by=manager)

    with pytest.raises(StaleRecord):
        events.update(event, row_version=event.row_version - 1, capacity=90, by=manager)


def test_sequence_never_falls_through_an_old_copy(announced, manager):
    event = announced()
    old = Event.objects.get(pk=event.pk)
    events.update(event, row_version=event.row_version, capacity=80, by=manager)
    events.update(event, row_version=event.row_version, capacity=90, by=manager)

    events.cancel(old, **REASON, by=manager)

    assert Event.objects.get(pk=event.pk).sequence == 3
