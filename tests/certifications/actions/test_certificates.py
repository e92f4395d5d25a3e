"""The later life of a certificate: each step an event, validity by dates."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from certifications.actions import certificates
from certifications.models import Certificate, CertificateEvent, Conflict, Subject
from certifications.refusals import TermNotShorter
from home import clock
from home.actions import files
from home.models import Letter
from home.states import IllegalTransition
from organizations.models import User
from tests.certifications import issuing, making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
REASON = {"ja": "安全性の確認のため", "en": "Safety is being checked", "zh": "安全性确认中"}


@pytest.fixture
def certificate(db):
    return issuing.released_round("kis")[0]


@pytest.fixture
def secretary(certificate):
    return User.objects.get(email="s-kis@people.example")


@pytest.fixture
def approver(certificate):
    return User.objects.get(email="a-kis@people.example")


def test_suspension_shows_at_once_and_ends(certificate, secretary):
    certificates.suspend(certificate, reason=REASON, by=secretary)
    assert again(certificate).status_on(date(2027, 6, 1)) == "suspended"
    assert again(certificate).state_reason == REASON["ja"]

    certificates.reinstate(again(certificate), by=secretary)

    assert again(certificate).status_on(date(2027, 6, 1)) == "valid"
    actions = list(certificate.history.values_list("action", flat=True))
    assert actions == ["certificate.issue", "certificate.suspend", "certificate.reinstate"]


def test_withdrawal_is_for_good_and_for_approvers(certificate, secretary, approver):
    with pytest.raises(PermissionDenied):
        certificates.withdraw(certificate, reason=REASON, by=secretary)

    certificates.withdraw(certificate, reason=REASON, by=approver)

    with pytest.raises(IllegalTransition):
        certificates.reinstate(again(certificate), by=secretary)
    assert Letter.objects.filter(kind="certifications/certificate_changed").count() == 1


def test_the_paper_of_a_certificate_stays_though_its_file_cannot_see_who_names_it(certificate):
    Certificate.objects.filter(pk=certificate.pk).update(pdf=files.store_bytes(b"%PDF", media_type="application/pdf"))
    with clock.at(clock.now() + timedelta(days=3)):
        files.sweep_unnamed(clock.now() - timedelta(days=1))

    assert again(certificate).pdf.read() == b"%PDF"


def test_the_last_day_is_the_last_valid_day(certificate, secretary):
    last = certificate.valid_from + timedelta(days=10)

    certificates.end_term(certificate, on=last, reason="販売終了", by=secretary)

    fresh = again(certificate)
    assert (fresh.status_on(last), fresh.status_on(last + timedelta(days=1))) == ("valid", "expired")
    assert list(Certificate.objects.valid(on=last)) == [fresh]
    assert list(Certificate.objects.valid(on=last + timedelta(days=1))) == []
    assert list(Certificate.objects.expired(on=last + timedelta(days=1))) == [fresh]


@pytest.mark.parametrize(
    ("first", "years", "end"),
    [
        (date(2026, 4, 1), 3, date(2029, 3, 31)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2026, 4, 1), None, None),
    ],
)
def test_terms_end_the_day_before_the_anniversary(first, years, end):
    assert certificates.term_end(first, years) == end


@pytest.mark.parametrize("tie", ["conflict", "membership"])
def test_officers_with_an_interest_do_nothing_to_a_certificate(certificate, secretary, approver, tie):
    application = certificate.decision.application
    for officer in (secretary, approver):
        if tie == "conflict":
            Conflict.objects.create(
                person=officer, application=application, state="confirmed", source="office", recorded_at=clock.now()
            )
        else:
            application.organization.memberships.create(user=officer, role="viewer", started_at=clock.now())
    verbs = [
        (certificates.suspend, {"reason": REASON, "by": secretary}),
        (certificates.reinstate, {"by": secretary}),
        (certificates.surrender, {"reason": REASON, "by": secretary}),
        (certificates.withdraw, {"reason": REASON, "by": approver}),
        (certificates.end_term, {"on": certificate.valid_from, "reason": "販売終了", "by": secretary}),
    ]

    for verb, facts in verbs:
        with pytest.raises(PermissionDenied):
            verb(again(certificate), **facts)

    assert (again(certificate).state, certificate.history.count()) == ("active", 1)
    assert [list(Certificate.objects.visible_to(officer)) for officer in (secretary, approver)] == [[], []]


def test_events_form_a_chain_that_the_database_keeps(certificate, secretary):
    certificates.suspend(certificate, reason=REASON, by=secretary)
    first, second = certificate.history.all()

    assert second.previous_hash == first.hash
    assert [event.hash for event in (first, second)] == [event.digest() for event in (first, second)]
    with pytest.raises(DatabaseError), transaction.atomic():
        CertificateEvent.objects.filter(pk=first.pk).update(note="書き換え")


def test_a_term_is_shortened_and_never_prolonged(certificate, secretary):
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=certificate.valid_from + timedelta(days=10))

    with pytest.raises(TermNotShorter):
        certificates.end_term(certificate, on=certificate.valid_from + timedelta(days=11), reason="延長", by=secretary)
    with pytest.raises(TermNotShorter):
        certificates.end_term(certificate, on=certificate.valid_from - timedelta(days=1), reason="取り消し", by=secretary)

    assert again(certificate).valid_until == certificate.valid_from + timedelta(days=10)


def test_a_nominated_person_who_holds_it_learns_of_a_change(certificate, secretary):
    candidate = making.person("candidate")
    Subject.objects.filter(pk=certificate.subject_id).update(person=candidate)

    certificates.suspend(again(certificate), reason=REASON, by=secretary)

    told = Letter.objects.filter(kind="certifications/certificate_changed").values_list("address", flat=True)
    assert set(told) == {issuing.holder(certificate).email, candidate.email}
