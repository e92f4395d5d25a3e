from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from events.actions import venues
from events.models import Event
from home import clock
from home.versions import StaleRecord
from tests.events.conftest import NOON


def test_venue_change_counts_for_coming_events_only(announced, venue, manager):
    coming, past = announced("coming"), announced("past", days=-3)

    with clock.at(NOON + timedelta(hours=1)):
        venues.save(venue, row_version=venue.row_version, name_ja="産業会館 大ホール", by=manager)

    sequences = dict(Event.objects.values_list("slug", "sequence"))
    assert sequences == {coming.slug: 1, past.slug: 0}
    assert [entry.facts for entry in venue.history.all()][-1] == {"changed": ["name_ja"]}


def test_venue_of_an_older_version_is_not_overwritten(venue, manager):
    venues.save(venue, row_version=venue.row_version, name_ja="大ホール", by=manager)

    with pytest.raises(StaleRecord):
        venues.save(venue, row_version=venue.row_version - 1, name_ja="小ホール", by=manager)


def test_venue_is_refused_to_those_without_the_right(auditor):
    with pytest.raises(PermissionDenied):
        venues.save(None, code="x", name_ja="x", by=auditor)
