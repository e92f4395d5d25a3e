"""Files in pieces over HTTP: the ticket, offsets, the last piece, other companies, and the pages that tell of it."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from certifications.actions import applications, receipts, uploads
from certifications.models import Attachment, UploadTicket
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again
from tests.home import samples

pytestmark = pytest.mark.django_db
PICTURE = samples.picture()
WHOLE = len(PICTURE)
BYTES = "application/offset+octet-stream"


@pytest.fixture
def question(filled):
    found = filled.form_version.questions.filter(kind="picture").first()
    filled.attachments.filter(key=found.key).delete()
    return found


def ask(client, application, question, name="写真.jpg", size=WHOLE):
    address = reverse("certifications:tickets", args=[application.public_id, question.key])
    return client.post(address, json.dumps({"name": name, "size": size}), content_type="application/json")


def patch(client, url, data, offset):
    return client.patch(url, data, content_type=BYTES, headers={"Upload-Offset": str(offset)})


def test_file_comes_in_pieces_and_is_listed(filled, question, owner, as_user):
    client = as_user(owner)
    url = ask(client, filled, question).json()["url"]

    first = patch(client, url, PICTURE[:100], 0)
    last = patch(client, url, PICTURE[100:], 100)

    attachment = Attachment.objects.get(key=question.key)
    assert (first.json(), first.headers["Upload-Offset"]) == ({"state": "open", "offset": 100}, "100")
    assert last.json()["state"] == "saved"
    assert str(attachment.public_id) in last.json()["html"]
    assert client.get(url).json()["state"] == "saved"


def test_wrong_offset_is_answered_with_the_right_one(filled, question, owner, as_user):
    client = as_user(owner)
    url = ask(client, filled, question).json()["url"]
    patch(client, url, PICTURE[:100], 0)

    again_, head = patch(client, url, PICTURE[:100], 0), client.head(url)

    assert (again_.status_code, again_.json()) == (409, {"state": "offset", "offset": 100})
    assert (head.status_code, head.headers["Upload-Offset"]) == (200, "100")


@pytest.mark.parametrize("offset", ["", "x", "-1", "9" * 30])
def test_piece_without_a_place_is_refused(filled, question, owner, as_user, offset):
    client = as_user(owner)
    url = ask(client, filled, question).json()["url"]

    assert patch(client, url, b"data", offset).status_code == 400


def test_piece_that_is_too_large_is_refused_unread(filled, question, owner, as_user):
    client = as_user(owner)
    url = ask(client, filled, question, size=uploads.MAX_PIECE * 2).json()["url"]

    assert patch(client, url, b"x" * (uploads.MAX_PIECE + 1), 0).status_code == 400
    assert UploadTicket.objects.get().received == 0


@pytest.mark.parametrize(
    "body", ["", "[]", '{"name": 1, "size": 2}', '{"name": "a.jpg", "size": true}', '{"name": "a.exe", "size": 5}']
)
def test_ticket_for_nonsense_is_refused(filled, question, owner, as_user, body):
    address = reverse("certifications:tickets", args=[filled.public_id, question.key])

    response = as_user(owner).post(address, body, content_type="application/json")

    assert (response.status_code, response.json()["state"]) == (400, "wrong")


def test_other_people_find_nothing_and_viewers_may_not(filled, question, owner, viewer, stranger, as_user, client):
    url = ask(as_user(owner), filled, question).json()["url"]

    answers = [patch(each, url, PICTURE, 0).status_code for each in (as_user(stranger), as_user(viewer), client)]

    assert answers == [404, 403, 401]
    assert as_user(stranger).get(url).status_code == 404


def test_ticket_of_another_application_is_not_found(filled, question, submitted, owner, as_user):
    client = as_user(owner)
    ask(client, filled, question)
    ticket = UploadTicket.objects.get()

    address = reverse("certifications:ticket", args=[submitted.public_id, ticket.public_id])

    assert client.get(address).status_code == 404


def test_upload_can_be_given_up(filled, question, owner, as_user):
    client = as_user(owner)
    url = ask(client, filled, question).json()["url"]

    ended, after = client.delete(url), patch(client, url, PICTURE, 0)

    assert (ended.json(), after.status_code, after.json()["state"]) == ({"state": "ended"}, 409, "closed")


def test_pages_tell_what_is_still_being_sent(filled, question, owner, as_user, to):
    client = as_user(owner)
    url = ask(client, filled, question).json()["url"]

    section = client.get(to("section", filled, question.section.code)).content.decode()
    check = client.get(to("check", filled)).content.decode()
    applications.submit(filled, by=owner)
    receipt = client.get(to("receipt", filled)).content.decode()

    assert f'data-ticket="{url}"' in section
    assert "送信中のファイル" in check
    assert "写真.jpg" in receipt


def test_paper_is_being_prepared_then_given_to_its_side_only(
    submitted, owner, viewer, stranger, secretary, approver, as_user, to
):
    address = to("receipt_paper", submitted, 1)
    before = as_user(owner).get(address)
    page = as_user(owner).get(to("receipt", submitted)).content.decode()
    receipts.render(submitted.versions.get())

    after = {person: as_user(person).get(address).status_code for person in (owner, viewer, secretary, approver, stranger)}

    assert (before.status_code, "PDFの控えを作成しています" in page) == (202, True)
    assert after == {owner: 200, viewer: 200, secretary: 200, approver: 200, stranger: 404}
    assert as_user(owner).get(to("receipt_paper", submitted, 2)).status_code == 404
    assert address in as_user(owner).get(to("receipt", again(submitted))).content.decode()


def test_clock_stands_on_the_overview(submitted, owner, as_user, to):
    page = as_user(owner).get(to("application", submitted)).content.decode()

    assert "210開庁日" in page
    assert "あと210開庁日" in page


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 50_000])
def test_ticket_asked_for_in_a_nested_body_is_refused(filled, question, owner, as_user, body):
    address = reverse("certifications:tickets", args=[filled.public_id, question.key])

    assert as_user(owner).post(address, body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("length", ["²", "x", "-1", "9" * 30])
def test_piece_of_an_unreadable_length_is_refused(filled, question, owner, as_user, length):
    client = as_user(owner)
    url = ask(client, filled, question).json()["url"]

    answer = client.patch(url, b"x", content_type=BYTES, headers={"Upload-Offset": "0"}, CONTENT_LENGTH=length)

    assert answer.status_code == 400


def test_ticket_says_of_itself_whether_it_goes_on(filled, question, owner, as_user):
    client = as_user(owner)
    with clock.at(making.CLOSES - timedelta(seconds=1)):
        url = ask(client, filled, question).json()["url"]

    said = []
    for at in (making.CLOSES + timedelta(minutes=29), making.CLOSES + timedelta(minutes=30)):
        with clock.at(at):
            said.append((client.get(url).json()["state"], patch(client, url, b"", 0).json()["state"]))

    assert said == [("open", "open"), ("closed", "closed")]


def test_empty_file_is_told_so_when_it_asks_for_its_ticket(filled, question, owner, as_user):
    answer = ask(as_user(owner), filled, question, size=0)

    words = "ファイルの中身が空です。お手元のファイルをご確認のうえ、もう一度選んでください。"
    assert (answer.status_code, answer.json()) == (400, {"state": "wrong", "error": words})
