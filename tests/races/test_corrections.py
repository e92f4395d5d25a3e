"""A request for corrections is taken back or amended while the applicant hands in: exactly one comes first."""

import time

import pytest
from django.db import transaction

from certifications.actions import amendments, answering, corrections
from certifications.models import Application
from home.models import Letter
from tests.certifications import making
from tests.races.cities import ROUNDS, actions_of, again
from tests.races.crowd import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def corrected(city):
    """A case whose one point has been answered and corrected; only the handing in is left."""
    application = city.submitted()
    keys = [str(key) for key in application.form_version.questions.order_by("order").values_list("key", flat=True)]
    corrections.request(application, {keys[0]: "型番を"}, due_on=making.DUE, by=city.secretary)
    before = application.answers.get(key=keys[0])
    answering.save(again(application), keys[0], "ORU-2", read_version=before.version, by=city.owner)
    item = application.correction_requests.get().items.select_related("request__application").get()
    corrections.reply(item, text="", by=city.owner)
    return again(application), keys, before.value


def test_of_taking_back_and_handing_in_exactly_one_wins(city):
    won = set()
    for number in range(ROUNDS * 3):
        application, keys, before = corrected(city)

        def hand_in(application=application, number=number):
            time.sleep(0.02 * (number % 2))
            return corrections.resubmit(again(application), by=city.owner)

        def take_back(application=application, number=number):
            time.sleep(0.02 * ((number + 1) % 2))
            return amendments.cancel(again(application), reason="取り違え", by=city.secretary)

        outcomes = together(hand_in, take_back)

        application.refresh_from_db()
        row = application.correction_requests.get()
        done = [action for action in actions_of(application) if action in {"correction.resubmit", "correction.cancel"}]
        assert (refusals(outcomes), len(done), application.state) == (["IllegalTransition"], 1, "submitted")
        handed_in = done == ["correction.resubmit"]
        assert (row.state, application.versions.count()) == (("answered", 2) if handed_in else ("cancelled", 1))
        assert application.answers.get(key=keys[0]).value == ("ORU-2" if handed_in else before)
        told = Letter.objects.filter(about=application.reference, kind="certifications/correction_cancelled").count()
        assert told == (0 if handed_in else 1)
        won |= set(done)
    assert won == {"correction.resubmit", "correction.cancel"}


def test_without_the_lock_both_go_through(city, monkeypatch):
    """The negative control: the office reads the open request, the applicant hands in, and only then the office writes."""
    application, _keys, _before = corrected(city)
    undo = amendments.undo_changes

    def slowly(*args):
        time.sleep(1.5)
        return undo(*args)

    def unlocked(application, by):
        locked = again(application)
        return locked, locked.correction_requests.open().get()

    monkeypatch.setattr(amendments, "undo_changes", slowly)
    monkeypatch.setattr(amendments, "open_request", unlocked)

    def hand_in():
        time.sleep(0.5)
        return corrections.resubmit(again(application), by=city.owner)

    outcomes = together(hand_in, lambda: amendments.cancel(again(application), reason="取り違え", by=city.secretary))

    assert refusals(outcomes) == ["StaleState"]  # the row's own guard still lets one of them change the state
    assert application.versions.count() == 2


def test_amending_waits_for_a_handing_in_that_came_first(city):
    for _round in range(ROUNDS):
        application, keys, _before = corrected(city)

        outcomes = together(
            lambda application=application: corrections.resubmit(again(application), by=city.owner),
            lambda application=application, keys=keys: amendments.amend(
                again(application), add={keys[2]: "短く"}, by=city.secretary
            ),
        )

        row = application.correction_requests.get()
        # Either it was handed in before the point came, or the point came before and waits for its answer.
        expected = {("answered", "IllegalTransition", 1), ("open", "CorrectionUnanswered", 2)}
        assert (row.state, *refusals(outcomes), row.items.count()) in expected


def test_an_open_lock_makes_taking_back_wait(city):
    application, *_rest = corrected(city)

    def hold():
        with transaction.atomic():
            Application.objects.select_for_update().get(pk=application.pk)
            time.sleep(1)
            return time.monotonic()

    def take_back():
        time.sleep(0.3)
        amendments.cancel(again(application), reason="取り違え", by=city.secretary)
        return time.monotonic()

    held, taken = together(hold, take_back)

    assert taken > held
