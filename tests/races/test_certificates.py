"""Two people at one certificate: of two ends one happens, and its chain of events has neither a gap nor a fork."""

from datetime import timedelta

import pytest

from certifications.actions import certificates, releases, withdrawals
from certifications.certificate_querysets import CertificateQuerySet
from certifications.models import Certificate, Round
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again
from tests.races.cities import LATE, ROUNDS
from tests.races.crowd import careless_change_state, meeting, refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
REASON = {"ja": "基準を満たさなくなったため"}


def answered(city):
    """A certificate whose holder has answered before a withdrawal."""
    with clock.at(making.DURING):
        round_ = city.ready()
    releases.release(Round.objects.get(pk=round_.pk), by=city.approver)
    certificate = Certificate.objects.get(round=round_)
    day = withdrawals.first_possible_day(certificate.program)
    withdrawal = withdrawals.begin(
        certificate, reason_class="criteria", grounds="基準に合わない。", answer_until=day, by=city.secretary
    )
    withdrawals.answer(withdrawal, text="意見があります。", by=city.owner)
    return certificate, withdrawal


def in_order(certificate):
    events = list(certificate.history.order_by("seq"))
    chained = [(later.seq, later.previous_hash) for later in events[1:]]
    return chained == [(earlier.seq + 1, earlier.hash) for earlier in events[:-1]]


def decide_twice(city, withdrawal):
    return together(
        lambda: withdrawals.uphold(again(withdrawal), reason=REASON, note="理由", by=city.approver),
        lambda: withdrawals.drop(again(withdrawal), note="理由", by=city.second_approver),
    )


def decide_and_give_back(city, certificate, withdrawal):
    return together(
        lambda: withdrawals.uphold(again(withdrawal), reason=REASON, note="理由", by=city.approver),
        lambda: certificates.give_back(again(certificate), reason_class="wish", by=city.owner),
    )


def suspend_twice(city, certificate):
    def suspend(by):
        certificates.suspend(again(certificate), reason_class="safety", reason=REASON, by=by)

    return together(lambda: suspend(city.secretary), lambda: suspend(city.second_secretary))


def test_of_two_decisions_one_happens(city):
    for _round in range(ROUNDS):
        with clock.at(LATE):
            certificate, withdrawal = answered(city)
            outcomes = decide_twice(city, withdrawal)

        assert refusals(outcomes) == ["IllegalTransition"]
        ends = {"upheld": "withdrawn", "dropped": "active"}
        assert again(certificate).state == ends[again(withdrawal).state]
        assert in_order(certificate)


def test_giving_back_against_a_decision(city):
    for _round in range(ROUNDS):
        with clock.at(LATE):
            certificate, withdrawal = answered(city)
            outcomes = decide_and_give_back(city, certificate, withdrawal)

        assert refusals(outcomes) == ["IllegalTransition"]
        assert (again(certificate).state, again(withdrawal).state) in {("withdrawn", "upheld"), ("surrendered", "moot")}
        assert in_order(certificate)


def test_two_officers_suspend_once(city):
    for _round in range(ROUNDS):
        with clock.at(LATE):
            certificate, _withdrawal = answered(city)
            outcomes = suspend_twice(city, certificate)

        assert refusals(outcomes) == ["IllegalTransition"]
        assert certificate.history.filter(action="certificate.suspend").count() == 1


def test_the_database_refuses_a_second_suspension_without_lock_and_guard(city, monkeypatch):
    with clock.at(LATE):
        certificate, _withdrawal = answered(city)
        monkeypatch.setattr(CertificateQuerySet, "select_for_update", lambda self, *_a, **_k: self)
        monkeypatch.setattr(certificates, "change_state", careless_change_state)
        monkeypatch.setattr(certificates, "must_be_running", meeting(certificates.must_be_running))
        outcomes = suspend_twice(city, certificate)

    assert len(refusals(outcomes)) == 1
    assert certificate.history.filter(action="certificate.suspend").count() == 1


def test_two_workers_write_the_end_of_a_term_once(city):
    for _round in range(ROUNDS):
        with clock.at(LATE):
            certificate, _withdrawal = answered(city)
            Certificate.objects.filter(pk=certificate.pk).update(valid_until=certificate.valid_from)
        with clock.at(LATE + timedelta(days=3)):
            outcomes = together(certificates.expire_due, certificates.expire_due)

        assert (refusals(outcomes), sorted(outcomes)) == ([], [0, 1])
        assert certificate.history.filter(action="certificate.expire").count() == 1
