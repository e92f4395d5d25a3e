"""A round is called off, or a deadline moved, while somebody submits; and the worker that writes the letters is killed."""

import random
import time
from datetime import timedelta

import pytest

from certifications import tasks
from certifications.actions import applications, extensions, rounds
from certifications.models import Application, ApplicationVersion, Round
from home.models import Letter
from tests.certifications import making
from tests.races.cities import ROUNDS, again
from tests.races.crowd import dies_at_statement, refusals, statements_of, together
from tests.races.test_submissions import many_drafts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
LATER = making.CLOSES + timedelta(days=7)
LONG = making.CLOSES + timedelta(days=30)
UNDER_WAY = 1.5


def called_off_during_a_submission(city, monkeypatch):
    """The submission has asked whether the round runs, and is writing, when the round is called off.

    Gives the state of the case as it was for all to see when the round was called off, and as it is in the end.
    """
    application = city.filled()
    freeze = applications.freeze

    def slowly(*args, **kwargs):
        time.sleep(UNDER_WAY)
        return freeze(*args, **kwargs)

    monkeypatch.setattr(applications, "freeze", slowly)

    def call_off():
        time.sleep(UNDER_WAY / 3)
        rounds.cancel(Round.objects.get(pk=application.round_id), reason="中止", by=city.secretary)
        return Application.objects.get(pk=application.pk).state

    outcomes = together(lambda: applications.submit(again(application), by=city.owner), call_off)
    return refusals(outcomes), outcomes[1], Application.objects.get(pk=application.pk).state


def test_calling_off_waits_for_a_submission_that_is_writing(city, monkeypatch):
    assert called_off_during_a_submission(city, monkeypatch) == ([], "submitted", "submitted")


def test_without_that_lock_a_receipt_comes_out_of_a_round_that_has_been_called_off(city, monkeypatch):
    monkeypatch.setattr(rounds, "_wait_for_submissions", lambda _round: None)

    assert called_off_during_a_submission(city, monkeypatch) == ([], "draft", "submitted")


def test_a_submission_that_comes_while_the_round_is_called_off_gets_no_receipt(city, monkeypatch):
    application = city.filled()
    hold = rounds._wait_for_submissions

    def and_linger(round_):
        hold(round_)
        time.sleep(UNDER_WAY)

    monkeypatch.setattr(rounds, "_wait_for_submissions", and_linger)

    def submit():
        time.sleep(UNDER_WAY / 3)
        return applications.submit(again(application), by=city.owner)

    outcomes = together(
        lambda: rounds.cancel(Round.objects.get(pk=application.round_id), reason="中止", by=city.secretary), submit
    )

    assert (refusals(outcomes), again(application).receipt_number) == (["RoundCancelled"], None)


def test_shortening_against_a_submission_loses_nothing(city):
    for _round in range(ROUNDS * 2):
        application = city.filled()
        extensions.grant(application.round, application=application, until=LONG, reason="入院", by=city.secretary)

        outcomes = together(
            lambda application=application: applications.submit(again(application), by=city.owner),
            lambda application=application: extensions.shorten(
                application.round, application=application, until=LATER, reason="日付の誤り", by=city.secretary
            ),
        )

        told = Letter.objects.filter(kind="certifications/deadline_shortened", about=application.reference).count()
        assert refusals(outcomes) in ([], ["NotADraft"])
        assert again(application).state == "submitted"
        assert told == (1 if refusals(outcomes) == [] else 0)
        assert ApplicationVersion.objects.filter(application=application).count() == 1


@pytest.mark.parametrize("step", ["extension", "cancellation"])
def test_each_applicant_gets_one_letter_however_often_the_worker_is_killed(city, step):
    drafts = many_drafts(city, 6, making.CLOSES)
    round_ = drafts[0][0].round
    if step == "extension":
        job, fact = tasks.write_extension_letters, extensions.grant(round_, until=LATER, reason="大雪", by=city.secretary).pk
    else:
        rounds.cancel(round_, reason="中止", by=city.secretary)
        job, fact = tasks.write_cancellation_letters, str(round_.public_id)
    kind = {"extension": "certifications/deadline_extended", "cancellation": "certifications/round_cancelled"}[step]
    dice, written = random.Random(9), []

    for _kill in range(ROUNDS * 2):
        # Counted within a transaction, where each applicant's own has two statements more.
        place = dice.randint(2, statements_of(lambda: job.call(fact)) // 2)
        assert dies_at_statement(place, lambda: job.call(fact)) is True
        written.append(Letter.objects.filter(kind=kind).count())
    job.call(fact)

    letters = Letter.objects.filter(kind=kind)
    assert written == sorted(written)  # what was written stays
    assert sorted(letters.values_list("about", flat=True)) == sorted(
        each.reference for each in Application.objects.filter(round=round_)
    )
