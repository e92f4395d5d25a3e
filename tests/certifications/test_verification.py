"""The verification page: what it says in every state, to whom it says nothing more, and what it takes as a code."""

from datetime import date, timedelta

import pytest
from django.test import Client

from certifications.actions import certificates
from certifications.models import Certificate, Program
from home import clock
from tests.certifications import issuing, making

pytestmark = pytest.mark.usefixtures("after_release")


@pytest.fixture
def certificate(db):
    with clock.at(making.DURING):
        return issuing.released_round("kis")[0]


def text_of(response):
    return response.content.decode()


def approver():
    return Program.objects.get().roles.get(role="approver").user


def secretary():
    return Program.objects.get().roles.get(role="secretariat").user


@pytest.mark.parametrize(("language", "word"), [("ja", "有効です"), ("en", "Valid"), ("zh-hans", "有效")])
def test_valid_certificate_is_told_with_its_facts(certificate, client, language, word):
    response = client.get(f"/verify/{certificate.code}/?lang={language}")

    page = text_of(response)
    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert f"<span>{word}</span></h2>" in page
    for fact in (certificate.number, certificate.name, certificate.holder_ja, "2027"):
        assert fact in page


def test_page_holds_no_person(certificate, client):
    page = text_of(client.get(f"/verify/{certificate.code}/"))

    application = certificate.decision.application
    private = (application.created_by.name, application.created_by.email, application.receipt_number, str(certificate.public_id))
    assert [word for word in private if word in page] == []


@pytest.mark.parametrize("ask", ["suspend", "withdraw", "surrender", "expire", "early"])
def test_every_other_state_has_its_word_and_day(certificate, client, ask):
    today = clock.today()
    match ask:
        case "suspend":
            reason = {"ja": "安全性の再確認のため"}
            certificates.suspend(certificate, reason_class="safety", reason=reason, by=secretary())
            wanted = ("効力停止中です", "2027年3月1日", "安全性の再確認のため")
        case "withdraw":
            issuing.withdrawn(certificate, reason={"ja": "申請内容に誤りがあったため"}, by=approver())
            wanted = ("取り消されました", "2027年3月1日", "申請内容に誤りがあったため")
        case "surrender":
            certificates.surrender(certificate, told_by="letter", reason_class="wish", by=secretary())
            wanted = ("返納されました", "2027年3月1日", "")
        case "expire":
            yesterday = {"valid_from": today - timedelta(days=9), "valid_until": today - timedelta(days=1)}
            Certificate.objects.update(**yesterday)
            wanted = ("期限が切れています", "2027年2月28日", "")
        case "early":
            Certificate.objects.update(valid_from=today + timedelta(days=3))
            wanted = ("まだ有効ではありません", "2027年3月4日", "")

    page = text_of(client.get(f"/verify/{certificate.code}/"))

    label, day, reason = wanted
    assert f"<span>{label}</span></h2>" in page
    assert (day in page, reason in page, "<span>有効です</span>" in page) == (True, True, False)


def test_certificate_lasts_through_its_last_day(certificate):
    Certificate.objects.update(valid_from=date(2027, 3, 1), valid_until=date(2027, 3, 31))
    fresh = Certificate.objects.get()

    assert [fresh.status_on(date(2027, 3, day)) for day in (1, 31)] == ["valid", "valid"]
    assert [fresh.status_on(date(2027, 4, 1)), fresh.status_on(date(2027, 2, 28))] == ["expired", "not_yet"]


def test_specimen_says_that_it_attests_nothing(certificate, client):
    Certificate.objects.update(specimen=True)

    assert "見本のまちで作られたもので、何も証明しません。" in text_of(client.get(f"/verify/{certificate.code}/"))


def test_typed_code_leads_to_its_address_however_it_is_written(certificate, client):
    code = certificate.code
    spaced = f" {code[:4].lower()} {code[4:8]}-{code[8:]} "

    response = client.get("/verify/", {"code": spaced, "lang": "en"})

    assert (response.status_code, response.headers["Location"]) == (302, f"/verify/{code}/?lang=en")
    assert client.get(f"/verify/{code[:4]}-{code[4:8]}-{code[8:].lower()}/").headers["Location"] == f"/verify/{code}/"


def test_misread_code_says_so_and_keeps_it(certificate, client):
    wrong = ("1" if certificate.code[0] != "1" else "2") + certificate.code[1:]

    response = client.get(f"/verify/{wrong}/")

    assert response.status_code == 404
    assert "読み違えた文字があるようです" in text_of(response)
    assert f'value="{wrong[:4]}-{wrong[4:8]}-{wrong[8:]}"' in text_of(response)


