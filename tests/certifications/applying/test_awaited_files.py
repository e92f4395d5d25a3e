"""A file that a submitted version waits for: offered on the overview and the receipt until its time is over, and taken whole."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import applications, corrections, uploads
from certifications.models import UploadTicket
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again
from tests.home import samples

pytestmark = pytest.mark.django_db
PICTURE = samples.picture()
OTHER = PICTURE[:-1] + bytes([PICTURE[-1] ^ 1])
AFTER = making.CLOSES + timedelta(minutes=29)


@pytest.fixture
def late(filled, owner):
    """Submitted in the last second; of one picture the browser told the hash, and nothing has come yet."""
    question = filled.form_version.questions.filter(kind="picture").first()
    filled.attachments.filter(key=question.key).delete()
    sha256 = hashlib.sha256(PICTURE).hexdigest()
    with clock.at(making.CLOSES - timedelta(seconds=1)):
        ticket = uploads.issue(filled, question.key, name="写真.jpg", size=len(PICTURE), sha256=sha256, by=owner)
        applications.submit(filled, by=owner)
    return UploadTicket.objects.select_related("application").get(pk=ticket.pk)


@pytest.fixture
def send(late, to, as_user):
    """Sends a file with the form of the page, without the script."""
    address = to("awaited_file", late.application, late.public_id)

    def post(user, data=PICTURE):
        return as_user(user).post(address, {"file": SimpleUploadedFile("写真.jpg", data)} if data else {})

    return post


@pytest.mark.parametrize("page", ["application", "receipt"])
def test_page_offers_what_is_awaited_with_its_instant(late, owner, viewer, as_user, to, page):
    url, field = to("ticket", late.application, late.public_id), f'id="id_t-{late.public_id}"'
    with clock.at(AFTER):
        uploads.add(late, PICTURE[:100], offset=0, by=owner)
        mine, theirs = (as_user(each).get(to(page, late.application)).content.decode() for each in (owner, viewer))
    with clock.at(AFTER + timedelta(minutes=1)):
        over = as_user(owner).get(to(page, late.application)).content.decode()

    percent = 100 * 100 // len(PICTURE)
    shown = [f'data-ticket="{url}"', field, "js/uploads.js", "到着の期限", f"{percent}%まで届いています", "awaited-title"]
    assert [each in mine for each in shown] == [True] * 6
    assert [each in theirs for each in shown] == [False, False, False, True, True, True]
    assert [each in over for each in shown] == [False] * 6


def test_overview_says_first_that_the_rest_is_to_be_sent(late, owner, viewer, as_user, to):
    with clock.at(AFTER):
        mine, theirs = (as_user(each).get(to("application", late.application)).content.decode() for each in (owner, viewer))
        uploads.receive(late, PICTURE, offset=0, by=owner)
        done = as_user(owner).get(to("application", late.application)).content.decode()

    assert ['href="#awaited-title"' in page for page in (mine, theirs, done)] == [True, False, False]


def test_draft_is_offered_its_rest_where_it_is_checked(filled, owner, as_user, to):
    question = filled.form_version.questions.filter(kind="picture").first()
    filled.attachments.filter(key=question.key).delete()
    ticket = uploads.issue(filled, question.key, name="写真.jpg", size=100, by=owner)

    page = as_user(owner).get(to("check", filled)).content.decode()

    assert f'action="{to("awaited_file", filled, ticket.public_id)}"' in page


def test_file_sent_whole_without_scripts_is_in_the_application(late, send, owner):
    with clock.at(AFTER):
        response = send(owner)

    late.refresh_from_db()
    last = again(late.application).versions.latest("seq")
    assert (response.status_code, late.state, last.kind, last.awaited) == (302, "finished", "late_file", [])
    assert "写真.jpg" in [row["name"] for row in last.files]


def test_nothing_chosen_and_another_file_leave_the_ticket_as_it_stands(late, send, owner):
    with clock.at(AFTER):
        answers = [send(owner, data).status_code for data in (b"", PICTURE + b"more", OTHER)]
        late.refresh_from_db()
        between = (late.state, late.received)
        right = send(owner)

    late.refresh_from_db()
    assert (answers, between) == ([302, 409, 409], ("open", 0))
    assert (right.status_code, late.state) == (302, "finished")


def test_after_half_an_hour_and_for_others_it_is_closed(late, send, owner, viewer, stranger):
    with clock.at(AFTER):
        others = [send(each).status_code for each in (viewer, stranger)]
    with clock.at(AFTER + timedelta(minutes=1)):
        over = send(owner).status_code

    late.refresh_from_db()
    assert (others, over, late.state, late.received) == ([403, 404], 409, "open", 0)


def test_pieces_of_another_file_are_thrown_away_and_the_right_one_is_taken(late, owner, as_user, to):
    url = to("ticket", late.application, late.public_id)

    def patch(data, offset):
        facts = {"content_type": "application/offset+octet-stream", "headers": {"Upload-Offset": str(offset)}}
        return as_user(owner).patch(url, data, **facts).json()

    with clock.at(AFTER):
        patch(OTHER[:100], 0)
        wrong = patch(OTHER[100:], 100)
        stands = as_user(owner).get(url).json()
        right = patch(PICTURE, 0)

    assert (wrong["state"], stands["state"], stands["offset"], right["state"]) == ("differs", "open", 0, "saved")


@pytest.mark.parametrize("sha256", ["x", "A" * 64, "0" * 63, 5, None])
def test_ticket_for_a_hash_that_is_none_is_refused(filled, owner, as_user, to, sha256):
    question = filled.form_version.questions.filter(kind="picture").first()
    body = {"name": "a.jpg", "size": 5, "sha256": sha256}

    answer = as_user(owner).post(to("tickets", filled, question.key), body, content_type="application/json")

    assert (answer.status_code, answer.json()["state"]) == (400, "wrong")


def test_page_of_the_points_offers_what_a_correction_is_sending(submitted, owner, secretary, as_user, to):
    question = submitted.form_version.questions.filter(kind="picture").first()
    due = making.DURING.date().replace(day=28)
    corrections.request(submitted, {str(question.key): "新しい写真をください"}, due_on=due, by=secretary)
    ticket = uploads.issue(again(submitted), question.key, name="新.jpg", size=len(PICTURE), by=owner)

    page = as_user(owner).get(to("corrections", submitted)).content.decode()

    address = to("awaited_file", submitted, ticket.public_id)
    assert (f'action="{address}"' in page, "js/uploads.js" in page) == (True, True)
