"""Forms that anybody may send: a trap, and an hour that is signed; nobody loses what was typed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.signing import Signer

from home import clock
from home.open_forms import LATEST, SOONEST, OpenForm

OPENED = datetime(2026, 11, 22, 3, tzinfo=UTC)


def stamp(about="one", at=OPENED):
    with clock.at(at):
        return OpenForm(about=about).initial["opened"]


def sent(after, about="one", **facts):
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    data.update({"opened": stamp()} | facts)
    with clock.at(OPENED + after):
        form = OpenForm(data, about=about)
        return form, form.is_valid()


@pytest.mark.parametrize(
    ("after", "good"),
    [
        (timedelta(0), False),
        (SOONEST - timedelta(seconds=1), False),
        (SOONEST, True),
        (LATEST, True),
        (LATEST + timedelta(seconds=1), False),
        (timedelta(seconds=-1), False),
    ],
)
def test_neither_at_once_nor_after_half_a_day(after, good):
    assert sent(after)[1] == good


@pytest.mark.parametrize("opened", ["", "one 1", Signer(salt="another").sign("one 1790000000")])
def test_a_stamp_that_we_did_not_write_is_none(opened):
    assert sent(SOONEST, opened=opened)[1] is False


def test_a_stamp_is_good_for_one_thing():
    assert sent(SOONEST, about="another")[1] is False


def test_the_trap_says_why_it_refuses():
    form, good = sent(SOONEST, homepage="https://spam.example/")

    assert (good, list(form.errors)) == (False, ["homepage"])


def test_the_page_that_refuses_can_be_sent_again():
    form, _good = sent(LATEST + timedelta(hours=1))

    assert form["opened"].value() == stamp(at=OPENED + LATEST + timedelta(hours=1))
