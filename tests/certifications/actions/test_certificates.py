"""The later life of a certificate: each step an event, validity by dates."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from certifications import terms
from certifications.actions import certificates, withdrawals
from certifications.models import Certificate, CertificateEvent, Conflict, Subject
from certifications.refusals import PublicReasonMissing, TermNotShorter, TermOver
from home import clock
from home.actions import files
from home.models import Letter
from home.states import IllegalTransition
from organizations.models import User
from tests.certifications import issuing, making
from tests.certifications.deciding import again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_release")]
REASON = {"ja": "安全性の確認のため", "en": "Safety is being checked", "zh": "安全性确认中"}
SUSPEND = {"reason_class": "safety", "reason": REASON}
NOTICE = {"reason_class": "criteria", "grounds": "基準に合わなくなっています。", "answer_until": date(2030, 1, 1)}
GIVEN_BACK = {"told_by": "letter", "reason_class": "wish"}


@pytest.fixture
def secretary(certificate):
    return User.objects.get(email="s-kis@people.example")


@pytest.fixture
def approver(certificate):
    return User.objects.get(email="a-kis@people.example")


def test_suspension_shows_at_once_and_ends(certificate, secretary):
    certificates.suspend(certificate, by=secretary, **SUSPEND)
    assert again(certificate).status_on(date(2027, 6, 1)) == "suspended"
    assert again(certificate).state_reason == REASON["ja"]

    certificates.reinstate(again(certificate), by=secretary)

    assert again(certificate).status_on(date(2027, 6, 1)) == "valid"
    actions = list(certificate.history.values_list("action", flat=True))
    assert actions == ["certificate.issue", "certificate.suspend", "certificate.reinstate"]


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
    assert list(Certificate.objects.valid_on(last)) == [fresh]
    assert list(Certificate.objects.valid_on(last + timedelta(days=1))) == []
    assert list(Certificate.objects.expired_on(last + timedelta(days=1))) == [fresh]


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
    assert terms.term_end(first, years) == end


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
        (certificates.suspend, {"by": secretary} | SUSPEND),
        (certificates.reinstate, {"by": secretary}),
        (certificates.surrender, {"by": secretary} | GIVEN_BACK),
        (withdrawals.begin, {"by": approver} | NOTICE),
        (certificates.end_term, {"on": certificate.valid_from, "reason": "販売終了", "by": secretary}),
    ]

    for verb, facts in verbs:
        with pytest.raises(PermissionDenied):
            verb(again(certificate), **facts)

    assert (again(certificate).state, certificate.history.count()) == ("active", 1)
    assert [list(Certificate.objects.visible_to(officer)) for officer in (secretary, approver)] == [[], []]


def test_events_form_a_chain_that_the_database_keeps(certificate, secretary):
    certificates.suspend(certificate, by=secretary, **SUSPEND)
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
    with clock.at(clock.now() + timedelta(days=5)), pytest.raises(TermNotShorter):
        certificates.end_term(certificate, on=certificate.valid_from + timedelta(days=4), reason="昨日まで", by=secretary)

    assert again(certificate).valid_until == certificate.valid_from + timedelta(days=10)


def test_a_nominated_person_who_holds_it_learns_of_a_change(certificate, secretary):
    candidate = making.person("candidate")
    Subject.objects.filter(pk=certificate.subject_id).update(person=candidate)

    certificates.suspend(again(certificate), by=secretary, **SUSPEND)

    told = Letter.objects.filter(kind="certifications/certificate_changed").values_list("address", flat=True)
    assert set(told) == {issuing.holder(certificate).email, candidate.email}


def test_a_suspension_needs_words_for_the_public(certificate, secretary):
    with pytest.raises(PublicReasonMissing):
        certificates.suspend(certificate, reason_class="safety", reason={"ja": " "}, by=secretary)

    assert (again(certificate).state, certificate.history.count()) == ("active", 1)


def test_an_event_has_its_day_kind_of_reason_and_decision(certificate, secretary):
    certificates.suspend(certificate, note="部品の不具合の報告", by=secretary, **SUSPEND)

    first, second = certificate.history.all()
    assert (first.effective_on, first.decision, first.reason_class) == (certificate.issued_on, certificate.decision, "")
    assert (second.effective_on, second.reason_class, second.note) == (clock.today(), "safety", "部品の不具合の報告")
    assert again(certificate).reason_class == "safety"


def test_the_holder_gives_it_back_and_only_an_owner_may(certificate):
    owner = issuing.holder(certificate)
    membership = certificate.organization.memberships.get(user=owner)
    editor = making.person("editor")
    certificate.organization.memberships.create(user=editor, role="editor", started_at=clock.now())
    with pytest.raises(PermissionDenied):
        certificates.give_back(certificate, reason_class="wish", by=editor)

    certificates.give_back(certificate, reason_class="discontinued", note="製造終了", by=membership.user)

    fresh = again(certificate)
    assert (fresh.state, fresh.reason_class, fresh.history.last().action) == (
        "surrendered",
        "discontinued",
        "certificate.give_back",
    )
    told = Letter.objects.filter(kind="certifications/certificate_given_back").values_list("address", flat=True)
    assert list(told) == ["s-kis@people.example"]
    with pytest.raises(IllegalTransition):
        certificates.give_back(fresh, reason_class="wish", by=owner)


def test_nothing_is_done_to_a_certificate_after_its_term(certificate, secretary):
    last = certificate.valid_from + timedelta(days=1)
    certificates.end_term(certificate, on=last, reason="販売終了", by=secretary)
    later = clock.now() + timedelta(days=900)

    with clock.at(later):
        for verb, facts in ((certificates.suspend, SUSPEND), (certificates.surrender, GIVEN_BACK), (withdrawals.begin, NOTICE)):
            with pytest.raises(TermOver):
                verb(again(certificate), by=secretary, **facts)

    assert certificate.history.count() == 2


def test_the_end_of_a_term_is_written_once_and_told_once(certificate, secretary):
    last = certificate.valid_from + timedelta(days=1)
    certificates.end_term(certificate, on=last, reason="販売終了", by=secretary)
    day_after = clock.now() + (last + timedelta(days=1) - clock.today())
    Letter.objects.all().delete()

    with clock.at(day_after - timedelta(days=1)):
        early = certificates.expire_due()
    with clock.at(day_after):
        counts = [certificates.expire_due() for _ in range(2)]

    event = certificate.history.last()
    assert (early, counts) == (0, [1, 0])
    assert (event.action, event.effective_on, event.by, event.to_state) == (
        "certificate.expire",
        last + timedelta(days=1),
        None,
        "",
    )
    assert Letter.objects.filter(kind="certifications/certificate_changed").count() == 1


def test_a_term_that_ended_long_ago_is_told_to_nobody(certificate):
    Letter.objects.all().delete()
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=certificate.valid_from)

    with clock.at(clock.now() + timedelta(days=200)):
        written = certificates.expire_due()

    assert (written, Letter.objects.count()) == (1, 0)


def wrong_events(certificate):
    """Events that do not follow from the last one."""
    day = {"effective_on": clock.today().isoformat()}
    before = {"effective_on": (certificate.issued_on - timedelta(days=1)).isoformat()}
    yield {"seq": 4, "to_state": "", "facts": day}
    yield {"seq": 2, "from_state": "active", "to_state": "suspended", "facts": before}
    yield {"seq": 2, "from_state": "suspended", "to_state": "active", "facts": day}


def test_the_database_keeps_events_in_order(certificate):
    for facts in wrong_events(certificate):
        event = CertificateEvent(record=certificate, at=clock.now(), action="certificate.suspend", hash="x", **facts)
        with pytest.raises(DatabaseError), transaction.atomic():
            event.save(force_insert=True)

    assert certificate.history.count() == 1
