"""Two people at one change notice: one answer counts, one notice of a kind is open, and one newer certificate comes of it."""

import pytest

from certifications.actions import changes, releases
from certifications.models import Certificate, ChangeNotice, Round
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again
from tests.races.cities import LATE, ROUNDS
from tests.races.crowd import refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def issued(city):
    with clock.at(making.DURING):
        round_ = city.ready()
    releases.release(Round.objects.get(pk=round_.pk), by=city.approver)
    return Certificate.objects.get(round=round_)


def told(city, certificate):
    facts = {"kind": "name", "changed_on": clock.today(), "words": "名称を改めました。", "new": {"ja": "新しい名称"}}
    return changes.notice(again(certificate), **facts, by=city.owner)


def in_order(certificate):
    events = list(certificate.history.order_by("seq"))
    chained = [(later.seq, later.previous_hash) for later in events[1:]]
    return chained == [(earlier.seq + 1, earlier.hash) for earlier in events[:-1]]


def tell_twice(city, certificate):
    return together(lambda: told(city, certificate), lambda: told(city, certificate))


def test_of_two_notices_of_a_kind_one_is_open(city):
    for _round in range(ROUNDS):
        with clock.at(LATE):
            certificate = issued(city)
            outcomes = tell_twice(city, certificate)

        assert refusals(outcomes) == ["ChangeNoticeOpen"]
        assert (ChangeNotice.objects.filter(certificate=certificate).count(), in_order(certificate)) == (1, True)


def answer_twice(city, notice):
    return together(
        lambda: changes.accept(again(notice), by=city.secretary),
        lambda: changes.reissue(again(notice), by=city.approver),
    )


def test_of_two_answers_one_happens(city):
    for _round in range(ROUNDS):
        with clock.at(LATE):
            certificate = issued(city)
            notice = told(city, certificate)
            outcomes = answer_twice(city, notice)

        assert refusals(outcomes) == ["IllegalTransition"]
        came = {"noted": ("active", 0), "reissued": ("superseded", 1)}
        newer = Certificate.objects.filter(predecessor=certificate).count()
        assert (again(certificate).state, newer) == came[again(notice).effect]
        assert in_order(certificate)
