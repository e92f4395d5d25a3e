"""The list of corrections: reply to each, submit again."""

import pytest

from certifications.actions import corrections
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
        client.post(to("correction_reply", submitted, item.pk), {"text": "確かめました。"})

    response = client.post(to("corrections", submitted))

    submitted.refresh_from_db()
    assert (response.url, submitted.state) == (to("application", submitted), "submitted")
    assert [item.reply for item in request_.items.all()] == ["確かめました。"] * 2


def test_an_empty_reply_without_a_change_is_explained(submitted, request_, owner, as_user, to):
    item = request_.items.first()

    response = as_user(owner).post(to("correction_reply", submitted, item.pk), {"text": ""})

    item.refresh_from_db()
    assert (response.status_code, item.answered_at) == (400, None)
    assert "このままでよい理由をお書きください。" in response.content.decode()


def test_a_reply_that_is_too_long_stays_in_its_field(submitted, request_, owner, as_user, to):
    item = request_.items.first()

    response = as_user(owner).post(to("correction_reply", submitted, item.pk), {"text": "長" * 301})

    assert (response.status_code, "長" * 301 in response.content.decode()) == (400, True)


def test_submitting_again_waits_for_all_replies(submitted, request_, owner, as_user, to):
    response = as_user(owner).post(to("corrections", submitted))

    submitted.refresh_from_db()
    assert (response.status_code, submitted.state) == (409, "correction")


def test_replies_of_another_application_are_not_found(submitted, request_, open_round, company, owner, as_user, to):
    other = making.draft(open_round, owner, organization=company, name="別の製品")

    response = as_user(owner).post(to("correction_reply", other, request_.items.first().pk), {"text": "x"})

    assert response.status_code == 404


@pytest.mark.parametrize("fixture", ["draft", "submitted"])
def test_where_nothing_was_asked_the_page_says_so(owner, as_user, to, request, fixture):
    application = request.getfixturevalue(fixture)
    client = as_user(owner)

    assert client.get(to("corrections", application)).status_code == 409
    assert client.post(to("corrections", application)).status_code == 409
