"""The applicant's page of an appeal: the days, the form, its papers, the answer after its release."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import appeals, decisions, releases, rulings
from certifications.models import Appeal
from home import clock
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked
from tests.home import samples

pytestmark = pytest.mark.django_db

GROUNDS, SEALED = "安全性の資料は提出しています。", "資料を確かめましたが結論は変わりません。"


@pytest.fixture
def refused(in_judging, open_round, secretary, approver):
    locked(open_round, secretary)
    approved(in_judging, secretary, approver, outcome="not_certified")
    with clock.at(RELEASE):
        releases.release(again(open_round), by=approver)
    with clock.at(RELEASE + timedelta(days=3)):
        yield again(in_judging)


@pytest.fixture
def second(program):
    return making.office(program, "second-secretary"), making.office(program, "second-approver", "approver")


def test_the_page_says_until_when_and_takes_grounds_with_papers(refused, owner, as_user, to):
    client, paper = as_user(owner), SimpleUploadedFile("資料.pdf", samples.pdf(), content_type="application/pdf")
    before = client.get(to("appeal", refused)).content.decode()

    answer = client.post(to("appeal", refused), {"grounds": GROUNDS, "files": [paper]})

    filed = Appeal.objects.get()
    after = client.get(to("appeal", refused)).content.decode()
    assert (answer.status_code, filed.grounds, filed.papers.get().name) == (302, GROUNDS, "資料.pdf")
    assert ("2027年3月31日" in before, GROUNDS in after, "受付済み" in after) == (True, True, True)
    assert client.get(to("appeal_paper", refused, filed.papers.get().public_id)).status_code == 200


def test_others_find_neither_page_nor_paper(refused, owner, viewer, stranger, judges, as_user, to):
    filed = appeals.file(refused, grounds=GROUNDS, by=owner)
    seen = [as_user(person).get(to("appeal", refused)).status_code for person in (viewer, stranger, judges[0])]
    sent = as_user(viewer).post(to("appeal_take_back", refused)).status_code

    assert (seen, sent, again(filed).state) == ([200, 404, 404], 403, "received")


def test_after_the_last_day_the_page_says_what_can_be_done(refused, owner, as_user, to):
    with clock.at(RELEASE + timedelta(days=40)):
        client = as_user(owner)
        page = client.get(to("appeal", refused)).content.decode()
        late = client.post(to("appeal", refused), {"grounds": GROUNDS})

    assert ('name="grounds"' in page, "書面で事務局へ" in page, late.status_code) == (False, True, 409)
    assert GROUNDS in late.content.decode() or Appeal.objects.count() == 0


def test_before_the_result_there_is_no_such_page(in_judging, owner, as_user, to):
    assert as_user(owner).get(to("appeal", in_judging)).status_code == 404


def test_the_answer_stands_there_only_after_its_release(refused, owner, second, as_user, to):
    appeal = appeals.file(refused, grounds=GROUNDS, by=owner)
    appeals.seat(appeal, making.person("outsider"), by=second[0])
    appeals.begin(appeal, by=second[0])
    decision = rulings.draft(appeal, ruling="dismissed", reasons=SEALED, by=second[0])
    decisions.propose(decision, by=second[0])
    decisions.approve(decision, by=second[1])
    client, pages = as_user(owner), [to("appeal", refused), to("application", refused)]
    before = [SEALED in client.get(page).content.decode() for page in pages]

    rulings.release(appeal, by=second[1])

    after = client.get(pages[0]).content.decode()
    assert (before, SEALED in after, "申出を退けます" in after) == ([False, False], True, True)


def test_after_it_was_upheld_the_earlier_decision_is_still_to_be_read(refused, owner, second, program, as_user, to):
    appeal = appeals.file(refused, grounds=GROUNDS, by=owner)
    appeals.seat(appeal, making.person("outsider"), by=second[0])
    appeals.begin(appeal, by=second[0])
    level = program.levels.order_by("-rank").first()
    decision = rulings.draft(appeal, ruling="upheld", outcome="certified", level=level, reasons="確認しました。", by=second[0])
    decisions.propose(decision, by=second[0])
    decisions.approve(decision, by=second[1])
    rulings.release(appeal, by=second[1])

    page = as_user(owner).get(to("application", refused)).content.decode()

    assert ("確認しました。" in page, "安全性の資料が足りません。" in page, "はじめの決定" in page) == (True, True, True)


def test_it_is_taken_back_by_a_button(refused, owner, as_user, to):
    filed = appeals.file(refused, grounds=GROUNDS, by=owner)

    as_user(owner).post(to("appeal_take_back", refused))

    assert again(filed).state == "taken_back"
