"""Messages: write, read, and be seen to have read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import applications, consents, messages
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db


def test_thread_posts_and_returns(submitted, owner, as_user, to):
    response = as_user(owner).post(to("messages", submitted), {"body": "<b>質問</b>です。"})

    text = as_user(owner).get(to("messages", submitted)).content.decode()
    assert response.url == to("messages", submitted)
    assert "&lt;b&gt;質問&lt;/b&gt;です。" in text


def test_thread_marks_the_offices_messages_as_read_when_a_writer_looks(submitted, owner, viewer, secretary, as_user, to):
    messages.post(submitted, body="3ページを", by=secretary)

    as_user(viewer).get(to("messages", submitted))
    unread = submitted.messages.get().read_at
    as_user(owner).get(to("messages", submitted))

    assert (unread, submitted.messages.get().read_at) == (None, making.DURING)


def test_an_empty_message_is_explained(submitted, owner, as_user, to):
    response = as_user(owner).post(to("messages", submitted), {"body": " "})

    assert (response.status_code, submitted.messages.count()) == (400, 0)
    assert "<title>エラー: " in response.content.decode()


def test_a_draft_has_no_place_to_write(draft, owner, as_user, to):
    client = as_user(owner)

    shown, sent = client.get(to("messages", draft)), client.post(to("messages", draft), {"body": "質問です。"})

    assert (b'name="body"' in shown.content, sent.status_code, draft.messages.count()) == (False, 409, 0)
    assert "質問です。" in sent.content.decode()


def test_a_candidate_does_not_read_the_nominators_messages(db, as_user, to):
    program = making.program("meister")
    round_ = making.published_round(program, making.office(program, "office"))
    nominator, candidate = making.person("nominator"), making.person("candidate")
    names = {"name_ja": "鍛冶 鉄男", "name_kana": "", "name_en": ""}
    nomination = applications.begin(round_, names=names, candidate_email=candidate.email, by=nominator)
    consents.give(consents.ask(nomination, by=nominator), by=candidate)
    client = as_user(candidate)

    assert client.get(to("application", nomination)).status_code == 200
    assert client.get(to("messages", nomination)).status_code == 404


def test_files_go_along_and_are_given_out_to_the_own_side_only(submitted, owner, viewer, stranger, as_user, to):
    paper = SimpleUploadedFile("見積書.pdf", samples.pdf(), content_type="application/pdf")
    as_user(owner).post(to("messages", submitted), {"body": "資料です。", "files": [paper]})
    row = submitted.messages.get().files.get()

    url = to("message_file", submitted, row.public_id)
    found = [as_user(user).get(url).status_code for user in (owner, viewer, stranger)]

    assert (row.name, found) == ("見積書.pdf", [200, 200, 404])


def test_a_file_of_another_kind_is_explained_and_the_words_stay(submitted, owner, as_user, to):
    paper = SimpleUploadedFile("a.exe", b"MZ", content_type="application/octet-stream")

    response = as_user(owner).post(to("messages", submitted), {"body": "資料です。", "files": [paper]})

    assert (response.status_code, submitted.messages.count()) == (400, 0)
    assert "資料です。</textarea>" in response.content.decode()


def test_a_candidate_does_not_get_files_between_office_and_nominator(db, as_user, to):
    program = making.program("meister")
    secretary, nominator = making.office(program, "meister-office"), making.person("nominator")
    round_ = making.published_round(program, secretary)
    case = making.draft(round_, nominator, name="匠", person=nominator)
    candidate = making.person("candidate")
    case.subject.person = candidate
    case.subject.save()
    making.fill(case, nominator)
    type(case).objects.filter(pk=case.pk).update(state="submitted", receipt_number="M1", submitted_at=making.DURING)
    case.refresh_from_db()
    paper = SimpleUploadedFile("推薦.pdf", samples.pdf(), content_type="application/pdf")
    row = messages.post(case, body="x", uploads=[paper], by=nominator).files.get()

    assert as_user(candidate).get(to("application", case)).status_code == 200
    assert as_user(candidate).get(to("message_file", case, row.public_id)).status_code == 404