def test_unknown_code_of_good_form_says_that_the_city_never_issued_it(certificate, client):
    code = certificate.code
    Certificate.objects.update(code="0" * 11)

    response = client.get(f"/verify/{code}/")

    assert response.status_code == 404
    assert "この番号で発行した証書はありません" in text_of(response)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/verify/", 200),
        ("/verify/?code=", 200),
        ("/verify/?code=%00", 200),
        ("/verify/?code=%3Cscript%3E", 302),
        ("/verify/" + "A" * 300 + "/", 302),
        ("/verify/%E6%97%A5%E6%9C%AC/", 404),
        ("/verify/%00/", 404),
        ("/verify/?lang=xx", 200),
    ],
)
def test_nothing_that_is_typed_breaks_the_page(certificate, client, path, status):
    response = client.get(path)

    assert response.status_code == status
    assert "<script>" not in text_of(response)


def test_page_is_the_same_for_everybody_and_is_never_kept(certificate, client):
    signed_in = Client()
    signed_in.force_login(issuing.holder(certificate))

    mine, anyones = signed_in.get(f"/verify/{certificate.code}/"), client.get(f"/verify/{certificate.code}/")

    assert mine.content == anyones.content
    assert anyones.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert client.get("/verify/").headers["Cache-Control"] == "public, max-age=60"
    assert ("Set-Cookie" in anyones.headers, "Cookie" in anyones.headers.get("Vary", "")) == (False, False)


def test_page_asks_the_database_little(certificate, client, django_assert_max_num_queries):
    client.get(f"/verify/{certificate.code}/")

    with django_assert_max_num_queries(6):
        client.get(f"/verify/{certificate.code}/")


def test_paper_is_for_its_holder_only(certificate, client):
    certificates.render(certificate)
    url = f"/certificates/{certificate.public_id}/pdf"
    stranger = making.person("somebody")
    answers = {}
    for name, user in {"holder": issuing.holder(certificate), "stranger": stranger, "approver": approver()}.items():
        visitor = Client()
        visitor.force_login(user)
        answers[name] = visitor.get(url)

    assert {name: answer.status_code for name, answer in answers.items()} == {"holder": 200, "stranger": 404, "approver": 404}
    assert b"".join(answers["holder"].streaming_content)[:5] == b"%PDF-"
    assert answers["holder"].headers["Content-Disposition"] == f'attachment; filename="{certificate.number}.pdf"'
    assert client.get(url).headers["Location"] == f"/account/login/?next={url}"


def test_paper_that_is_not_drawn_yet_says_so(certificate, client):
    client.force_login(issuing.holder(certificate))

    response = client.get(f"/certificates/{certificate.public_id}/pdf")

    assert (response.status_code, "証書を作成しています" in text_of(response)) == (202, True)


@pytest.mark.parametrize("language", ["ja", "en", "zh-hans"])
def test_a_day_of_the_past_is_asked_in_each_language(certificate, client, language):
    issued = clock.today()
    with clock.at(issuing.RELEASED + timedelta(days=30)):
        certificates.suspend(certificate, reason_class="safety", reason={"ja": "確認のため"}, by=secretary())
        pages = [
            text_of(client.get(f"/verify/{certificate.code}/?on={issued + timedelta(days=days)}&lang={language}"))
            for days in (0, 30, 31)
        ]

    words = {"ja": ("有効", "効力停止中"), "en": ("valid", "suspended"), "zh-hans": ("有效", "暂停中")}[language]
    found = [[f"<b>{word}</b>" in page for word in words] for page in pages]
    assert found == [[True, False], [False, True], [False, False]]


def test_what_happened_is_told_without_the_offices_notes(certificate, client):
    certificates.suspend(certificate, reason_class="safety", reason={"ja": "確認のため"}, note="内部の通報", by=secretary())
    certificates.reinstate(certificate, note="内部の確認", by=secretary())

    page = text_of(client.get(f"/verify/{certificate.code}/"))

    assert ["内部の" in page, "安全性に関すること" in page, page.count("timeline__item")] == [False, True, 3]


def test_a_replaced_certificate_names_the_newer_one(db, client):
    with clock.at(making.DURING):
        old, new = issuing.released_round("kis", cases=2)
    certificates.supersede(old, new, reason={"ja": "更新されました。"}, by=secretary())

    page = text_of(client.get(f"/verify/{old.code}/"))

    assert ("<span>新しい認証・認定書に替わりました</span></h2>" in page, f"/verify/{new.code}/" in page) == (True, True)
