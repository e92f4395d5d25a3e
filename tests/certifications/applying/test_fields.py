"""One field saved by itself, and its files."""

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications.actions import answering, form_adoptions, form_versions
from certifications.applying_forms import fingerprint
from certifications.models import Round
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db


def question(application, kind, number=0):
    return application.round.form_version.questions.filter(kind=kind).order_by("order")[number]


def values(application):
    return dict(application.answers.values_list("key", "value"))


def save(client, to, application, row, value, read_version=0):
    body = json.dumps({"value": value, "read_version": read_version})
    return client.post(to("answer", application, row.key), body, content_type="application/json")


def test_answer_saves_one_field(draft, owner, as_user, to):
    row = question(draft, "yen")

    response = save(as_user(owner), to, draft, row, "１２万")
    good = save(as_user(owner), to, draft, row, "１２０，０００")

    assert (response.status_code, good.status_code) == (400, 200)
    assert good.json() == {
        "state": "saved",
        "version": 1,
        "fingerprint": fingerprint(120000),
        "time": "12:00",
        "words": "保存済み 12:00",
        "note": "",
    }
    assert values(draft) == {row.key: 120000}


def test_answer_reads_a_japanese_date_and_notes_what_is_too_long(db, company, owner, as_user, to):
    program = making.program("monozukuri-brand")
    draft = making.draft(making.published_round(program, making.office(program, "office")), owner, organization=company)
    when, name = question(draft, "date"), question(draft, "short_text")
    client = as_user(owner)

    save(client, to, draft, when, "令和６年４月１日")
    noted = save(client, to, draft, name, "長" * (name.max_chars + 1)).json()

    assert values(draft)[when.key] == "2024-04-01"
    assert noted["note"] == f"{name.max_chars}字以内に短くしてください(いま{name.max_chars + 1}字です)。"


def test_answer_that_somebody_else_has_changed_carries_both(draft, owner, editor, as_user, to):
    row = question(draft, "short_text")
    answering.save(draft, row.key, "ORU", read_version=0, by=editor)

    response = save(as_user(owner), to, draft, row, "別の名")

    assert (response.status_code, response.json()["state"]) == (409, "changed")
    assert response.json()["theirs"] == {
        "version": 1,
        "value": "ORU",
        "text": "ORU",
        "by": "editor",
        "time": "12:00",
        "fingerprint": fingerprint("ORU"),
        "words": "editor様が変更（12:00）",
    }


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"value": "x"}', b'{"value": {"a": 1}, "read_version": 0}', b'{"value": "x", "read_version": "0"}',
     b'{"value": [1], "read_version": 0}', b'{"value": "x", "read_version": 0, "sender": "x", "attempt": 1}',
     b'{"value": "x", "read_version": 0, "read_value": {}}',
     b'{"value": "x", "read_version": 0, "sender": "00000000-0000-4000-8000-000000000001"}',
     b'{"value": "x", "read_version": 0, "sender": "00000000-0000-4000-8000-000000000001", "attempt": true}',
     b'{"value": "x", "read_version": 99999999999}', b"[" * 100_000,
     b'{"value": "\\u0000", "read_version": 0}', b"\xff\xfe"],
)  # fmt: skip
def test_answer_refuses_bodies_that_are_none(draft, owner, as_user, to, body):
    address = to("answer", draft, question(draft, "short_text").key)

    response = as_user(owner).post(address, body, content_type="application/json")

    assert (response.status_code, response.json()["state"], values(draft)) == (400, "wrong", {})


def test_answer_says_that_one_has_been_signed_out(draft, client, to):
    response = save(client, to, draft, question(draft, "short_text"), "x")

    assert (response.status_code, response.json()["state"]) == (401, "signed_out")


def test_answer_by_a_viewer_is_refused(draft, viewer, as_user, to):
    response = save(as_user(viewer), to, draft, question(draft, "short_text"), "x")

    assert (response.status_code, values(draft)) == (403, {})


def test_attach_answers_with_the_item_of_the_list(draft, owner, as_user, to):
    place = question(draft, "file")

    response = as_user(owner).post(to("attach", draft, place.key), {"file": SimpleUploadedFile("試験.pdf", samples.pdf())})
    attachment = draft.attachments.get()

    assert (response.status_code, str(attachment.public_id) in response.json()["html"]) == (200, True)
    assert response.json()["words"] == "試験.pdf を添付しました。"


def test_attach_without_a_file_says_so(draft, owner, as_user, to):
    response = as_user(owner).post(to("attach", draft, question(draft, "file").key))

    assert (response.status_code, response.json()["error"]) == (400, "ファイルを添付してください。")


def test_answer_to_a_question_that_has_gone_says_so(draft, program, secretary, owner, stranger, as_user, to):
    """The draft has moved to an edition without the question while the page was open."""
    row = question(draft, "long_text")
    version = form_versions.begin(program, by=secretary)
    form_versions.remove_question(version, str(row.key), row_version=version.row_version, by=secretary)
    version.refresh_from_db()
    version = form_versions.publish(version, row_version=version.row_version, by=secretary)
    round_ = Round.objects.get(pk=draft.round_id)
    form_adoptions.adopt(round_, version, seen_as=form_adoptions.seen(round_, version), by=secretary)
    nowhere = to("answer", draft, uuid.uuid4())

    response = save(as_user(owner), to, draft, row, "三日かけて書いた文章")

    assert (response.status_code, response.json()) == (
        410,
        {"state": "gone", "error": "この設問は、新しい様式ではなくなりました。"},
    )
    assert as_user(owner).post(nowhere, "{}", content_type="application/json").status_code == 404
    assert save(as_user(stranger), to, draft, row, "x").status_code == 404
