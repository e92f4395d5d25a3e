"""What should not be sent, sent all the same: each gets a clear answer in the reader's language, and leaves nothing half done."""

import io
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from PIL import Image

from certifications.actions import answering, applications
from certifications.models import Application, Attachment, Program, Round, Subject
from home import clock
from home.models import StoredFile
from organizations.models import Organization
from tests.certifications import making
from tests.home import samples
from tests.home.bad_files import bomb

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]


@pytest.fixture
def client_of(city):
    def enter(email):
        client = Client(headers={"host": "localhost"})
        client.force_login(city.user(email))
        return client

    return enter


@pytest.fixture
def draft(city):
    """An open draft with a question for papers."""
    return Application.objects.get(created_by__email="craft1@takumi.example", state="draft")


def question_for(application, kind):
    """A question that takes a paper ("pdf") or a picture ("jpg")."""
    every = application.round.form_version.questions.select_related("section").order_by("pk")
    return next(row for row in every if row.takes_files and kind in (row.accept or ["pdf"]))


def send(client, application, question, name, data, prefix=""):
    file = io.BytesIO(data)
    file.name = name
    return client.post(f"{prefix}/applications/{application.public_id}/answers/{question.key}/files/", {"file": file})


@pytest.fixture(autouse=True)
def nothing_stays_in_quarantine():
    yield
    assert list(Path(settings.QUARANTINE_ROOT).glob("upload-*")) == []


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", "ファイル名の末尾（拡張子）と中身が合っていません。"),
        ("/en", "The content does not fit the file name's ending."),
        ("/zh-hans", "文件扩展名与实际内容不符。"),
    ],
)
def test_html_named_pdf_is_refused_in_the_readers_language(client_of, draft, prefix, words):
    kept = StoredFile.objects.count(), Attachment.objects.count()

    answer = send(client_of("craft1@takumi.example"), draft, question_for(draft, "pdf"), "証明.pdf", b"<html>hi", prefix)

    assert (answer.status_code, answer.json()["error"][: len(words)]) == (400, words)
    assert (StoredFile.objects.count(), Attachment.objects.count()) == kept


def test_picture_loses_the_place_where_it_was_taken(client_of, draft):
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 31.0, 51.0), 3: "E", 4: (139.0, 42.0, 0.0)})
    picture = samples.picture(size=(320, 240), exif=exif)

    client = client_of("craft1@takumi.example")

    answer = send(client, draft, question_for(draft, "jpg"), "工房.jpg", picture)
    attachment = Attachment.objects.filter(application=draft).latest("pk")
    kept = b"".join(client.get(f"/applications/{draft.public_id}/files/{attachment.public_id}/").streaming_content)

    assert answer.status_code == 200
    assert [len(place_of(data)) for data in (picture, kept)] == [4, 0]


def place_of(data):
    return Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", "画像の画素数が上限の2400万画素を超えています。"),
        ("/en", "The picture has more than 24 megapixels."),
        ("/zh-hans", "图片超过2400万像素的上限。"),
    ],
)
def test_picture_of_127_megapixels_is_refused_before_it_is_opened(client_of, draft, prefix, words):
    picture = samples.huge_png(11_300, 11_300)

    answer = send(client_of("craft1@takumi.example"), draft, question_for(draft, "jpg"), "大.png", picture, prefix)

    assert (answer.status_code, answer.json()["error"][: len(words)]) == (400, words)


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", "展開したときの大きさが上限を超えるため、受け付けられません。"),
        ("/en", "The file becomes too large when it is opened."),
        ("/zh-hans", "文件展开后的大小超过上限，无法接受。"),
    ],
)
def test_bomb_of_300_megabytes_is_refused_unopened_and_the_message_kept(client_of, prefix, words):
    application = Application.objects.filter(receipt_number__isnull=False, state="in_review", organization__isnull=False).first()
    file = io.BytesIO(bomb())
    file.name = "一覧.xlsx"
    before = application.messages.count(), StoredFile.objects.count()

    answer = client_of(application.created_by.email).post(
        f"{prefix}/applications/{application.public_id}/messages/", {"body": "一覧をお送りします。", "files": file}
    )

    page = answer.content.decode()
    assert (answer.status_code, words in page, "一覧をお送りします。" in page) == (400, True, True)
    assert (application.messages.count(), StoredFile.objects.count()) == before


def test_name_that_reads_backwards_is_kept_without_its_trick(client_of, draft):
    name = "請求書\u202efdp.exe\u202c.pdf"

    answer = send(client_of("craft1@takumi.example"), draft, question_for(draft, "pdf"), name, samples.pdf())

    assert answer.status_code == 200
    assert "\u202e" not in Attachment.objects.filter(application=draft).latest("pk").name


