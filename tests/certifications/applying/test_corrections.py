"""The list of corrections: reply to each, submit again."""

from uuid import uuid4

import pytest

from certifications.actions import amendments, corrections
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(submitted, secretary):
    keys = [str(key) for key in submitted.round.form_version.questions.order_by("order").values_list("key", flat=True)[:2]]
    return corrections.request(submitted, dict.fromkeys(keys, "お確かめください。"), due_on=making.CLOSES.date(), by=secretary)


def test_list_shows_each_point_with_the_way_to_its_field(submitted, request_, owner, as_user, to):
    text = as_user(owner).get(to("corrections", submitted)).content.decode()

    for item in request_.items.all():
        assert f"/sections/product/#q-{item.key}" in text
    assert "あと2項目の回答が必要です。" in text


def test_replies_and_resubmits(submitted, request_, owner, as_user, to):
    client = as_user(owner)
    for item in request_.items.all():
        client.post(to("correction_reply", submitted, item.key), {"text": "確かめました。"})

    response = client.post(to("corrections", submitted))

    submitted.refresh_from_db()
    assert (response.url, submitted.state) == (to("application", submitted), "submitted")
    assert [item.reply for item in request_.items.all()] == ["確かめました。"] * 2


def test_an_empty_reply_without_a_change_is_explained(submitted, request_, owner, as_user, to):
    item = request_.items.first()

    response = as_user(owner).post(to("correction_reply", submitted, item.key), {"text": ""})

    item.refresh_from_db()
    assert (response.status_code, item.answered_at) == (400, None)
    assert "このままでよい理由をお書きください。" in response.content.decode()


def test_a_reply_that_is_too_long_stays_in_its_field(submitted, request_, owner, as_user, to):
    item = request_.items.first()

    response = as_user(owner).post(to("correction_reply", submitted, item.key), {"text": "長" * 301})

    assert (response.status_code, "長" * 301 in response.content.decode()) == (400, True)


def test_submitting_again_waits_for_all_replies(submitted, request_, owner, as_user, to):
    response = as_user(owner).post(to("corrections", submitted))

    submitted.refresh_from_db()
    assert (response.status_code, submitted.state) == (409, "correction")


def test_replies_of_another_application_are_not_found(submitted, request_, open_round, company, owner, as_user, to):
    other = making.draft(open_round, owner, organization=company, name="別の製品")

    response = as_user(owner).post(to("correction_reply", other, request_.items.first().key), {"text": "x"})

    assert response.status_code == 404


def test_a_reply_to_a_point_that_was_taken_out_is_shown_again(submitted, request_, secretary, owner, as_user, to):
    out, stays = request_.items.order_by("pk")
    amendments.amend(submitted, add={}, remove=[out.pk], by=secretary)
    client = as_user(owner)

    gone = client.post(to("correction_reply", submitted, out.key), {"text": "型番を加えました。"})
    never = client.post(to("correction_reply", submitted, uuid4()), {"text": "型番を加えました。"})

    assert (gone.status_code, never.status_code) == (409, 404)
    assert "型番を加えました。" in gone.content.decode()
    assert [(item, item.reply) for item in request_.items.all()] == [(stays, "")]


@pytest.mark.parametrize("fixture", ["draft", "submitted"])
def test_where_nothing_was_asked_the_page_says_so(owner, as_user, to, request, fixture):
    application = request.getfixturevalue(fixture)
    client = as_user(owner)

    assert client.get(to("corrections", application)).status_code == 409
    assert client.post(to("corrections", application)).status_code == 409


@pytest.fixture
def proposed(submitted, secretary):
    """A point with a proposal of the office."""
    question = submitted.form_version.questions.filter(kind="short_text").order_by("section__order", "order").first()
    point = corrections.Point(message="呼び方をそろえてください。", proposed="二つ折り")
    due = making.tokyo("2026-11-30T00:00").date()
    return corrections.request(submitted, {str(question.key): point}, due_on=due, by=secretary).items.get()


def test_a_proposal_is_shown_with_its_differences_and_confirmed_by_one_button(submitted, proposed, owner, as_user, to):
    client = as_user(owner)
    text = client.get(to("corrections", submitted)).content.decode()

    client.post(to("correction_reply", submitted, proposed.key), {"go": "confirm", "read_version": "1"})

    proposed.refresh_from_db()
    assert ('value="confirm"' in text, "compare__in" in text) == (True, True)
    assert (proposed.reaction, submitted.answers.get(key=proposed.key).value) == ("confirmed", "二つ折り")


def test_a_proposal_that_is_out_of_date_is_not_confirmed(submitted, proposed, owner, as_user, to):
    response = as_user(owner).post(to("correction_reply", submitted, proposed.key), {"go": "confirm", "read_version": "7"})

    proposed.refresh_from_db()
    assert (response.status_code, proposed.reaction) == (400, "")


def test_a_proposal_is_declined_with_a_word_only(submitted, proposed, owner, as_user, to):
    client, url = as_user(owner), to("correction_reply", submitted, proposed.key)

    silent = client.post(url, {"go": "decline", "text": ""})
    client.post(url, {"go": "decline", "text": "販売名です。"})

    proposed.refresh_from_db()
    assert (silent.status_code, proposed.reaction, proposed.reply) == (400, "declined", "販売名です。")


def test_a_forged_yes_reaches_nothing(submitted, proposed, owner, stranger, viewer, other_company, open_round, as_user, to):
    foreign = making.submitted(open_round, stranger, organization=other_company, name="別の製品")
    sent = {"go": "confirm", "read_version": "1"}

    answers = [
        as_user(stranger).post(to("correction_reply", submitted, proposed.key), sent).status_code,
        as_user(stranger).post(to("correction_reply", foreign, proposed.key), sent).status_code,
        as_user(viewer).post(to("correction_reply", submitted, proposed.key), sent).status_code,
    ]

    proposed.refresh_from_db()
    assert (answers, proposed.reaction) == ([404, 404, 403], "")


def test_a_forged_answer_to_a_question_beside_the_points_is_refused(submitted, proposed, owner, as_user, to):
    closed = submitted.form_version.questions.filter(kind="long_text").first()
    before = submitted.answers.get(key=closed.key).value
    body = {"value": "x", "read_version": 1}

    response = as_user(owner).post(to("answer", submitted, closed.key), body, content_type="application/json")

    assert (response.status_code, submitted.answers.get(key=closed.key).value) == (409, before)
