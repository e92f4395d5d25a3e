"""The job that moves drafts to a newer edition is killed before each of its steps: done again, every draft has moved once."""

import os
import random

import pytest

from certifications.actions import form_adoptions
from certifications.models import Answer, AnswerRevision, Application, Attachment, Round
from home.models import Letter
from tests.certifications import making
from tests.certifications.actions.test_form_adoptions import adding, adopt, edition
from tests.races.cities import ROUNDS
from tests.races.crowd import dies_at_statement, refusals, statements_of, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
DRAFTS = 3
KILLS = ROUNDS * 4


@pytest.fixture
def adopted(city, monkeypatch):
    """A round with filled drafts that has taken up an edition with one question more; the job has not begun."""
    monkeypatch.setattr(form_adoptions, "MOST_AT_ONCE", 0)
    round_ = city.round()
    for number in range(DRAFTS):
        company = making.organization(f"試作{number}株式会社")
        owner = making.member(company, f"owner-{number}")
        making.fill(making.draft(round_, owner, organization=company), owner)
    adopt(round_, edition(city.program, city.secretary, adding("新しい問い", required=True)), city.secretary)
    return Round.objects.get(pk=round_.pk)


def move(round_):
    return form_adoptions.move_waiting(Round.objects.get(pk=round_.pk))


def wrong(round_):
    """Whatever is not wholly before or wholly after: a move without its history, an answer twice or lost, a letter too many."""
    found = []
    for draft in Application.objects.filter(round=round_):
        moved = draft.form_version_id == round_.form_version_id
        events = draft.history.filter(action="application.move_form").count()
        letters = Letter.objects.filter(kind="certifications/form_changed", about=draft.reference).count()
        answers = Answer.objects.filter(application=draft)
        files = Attachment.objects.present().filter(application=draft)
        if (events, letters) != (moved, moved):
            found.append(f"moved {moved}: {events} events, {letters} letters")
        if answers.count() != answers.values("key").distinct().count() or not answers.exists() or not files.exists():
            found.append("answers or files are lost, or there twice")
        if AnswerRevision.objects.filter(application=draft).count() < answers.count():
            found.append("an answer without its revision")
    return found


def test_a_job_that_is_killed_moves_every_draft_once(adopted):
    dice = random.Random(int(os.environ.get("SEED", "9")))
    total = statements_of(lambda: move(adopted))
    answers = Answer.objects.filter(application__round=adopted).count()
    killed, moved_between = [], set()
    for place in sorted(dice.sample(range(2, total + 1), min(KILLS, total - 1))):
        killed.append(dies_at_statement(place, lambda: move(adopted)))

        assert (place, wrong(adopted)) == (place, [])
        moved_between.add(DRAFTS - form_adoptions.waiting(adopted).count())

    outcomes = together(lambda: move(adopted), lambda: move(adopted))

    assert (refusals(outcomes), form_adoptions.waiting(adopted).count(), wrong(adopted)) == ([], 0, [])
    assert (killed[0], Answer.objects.filter(application__round=adopted).count()) == (True, answers)
    assert moved_between <= set(range(DRAFTS + 1))


def test_a_job_that_is_killed_right_after_its_end_does_nothing_more(adopted):
    killed = dies_at_statement(0, lambda: move(adopted))

    again = move(adopted)

    assert (killed, again, wrong(adopted)) == (True, 0, [])
    assert Letter.objects.filter(kind="certifications/form_changed").count() == DRAFTS
