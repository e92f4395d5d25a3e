"""A vote against the count, and two secretaries who open two items. Both races are shown to happen without their guards."""

import contextlib
import threading

import pytest
from django.db import connection

from certifications.actions import meeting_moves, motions, sessions
from certifications.models import AgendaItem, Meeting, Motion
from home import clock
from tests.certifications import making
from tests.certifications.committee import sitting
from tests.races.cities import ROUNDS, City
from tests.races.crowd import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


class Table(City):
    """A committee that has come together over two cases, run by two secretaries."""

    def __init__(self):
        super().__init__()
        self.program.stages = sitting.SELECTING
        self.program.save(update_fields=["stages"])
        self.members = [making.person(f"member-{letter}") for letter in "abc"]

    def meeting(self):
        round_ = self.round()
        number = self.number
        cases = []
        for each in range(2):
            company = making.organization(f"試作工業{number}-{each}株式会社")
            owner = making.member(company, f"owner-{number}-{each}")
            application = making.submitted(round_, owner, name=f"試作{each}", organization=company)
            cases.append(making.accepted(application, self.secretary))
        sitting.begin(round_, self.secretary, self.members)
        stage = round_.stages.select_related("round__program").get(kind="committee")
        meeting = sitting.convened(sitting.planned(stage, self.secretary, self.members), self.secretary)
        sitting.begun(meeting, self.secretary, self.members)
        return meeting, [sitting.item_of(meeting, case) for case in cases]

    def motion(self):
        _meeting, items = self.meeting()
        item = sessions.open_item(items[0], by=self.secretary)
        motion = motions.open_vote(item, proposal="goes_on", by=self.secretary)
        for member in self.members[1:]:
            motions.cast(motion, "against", by=member)
        return sitting.motion_of(item)


@pytest.fixture
def table(during):
    with clock.at(sitting.HOUR):
        yield Table()


def vote_against_count(table, monkeypatch):
    """The vote has found the motion open when it is counted; then it is written. Says what was refused, and if it was lost."""
    motion, looked, counted = table.motion(), threading.Event(), threading.Event()
    original = motions._must_take_votes

    def slowly(found):
        original(found)
        looked.set()
        counted.wait(1.5)

    def count():
        looked.wait(5)
        motions.close_vote(motion, by=table.secretary)
        counted.set()

    with monkeypatch.context() as patched:
        patched.setattr(motions, "_must_take_votes", slowly)
        outcomes = together(lambda: motions.cast(motion, "for", by=table.members[0]), count)
    found = Motion.objects.get(pk=motion.pk)
    return refusals(outcomes), sum(found.tally.values()) != found.votes.count()


def test_vote_is_in_the_count_or_refused(table, monkeypatch):
    for _round in range(ROUNDS):
        refused, lost = vote_against_count(table, monkeypatch)

        assert (refused, lost) == ([], False)


def test_vote_is_lost_without_the_lock(table, monkeypatch):
    related = ("item__meeting__stage__round__program", "item__application__subject", "item__application__round__program")
    monkeypatch.setattr(motions, "held_motion", lambda motion: Motion.objects.select_related(*related).get(pk=motion.pk))

    assert vote_against_count(table, monkeypatch) == ([], True)


def two_items_at_once(table, monkeypatch):
    """Both secretaries have found no open item; then each opens hers. Says what was refused, and how many are open."""
    meeting, items = table.meeting()
    door = threading.Barrier(2)
    original = sessions.must_be_ready

    def slowly(item):
        original(item)
        with contextlib.suppress(threading.BrokenBarrierError):
            door.wait(1.5)

    with monkeypatch.context() as patched:
        patched.setattr(sessions, "must_be_ready", slowly)
        outcomes = together(
            lambda: sessions.open_item(items[0], by=table.secretary),
            lambda: sessions.open_item(items[1], by=table.second_secretary),
        )
    return refusals(outcomes), AgendaItem.objects.filter(meeting=meeting, state="open").count()


def no_lock(monkeypatch):
    """Neither the meeting's lock nor its record, which alone would refuse the second event of one number."""
    related = ("stage__round__program", "chair", "deputy")
    monkeypatch.setattr(meeting_moves, "lock", lambda meeting: Meeting.objects.select_related(*related).get(pk=meeting.pk))
    monkeypatch.setattr(sessions, "tell", lambda *_args, **_facts: None)


@pytest.fixture
def no_constraint(transactional_db):
    """The database without its guard, for as long as the test runs."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX agenda_item_one_open")
    yield
    AgendaItem.objects.filter(state="open").update(state="waiting")
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX agenda_item_one_open ON certifications_agendaitem (meeting_id) WHERE state = 'open'")


def test_one_item_is_open_whoever_opens_it(table, monkeypatch):
    for _round in range(ROUNDS):
        assert two_items_at_once(table, monkeypatch) == (["ItemOpen"], 1)


def test_the_database_stands_behind_the_lock(table, monkeypatch):
    no_lock(monkeypatch)

    assert two_items_at_once(table, monkeypatch) == (["IntegrityError"], 1)


def test_two_items_are_open_without_the_guards(table, monkeypatch, no_constraint):
    no_lock(monkeypatch)

    assert two_items_at_once(table, monkeypatch) == ([], 2)
