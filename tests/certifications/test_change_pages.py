"""The holder's pages of change notices: told, mended, taken back; others find nothing, and viewers only read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certifications.actions import certificates, changes
from certifications.models import ChangeNotice, ChangePaper
from home import clock
from organizations.models import User
from tests.certifications import issuing, making
from tests.certifications.deciding import again
from tests.home import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_release")]
NEW = "橘ロボティクス株式会社"
TOLD = {"kind": "holder", "changed_on": "2027/3/1", "new_ja": NEW, "words": "商号を変更しました。"}


@pytest.fixture
def secretary(certificate):
    return User.objects.get(email="s-kis@people.example")


def address(certificate, notice=None, what=""):
    base = f"/certificates/{certificate.public_id}/changes/"
    return f"{base}{notice.public_id}/{what}" if notice else base


def told(client, certificate, **facts):
    sent = TOLD | {"changed_on": clock.today().isoformat()} | facts
    return client.post(address(certificate), sent)


def test_from_the_notice_to_the_answer(certificate, secretary):
    client = making.signed_in(issuing.holder(certificate))
    file = SimpleUploadedFile("登記.pdf", samples.pdf(), content_type="application/pdf")
    sent = told(client, certificate, files=[file])
    notice = ChangeNotice.objects.get()
    paper = client.get(address(certificate, notice, f"papers/{notice.papers.get().public_id}/"))
    changes.send_back(notice, answer="登記の日付を書いてください。", note="内部", by=secretary)
    asked = client.get(address(certificate, notice)).content.decode()
    mended = client.post(address(certificate, notice), TOLD | {"changed_on": "2027/2/28", "words": "3月1日に登記しました。"})
    changes.accept(again(notice), by=secretary)
    done = client.get(address(certificate, notice)).content.decode()
    listed = client.get(f"/certificates/{certificate.public_id}/").content.decode()

    assert (sent.status_code, sent.url, paper.status_code) == (302, address(certificate, notice), 200)
    assert ("登記の日付を書いてください。" in asked, "内部" in asked, "再提出する" in asked) == (True, False, True)
    assert (mended.status_code, again(notice).words, again(certificate).holder_ja) == (302, "3月1日に登記しました。", NEW)
    assert ("再提出する" in done, "変更届を受理しました" in done) == (False, True)
    assert (address(certificate, notice) in listed, f"→ {NEW}" in listed) == (True, True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"words": ""}, "変更の内容（具体的に）"),
        ({"new_ja": ""}, "新しい名称を、少なくとも日本語で"),
        ({"kind": "nothing"}, "変更の内容"),
        ({"changed_on": "2099/1/1"}, "先の日付です"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(certificate, wrong, words):
    client = making.signed_in(issuing.holder(certificate))

    answer = told(client, certificate, new_en="Kept words", **wrong)

    page = answer.content.decode()
    assert (answer.status_code, words in page, "Kept words" in page, ChangeNotice.objects.count()) == (422, True, True, 0)


def test_it_is_taken_back(certificate):
    client = making.signed_in(issuing.holder(certificate))
    told(client, certificate)
    notice = ChangeNotice.objects.get()

    done = client.post(address(certificate, notice, "take-back/"))

    assert (done.status_code, again(notice).state) == (302, "taken_back")
    assert client.post(address(certificate, notice, "take-back/")).status_code == 409
    assert client.post(address(certificate, notice), TOLD).status_code == 409


def test_nobody_else_finds_it(certificate, secretary):
    owner = making.signed_in(issuing.holder(certificate))
    told(owner, certificate, files=[SimpleUploadedFile("登記.pdf", samples.pdf(), content_type="application/pdf")])
    notice, paper = ChangeNotice.objects.get(), ChangePaper.objects.get()
    pages = [address(certificate), address(certificate, notice), address(certificate, notice, f"papers/{paper.public_id}/")]

    for person in (making.person("stranger"), secretary, User.objects.get(email="j-kis@people.example")):
        client = making.signed_in(person)
        found = [client.get(page).status_code for page in pages]
        found += [client.post(page, TOLD).status_code for page in (*pages[:2], address(certificate, notice, "take-back/"))]
        assert found == [404] * 6
    assert [Client().get(page).status_code for page in pages] == [302] * 3
    assert again(notice).state == "noticed"


def test_anothers_notice_is_not_found_below_ones_own_certificate():
    mine, theirs = issuing.released_round("kis", cases=2)
    told(making.signed_in(issuing.holder(theirs)), theirs, files=[SimpleUploadedFile("登記.pdf", samples.pdf())])
    notice, paper = ChangeNotice.objects.get(), ChangePaper.objects.get()
    client, ways = making.signed_in(issuing.holder(mine)), ("", f"papers/{paper.public_id}/")

    read = [client.get(address(mine, notice, what)).status_code for what in ways]
    sent = [client.post(address(mine, notice, what), TOLD).status_code for what in ("", "take-back/")]

    assert (read, sent, again(notice).state) == ([404, 404], [404, 404], "noticed")


def test_a_viewer_reads_only(certificate):
    told(making.signed_in(issuing.holder(certificate)), certificate)
    notice = ChangeNotice.objects.get()
    client = making.signed_in(making.colleague(certificate, "viewer"))

    page = client.get(address(certificate, notice)).content.decode()

    assert ("商号を変更しました。" in page, "変更届を取り下げる" in page) == (True, False)
    assert told(client, certificate, kind="address").status_code == 403
    assert [client.post(address(certificate, notice, what), TOLD).status_code for what in ("", "take-back/")] == [403, 403]


def test_of_an_ended_certificate_nothing_is_told(certificate):
    owner = issuing.holder(certificate)
    certificates.give_back(certificate, reason_class="wish", by=owner)
    client = making.signed_in(owner)

    page = client.get(address(certificate)).content.decode()

    assert ("変更届を提出する" in page, told(client, certificate).status_code) == (False, 409)
