"""A conflict is confirmed while its judge is being given the case: she never keeps it. The race is shown to happen unguarded."""

import threading

import pytest

from certifications.actions import conflicts, judging, rounds
from certifications.models import Assignment, Conflict
from tests.certifications import making
from tests.races.cities import ROUNDS, again
from tests.races.crowd import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
TRIGGER = "ALTER TABLE certifications_assignment {} TRIGGER assignment_without_conflict"


def no_locks(monkeypatch):
    monkeypatch.setattr(judging, "hold_judges", lambda _people: None)
    monkeypatch.setattr(conflicts, "hold", lambda _person: None)


def conflict_against_assign(city, monkeypatch):
    """The assigning has looked, and found nothing, when the conflict is confirmed; then it goes on."""
    application = making.accepted(city.submitted(), city.secretary)
    rounds.seat(application.round, city.judge, by=city.secretary)
    looked, confirmed = threading.Event(), threading.Event()
    original = judging.in_conflict

    def slowly(user, case):
        found = original(user, case)
        looked.set()
        confirmed.wait(1.5)
        return found

    def confirm():
        looked.wait(5)
        conflicts.record(city.judge, program=city.program, application=application, reason="取引", by=city.secretary)
        confirmed.set()

    with monkeypatch.context() as patched:
        patched.setattr(judging, "in_conflict", slowly)
        outcomes = together(lambda: judging.assign(again(application), city.judge, by=city.secretary), confirm)
    live = Assignment.objects.counted().filter(application=application, judge=city.judge).exists()
    return refusals(outcomes), live and Conflict.objects.confirmed().filter(application=application).exists()


def test_no_judge_keeps_a_case_that_a_conflict_touches(city, monkeypatch):
    for _round in range(ROUNDS):
        refused, violated = conflict_against_assign(city, monkeypatch)

        assert (refused, violated) == ([], False)
        assert Assignment.objects.latest("pk").state == "recused"


def test_the_database_stands_behind_the_locks(city, monkeypatch):
    no_locks(monkeypatch)

    assert conflict_against_assign(city, monkeypatch) == (["IntegrityError"], False)


def test_a_judge_keeps_the_case_without_the_guards(city, monkeypatch, no_trigger):
    no_locks(monkeypatch)

    assert conflict_against_assign(city, monkeypatch) == ([], True)
