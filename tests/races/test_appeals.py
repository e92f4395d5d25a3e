"""Who had a part in a decision never looks into the appeal against it; one appeal a decision; the database's clock judges."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from certifications import appeal_terms
from certifications.actions import appeals, releases
from certifications.models import Appeal, AppealSeat, FirstDecider
from certifications.refusals import TooLateToAppeal
from home import clock
from tests.certifications import making
from tests.races.cities import LATE, ROUNDS, again, running_clock
from tests.races.crowd import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
TRIGGER = "ALTER TABLE certifications_appealseat {} TRIGGER appeal_panel_is_disjoint"
GROUNDS = "資料は提出しています。"


@pytest.fixture
def next_day():
    with clock.at(LATE + timedelta(days=1)):
        yield


def released(city):
    """A case whose result was announced the day before."""
    with clock.at(making.DURING):
        round_ = city.ready()
    with clock.at(LATE):
        releases.release(round_, by=city.approver)
    return again(round_.applications.get())


def no_locks(monkeypatch):
    plain = Appeal.objects.select_related("decision__application__round__program", "decision__application__subject")
    monkeypatch.setattr(appeals, "locked", lambda appeal: plain.get(pk=appeal.pk))
    monkeypatch.setattr(appeals, "held_against", lambda decision: list(Appeal.objects.filter(decision=decision)))


def reading_against_seating(city, monkeypatch):
    """The seating has looked, and found no part, when the person reads the first decision's papers; then it goes on."""
    appeal = appeals.file(released(city), grounds=GROUNDS, by=city.owner)
    person = making.person(f"absent-{appeal.pk}")
    looked, read = threading.Event(), threading.Event()
    original = appeals.had_a_part

    def slowly(user, record):
        found = original(user, record)
        looked.set()
        read.wait(1.5)
        return found

    def reads():
        looked.wait(5)
        with transaction.atomic():
            appeals.read_by(appeal.decision, person)
        read.set()

    with monkeypatch.context() as patched:
        patched.setattr(appeals, "had_a_part", slowly)
        outcomes = together(lambda: appeals.seat(appeal, person, by=city.second_secretary), reads)
    seated = AppealSeat.objects.filter(appeal=appeal, person=person).exists()
    return refusals(outcomes), seated and FirstDecider.objects.filter(appeal=appeal, person=person).exists()


def test_nobody_sits_who_reads_the_first_papers_at_the_same_moment(city, next_day, monkeypatch):
    for _round in range(ROUNDS):
        assert reading_against_seating(city, monkeypatch) == (["SitsOnAppeal"], False)


def test_the_database_stands_behind_the_locks(city, next_day, monkeypatch):
    no_locks(monkeypatch)

    assert reading_against_seating(city, monkeypatch) == (["IntegrityError"], False)


def test_she_would_sit_without_the_guards(city, next_day, monkeypatch, no_trigger):
    no_locks(monkeypatch)

    assert reading_against_seating(city, monkeypatch) == ([], True)


def test_a_judge_of_the_first_panel_seated_while_the_review_begins_is_refused(city, next_day):
    for _round in range(ROUNDS):
        appeal = appeals.file(released(city), grounds=GROUNDS, by=city.owner)

        outcomes = together(
            lambda a=appeal: appeals.begin(Appeal.objects.get(pk=a.pk), by=city.second_secretary),
            lambda a=appeal: appeals.seat(Appeal.objects.get(pk=a.pk), city.judge, by=city.second_secretary),
        )

        appeal.refresh_from_db()
        assert (refusals(outcomes), appeal.state, appeal.seats.count()) == (["HadAPart"], "in_review", 0)


def test_two_colleagues_file_at_once_and_one_appeal_stands(city, next_day):
    for _round in range(ROUNDS):
        application = released(city)

        outcomes = together(*[lambda a=application: appeals.file(again(a), grounds=GROUNDS, by=city.owner)] * 2)

        assert refusals(outcomes) == ["AppealedAlready"]
        assert Appeal.objects.filter(decision__application=application).count() == 1


def filed_on_a_slow_machine(city, monkeypatch):
    """The last day ends at this moment by the database's clock; the web machine's own runs an hour behind."""
    application = released(city)
    with running_clock():
        closes = clock.transaction_now()
        monkeypatch.setattr(appeal_terms, "opens_at", lambda _round: closes - timedelta(days=1))
        monkeypatch.setattr(appeal_terms, "closes_at", lambda _round: closes)
        real = timezone.now
        monkeypatch.setattr(timezone, "now", lambda: real() - timedelta(hours=1))
        return appeals.file(application, grounds=GROUNDS, by=city.owner)


def test_the_last_instant_is_the_databases(city, monkeypatch):
    with pytest.raises(TooLateToAppeal):
        filed_on_a_slow_machine(city, monkeypatch)

    assert Appeal.objects.count() == 0


def test_by_the_machines_clock_it_would_be_taken_although_late(city, monkeypatch):
    monkeypatch.setattr(appeals.clock, "transaction_now", clock.now)

    assert filed_on_a_slow_machine(city, monkeypatch).state == "received"
