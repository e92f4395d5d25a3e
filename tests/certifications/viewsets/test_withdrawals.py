"""The desk of withdrawals: begun on the certificate's page, decided by somebody else, hidden from who has an interest."""

import pytest
from django.urls import reverse

from certifications.actions import withdrawals
from certifications.models import Certificate, Conflict, Withdrawal
from home import clock
from organizations.models import User
from tests.certifications import issuing
from tests.certifications.deciding import again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_release")]
GROUNDS = "仕様の変更により、基準に合わなくなっています。"
LIST_QUERIES = 9


@pytest.fixture
def made(db):
    return issuing.released_round("kis", cases=3)


@pytest.fixture
def secretary(made):
    return User.objects.get(email="s-kis@people.example")


@pytest.fixture
def approver(made):
    return User.objects.get(email="a-kis@people.example")


def begun(certificate, by):
    day = withdrawals.first_possible_day(certificate.program)
    return withdrawals.begin(certificate, reason_class="criteria", grounds=GROUNDS, answer_until=day, by=by)


def at(name, record, verb="detail"):
    return reverse(f"{name}:{verb}", args=[record.public_id])


def test_from_the_certificates_page_to_the_decision(at_desk, made, secretary, approver):
    certificate = made[0]
    day = withdrawals.first_possible_day(certificate.program)
    notice = {"reason_class": "criteria", "grounds": GROUNDS, "answer_until": day.isoformat(), "hearing": "written"}
    early = at_desk(secretary).post(at("certificates", certificate, "begin_withdrawal"), notice | {"answer_until": "2027-03-02"})
    at_desk(secretary).post(at("certificates", certificate, "begin_withdrawal"), notice)
    withdrawal = Withdrawal.objects.get()
    page = at_desk(secretary).get(at("withdrawals", withdrawal)).content.decode()
    said = {"told_by": "telephone", "text": "異議はありません。"}
    at_desk(secretary).post(at("withdrawals", withdrawal, "enter_answer"), said)

    decided = {"ja": "基準を満たさなくなったため", "note": "回答を確かめた。"}
    refused = at_desk(secretary).post(at("withdrawals", withdrawal, "uphold"), decided)
    at_desk(approver).post(at("withdrawals", withdrawal, "uphold"), decided)

    offered = [verb for verb in ("enter_answer", "uphold", "drop") if at("withdrawals", withdrawal, verb) in page]
    assert (early.status_code, refused.status_code, offered) == (200, 302, ["enter_answer"])
    assert (again(withdrawal).state, again(certificate).state) == ("upheld", "withdrawn")
    ended = at_desk(approver).get(at("certificates", certificate)).content.decode()
    assert ("基準・要件の不適合" in ended, at("certificates", certificate, "suspend") in ended) == (True, False)


def test_an_officer_in_conflict_finds_nothing(at_desk, made, secretary, approver):
    withdrawal = begun(made[0], secretary)
    organization = made[0].organization
    Conflict.objects.create(
        person=approver, organization=organization, state="confirmed", source="office", recorded_at=clock.now()
    )

    assert made[0].number not in at_desk(approver).get(reverse("withdrawals:index")).content.decode()
    for verb in ("detail", "uphold", "drop", "enter_answer"):
        assert at_desk(approver).get(at("withdrawals", withdrawal, verb)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(at_desk, made, secretary, count, django_assert_num_queries):
    for certificate in made[:count]:
        begun(certificate, secretary)
    client = at_desk(secretary)
    client.get(reverse("withdrawals:index_results"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("withdrawals:index_results"))


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("status=valid", [0, 2]),
        ("status=surrendered", [1]),
        ("status=expired", []),
        ("ends=1", [2]),
        ("ends=12", [2]),
        ("ends=never", [0]),
    ],
)
def test_the_list_of_certificates_is_filtered_by_status_and_end(at_desk, made, secretary, query, places):
    Certificate.objects.update(valid_until=None)
    Certificate.objects.filter(pk=made[1].pk).update(state="surrendered", state_since=clock.today())
    Certificate.objects.filter(pk=made[2].pk).update(valid_until="2027-03-20")

    page = at_desk(secretary).get(reverse("certificates:index_results") + f"?{query}").content.decode()

    assert [place for place, certificate in enumerate(made) if certificate.number in page] == places


def test_the_export_says_what_a_check_says(at_desk, made, secretary):
    Certificate.objects.filter(pk=made[0].pk).update(valid_until="2027-02-28", valid_from="2027-02-01")

    answer = at_desk(secretary).get(reverse("certificates:index") + "?export=csv")

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert ["期間満了" in line for line in lines if made[0].number in line] == [True]
