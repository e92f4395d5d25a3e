"""The earlier versions of an answer, and the way back."""

from datetime import timedelta

import pytest

from certifications.actions import answering
from home import clock
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(draft):
    return draft.round.form_version.questions.filter(kind="long_text").order_by("order")[0].key


def put(draft, key, text, version, by, minutes):
    with clock.at(making.DURING + timedelta(minutes=minutes)):
        answering.save(draft, key, text, read_version=version, by=by)


@pytest.fixture
def written(draft, key, owner, editor):
    """Two sittings of the owner's and one of the editor's between them."""
    put(draft, key, "は", 0, owner, 0)
    put(draft, key, "はじめ", 1, owner, 1)
    put(draft, key, "なおし", 2, editor, 2)
    put(draft, key, "", 3, owner, 30)
    return draft


def test_earlier_lists_sittings_newest_first(written, key, owner, as_user, to):
    text = as_user(owner).get(to("earlier", written, key)).content.decode()

    assert [text.count(words) for words in ("この回答に戻す<", "なおし", "はじめ", ">は<")] == [2, 1, 1, 0]
    assert text.index("現在の回答</b>") < text.index("なおし") < text.index("はじめ")


def test_earlier_puts_a_version_back_as_a_new_save(written, key, owner, as_user, to):
    response = as_user(owner).post(to("earlier", written, key), {"version": "2", "read": "4"})

    answer = written.answers.get(key=key)
    assert (response.status_code, answer.value, answer.version) == (302, "はじめ", 5)
    assert response.url.endswith(f"#q-{key}")


def test_earlier_puts_nothing_back_over_what_was_not_seen(written, key, owner, as_user, to):
    response = as_user(owner).post(to("earlier", written, key), {"version": "2", "read": "3"})

    assert (response.status_code, written.answers.get(key=key).value) == (409, "")


@pytest.mark.parametrize("version", ["", "9", "x", "-1"])
def test_earlier_refuses_a_version_that_never_was(written, key, owner, as_user, to, version):
    response = as_user(owner).post(to("earlier", written, key), {"version": version, "read": "4"})

    assert (response.status_code, written.answers.get(key=key).value) == (409, "")


def test_earlier_is_for_those_who_write(written, key, viewer, stranger, as_user, to):
    found = [as_user(user).get(to("earlier", written, key)).status_code for user in (viewer, stranger)]

    assert found == [404, 404]


def test_earlier_can_be_read_after_the_submission_but_puts_nothing_back(submitted, owner, as_user, to):
    key = submitted.round.form_version.questions.filter(kind="long_text").order_by("order")[0].key
    client = as_user(owner)

    text = client.get(to("earlier", submitted, key)).content.decode()
    response = client.post(to("earlier", submitted, key), {"version": "1", "read": "1"})

    assert ("この回答に戻す" in text, response.status_code) == (False, 409)


def test_section_leads_to_the_earlier_versions_of_a_changed_answer(written, key, owner, as_user, to):
    section = written.round.form_version.questions.get(key=key).section.code
    text = as_user(owner).get(to("section", written, section)).content.decode()

    assert text.count("/earlier/") == 1
