"""The holder's page of a certificate: its life, an answer before a withdrawal, giving it back; nobody else finds it."""

import pytest
from django.test import Client

from certifications.actions import certificates, withdrawals
from certifications.models import Withdrawal
from organizations.models import User
from tests.certifications import issuing, making
from tests.certifications.deciding import again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_release")]
GROUNDS, SECRET = "仕様の変更により、基準に合わなくなっています。", "別の保有者からの通報による。"
GIVEN = {"reason_class": "discontinued", "meant": "on"}


@pytest.fixture
def secretary(certificate):
    return User.objects.get(email="s-kis@people.example")


def address(certificate, what=""):
    return f"/certificates/{certificate.public_id}/{what}"


def begun(certificate, secretary):
    day = withdrawals.first_possible_day(certificate.program)
    facts = {"reason_class": "criteria", "grounds": GROUNDS, "note": SECRET, "answer_until": day}
    return withdrawals.begin(certificate, by=secretary, **facts)


def test_the_page_offers_what_it_can_be_shown_with(certificate):
    page = making.signed_in(issuing.holder(certificate)).get(address(certificate)).content.decode()

    offered = [f"/verify/{certificate.code}/{what}" for what in ("seal.svg", "credential.json")]
    assert [what for what in offered if what not in page] == []


def test_the_page_tells_its_life_without_the_offices_notes(certificate, secretary):
    certificates.suspend(certificate, reason_class="safety", reason={"ja": "確認のため"}, note=SECRET, by=secretary)
    certificates.reinstate(certificate, note=SECRET, by=secretary)

    page = making.signed_in(issuing.holder(certificate)).get(address(certificate)).content.decode()

    wanted = (certificate.number, "発行", "効力停止", "安全性に関すること", "認証・認定書を返納する")
    assert [word in page for word in wanted] == [True] * len(wanted)
    assert SECRET not in page


def test_nobody_else_finds_it(certificate, secretary):
    judge = User.objects.get(email="j-kis@people.example")
    for person in (making.person("stranger"), secretary, judge):
        client = making.signed_in(person)
        found = [client.get(address(certificate)).status_code]
        found += [client.post(address(certificate, what), GIVEN).status_code for what in ("answer/", "give-back/")]
        assert found == [404, 404, 404]
    assert Client().get(address(certificate)).status_code == 302
    assert again(certificate).state == "active"


def test_the_holder_answers_on_the_page(certificate, secretary):
    begun(certificate, secretary)
    client = making.signed_in(making.colleague(certificate, "editor"))
    before = client.get(address(certificate)).content.decode()

    empty = client.post(address(certificate, "answer/"), {"text": ""})
    sent = client.post(address(certificate, "answer/"), {"text": "仕様を戻します。"})

    after = client.get(address(certificate)).content.decode()
    assert (GROUNDS in before, SECRET in before, "弁明を送る" in before) == (True, False, True)
    assert (empty.status_code, sent.status_code, Withdrawal.objects.get().answer) == (422, 302, "仕様を戻します。")
    assert ("弁明を送る" in after, "仕様を戻します。" in after) == (False, True)
    assert client.post(address(certificate, "answer/"), {"text": "二度目"}).status_code == 409


def test_a_viewer_reads_only(certificate, secretary):
    begun(certificate, secretary)
    client = making.signed_in(making.colleague(certificate, "viewer"))

    page = client.get(address(certificate)).content.decode()

    assert (GROUNDS in page, "弁明を送る" in page, "返納する" in page) == (True, False, False)
    assert client.post(address(certificate, "answer/"), {"text": "回答"}).status_code == 403
    assert client.post(address(certificate, "give-back/"), GIVEN).status_code == 403


def test_an_owner_gives_it_back_when_it_is_meant(certificate):
    client = making.signed_in(issuing.holder(certificate))

    unmeant = client.post(address(certificate, "give-back/"), {"reason_class": "wish"})
    kept = again(certificate).state
    done = client.post(address(certificate, "give-back/"), GIVEN)

    assert (unmeant.status_code, kept, done.status_code, again(certificate).state) == (422, "active", 302, "surrendered")
    page = client.get(address(certificate)).content.decode()
    assert ("返納されました" in page, "製造・提供の終了" in page, "認証・認定書を返納する" in page) == (True, True, False)
    assert client.post(address(certificate, "give-back/"), GIVEN).status_code == 409


def test_the_own_page_lists_it_with_its_status(certificate, secretary):
    certificates.suspend(certificate, reason_class="safety", reason={"ja": "確認のため"}, by=secretary)

    page = making.signed_in(issuing.holder(certificate)).get("/my/").content.decode()

    assert (address(certificate) in page, "効力停止中" in page) == (True, True)
