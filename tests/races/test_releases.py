"""A release happens once, wholly or not at all: two approvers, a withdrawal meanwhile, a process that is killed."""

import os
import random
from datetime import timedelta
from itertools import cycle, islice

import pytest
from django.core import mail
from django.db import IntegrityError, connections

from certifications.actions import applications, releases
from certifications.models import Application, Certificate, Decision, NumberSeries, Round
from certifications.querysets import RoundQuerySet
from home import clock
from home.actions import letters
from home.models import Letter
from tests.put_back import rounds
from tests.races.cities import LATE, MANY, SOAK, actions_of, again
from tests.races.crowd import careless_change_state, dies_at_statement, meeting, refusals, statements_of, together

KILLS = 200 if SOAK else 4
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def counted(round_):
    """State, certificates, letters, entries, released decisions: what a release makes."""
    return (
        Round.objects.get(pk=round_.pk).state,
        Certificate.objects.filter(round=round_).count(),
        Letter.objects.filter(kind="certifications/decided", about__in=[a.reference for a in round_.applications.all()]).count(),
        Decision.objects.filter(application__round=round_, state="released").count(),
    )


def release_twice(city, round_):
    copies = [Round.objects.get(pk=round_.pk), Round.objects.get(pk=round_.pk)]
    return together(
        lambda: releases.release(copies[0], by=city.approver), lambda: releases.release(copies[1], by=city.second_approver)
    )


def test_of_two_releases_one_happens(city):
    round_ = city.ready()
    for _round in rounds(MANY):
        with clock.at(LATE):
            outcomes = release_twice(city, round_)

        assert refusals(outcomes) == ["IllegalTransition"]
        assert counted(round_) == ("released", 1, 1, 1)


def test_two_releases_happen_without_lock_and_guard(city, monkeypatch):
    round_ = city.ready()
    monkeypatch.setattr(RoundQuerySet, "select_for_update", lambda self, *_a, **_k: self)
    monkeypatch.setattr(releases, "change_state", careless_change_state)
    monkeypatch.setattr(releases, "obstacles", meeting(releases.obstacles))

    with clock.at(LATE):
        outcomes = release_twice(city, round_)

    assert refusals(outcomes) == [] or refusals(outcomes) == [IntegrityError.__name__]
    assert actions_of(round_).count("round.release") == (2 if not refusals(outcomes) else 1)


def test_withdrawal_against_release_leaves_no_half(city):
    round_ = city.ready()
    for _round in rounds(MANY):
        application = again(round_.applications.get())
        with clock.at(LATE):
            outcomes = together(
                lambda: releases.release(Round.objects.get(pk=round_.pk), by=city.approver),
                lambda application=application: applications.withdraw(application, by=city.owner),
            )

        state = Application.objects.get(pk=application.pk).state
        certificates = Certificate.objects.filter(round=round_).count()
        assert set(refusals(outcomes)) <= {"StaleState", "IllegalTransition"}
        assert (state, certificates) in {("decided", 1), ("withdrawn", 0)}


def test_release_that_is_killed_has_not_happened(city):
    """Killed before its n-th statement nothing is there; done again, everything is there once."""
    dice = random.Random(int(os.environ.get("SEED", "9")))
    first_round = city.ready()
    with clock.at(LATE):

        def release():
            releases.release(Round.objects.get(pk=first_round.pk), by=city.approver)

        statements_of(release)  # what a process asks only once is known from here on
        total = statements_of(release) - 2  # counted within a transaction, where its own is a savepoint
        places = dice.sample(range(2, total + 1), total - 1)  # in the soak each of them, and some more than once
        before = counted(first_round)
        for place in islice(cycle(places), KILLS):
            killed = dies_at_statement(place, release)

            assert killed is True
            assert counted(first_round) == before == ("deciding", 0, 0, 0)
        release()

    assert counted(first_round) == ("released", 1, 1, 1)
    with clock.at(LATE + timedelta(hours=1)):
        letters.deliver_due()
        letters.deliver_due()
    subject = Letter.objects.get(kind="certifications/decided").subject
    assert [letter.subject for letter in mail.outbox].count(subject) == 1
    assert NumberSeries.objects.get(purpose="certificate").last == 1


def test_release_that_is_killed_after_its_end_has_happened_once(city):
    round_ = city.ready()
    with clock.at(LATE):
        killed = dies_at_statement(0, lambda: releases.release(Round.objects.get(pk=round_.pk), by=city.approver))
        connections.close_all()

        outcomes = together(lambda: releases.release(Round.objects.get(pk=round_.pk), by=city.approver))

    assert killed is True
    assert refusals(outcomes) == ["IllegalTransition"]
    assert counted(round_) == ("released", 1, 1, 1)