@pytest.fixture
def complete(city):
    """A draft that lacks nothing, in an open round of the design competition that no other test has."""
    office, owner = city.user("secretary.design@city.example"), city.user("designer4@designers.example")
    program, now = Program.objects.get(slug="design-competition"), clock.now()
    facts = {"fiscal_year": 2028, "number": 70 + program.rounds.count()}
    facts |= {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=3)}
    facts |= {"judging_until": (now + timedelta(days=9)).date(), "announces_at": now + timedelta(days=20)}
    round_ = making.published_round(program, office, **facts)
    words = {"title_ja": "灯り", "brief_ja": "灯りを。"}
    theme = making.theme(round_, office, Organization.objects.first(), **words)
    return filled_draft(round_, theme, owner)


def filled_draft(round_, theme, owner):
    subject = Subject.objects.create(kind="work", name_ja="急ぎの灯り", created_at=clock.now())
    category = round_.program.categories.first()
    application = applications.start(round_, subject=subject, by=owner, person=owner, category=category, theme=theme)
    for question in round_.form_version.questions.select_related("section"):
        if question.takes_files:
            making.put_file(application, question, owner)
        elif question.kind != "explanation":
            answering.save(application, question.key, making.answer_to(question), read_version=0, by=owner)
    return application


def test_two_clicks_submit_once(client_of, complete):
    path = f"/applications/{complete.public_id}/check/"
    clients, answers = [client_of("designer4@designers.example") for _ in range(2)], []
    start = threading.Barrier(2)

    def click(client):
        start.wait()
        answers.append(client.post(path))
        connections.close_all()

    threads = [threading.Thread(target=click, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    complete.refresh_from_db()

    assert sorted(answer.status_code for answer in answers) in ([302, 302], [302, 409])
    assert (complete.state, complete.versions.count()) == ("submitted", 1)


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", "への次の申請を受け付けました。"),
        ("/en", "We have received the following application to"),
        ("/zh-hans", "已受理对"),
    ],
)
def test_second_click_after_the_first_leads_to_the_receipt(client_of, complete, prefix, words):
    client, path = client_of("designer4@designers.example"), f"{prefix}/applications/{complete.public_id}/check/"
    client.post(path)

    answer = client.post(path, follow=True)

    assert (answer.status_code, answer.redirect_chain[-1][0].endswith("/receipt/")) == (200, True)
    assert words in answer.content.decode()
    assert complete.versions.count() == 1


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("/en", "The deadline has passed. Your draft is kept; please contact the office."),
        ("/zh-hans", "已过截止时间。草稿已保留，请与事务局联系。"),
    ],
)
def test_submission_one_second_late_is_told_so_in_the_readers_language(client_of, complete, prefix, words):
    Round.objects.filter(pk=complete.round_id).update(closes_at=clock.now() - timedelta(seconds=1))

    answer = client_of("designer4@designers.example").post(f"{prefix}/applications/{complete.public_id}/check/")
    complete.refresh_from_db()

    assert (answer.status_code, words in answer.content.decode()) == (409, True)
    assert (complete.state, complete.versions.count()) == ("draft", 0)


def test_submission_one_second_late_is_told_so(people, city, complete):
    page = people(city.user("designer4@designers.example"))
    page.goto(f"{city.url}/applications/{complete.public_id}/check/")
    Round.objects.filter(pk=complete.round_id).update(closes_at=clock.now() - timedelta(seconds=1))

    with page.expect_navigation() as answer:
        page.get_by_role("button", name="申請を提出する").click()
    complete.refresh_from_db()

    assert "締切を過ぎました。" in page.locator("main").inner_text()
    assert (answer.value.status, complete.state, complete.versions.count()) == (409, "draft", 0)


def test_html_named_pdf_is_told_at_its_field(people, city, draft):
    page = people(city.user("craft1@takumi.example"))
    question = question_for(draft, "pdf")
    page.goto(f"{city.url}/applications/{draft.public_id}/sections/{question.section.code}/")

    place = page.locator(f"#q-{question.key}")
    place.locator("input[type=file]").set_input_files({"name": "証明.pdf", "mimeType": "application/pdf", "buffer": b"<html>hi"})
    place.locator("[data-upload-errors] li").wait_for()

    assert place.locator("[data-upload-errors] li").inner_text().startswith("証明.pdf: ファイル名の末尾（拡張子）と中身が")
