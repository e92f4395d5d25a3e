"""Two write at once into one record's history: both events are kept, one after the other, in one chain."""

import contextlib
import threading

import pytest
from django.db import transaction

from certifications.models import Round
from home.models.history import HistoryManager
from tests.races.cities import ROUNDS
from tests.races.crowd import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def round_(city):
    return city.round()


def write_twice(round_, monkeypatch, **facts):
    """Two writers of which each has read the end of the chain before the other has committed, if they are let."""
    door = threading.Barrier(2)
    original = HistoryManager._append

    def lingering(self, *args):
        event = original(self, *args)
        with contextlib.suppress(threading.BrokenBarrierError):
            door.wait(0.5)
        return event

    def write(name):
        with transaction.atomic():
            Round.objects.get(pk=round_.pk).history.append(round_, action=name, by=None, **facts)

    with monkeypatch.context() as patched:
        patched.setattr(HistoryManager, "_append", lingering)
        return together(lambda: write("first"), lambda: write("second"))


def test_two_writers_make_one_chain(round_, monkeypatch):
    for number in range(1, ROUNDS + 1):
        outcomes = write_twice(round_, monkeypatch)

        events = list(round_.history.all())
        assert refusals(outcomes) == []
        assert sorted(event.action for event in events if event.action in {"first", "second"}) == sorted(
            ["first", "second"] * number
        )
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert [event.previous_hash for event in events[1:]] == [event.hash for event in events[:-1]]


def test_the_second_writer_is_refused_without_the_guard(round_, monkeypatch):
    outcomes = write_twice(round_, monkeypatch, held=True)

    assert refusals(outcomes) == ["IntegrityError"]
