"""The earlier versions of an answer, and the way back."""

from datetime import timedelta

import pytest

from certifications.actions import answering
from certifications.models import Attachment
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


@pytest.fixture
def question(draft):
    return next(each for each in draft.form_version.questions.order_by("order") if each.takes_files)


@pytest.fixture
def removed(draft, question, owner):
    attachment = making.put_file(draft, question, owner, name="古い図.pdf")
    answering.detach(attachment, by=owner)
    return attachment


def test_earlier_pages_many_sittings_and_reads_only_one_page(draft, key, owner, as_user, to, django_assert_max_num_queries):
    for number in range(45):
        put(draft, key, f"文{number}。", number, owner, 20 * number)
    with django_assert_max_num_queries(60):
        last = as_user(owner).get(to("earlier", draft, key), {"page": "3"}).content.decode()

    first = as_user(owner).get(to("earlier", draft, key)).content.decode()
    assert [first.count("この回答に戻す<"), last.count("この回答に戻す<")] == [19, 5]
    assert ["文44。" in first, "文0。" in last, "文0。" in first] == [True, True, False]


def test_earlier_shortens_a_long_answer_and_shows_the_whole_on_demand(draft, key, owner, as_user, to):
    put(draft, key, "あ" * 450, 0, owner, 0)

    text = as_user(owner).get(to("earlier", draft, key)).content.decode()

    assert [f"{'あ' * 200}…" in text, "<details" in text, "あ" * 450 in text] == [True, True, True]


def test_earlier_shows_files_with_who_and_when_and_puts_one_back(removed, draft, question, owner, as_user, to):
    client = as_user(owner)
    page = client.get(to("earlier", draft, question.key)).content.decode()
    response = client.post(to("earlier", draft, question.key), {"file": str(removed.public_id)})

    assert ["古い図.jpg" in page, "owner" in page, "もとに戻す" in page] == [True, True, True]
    assert (response.status_code, draft.attachments.present().get().name) == (302, "古い図.jpg")


@pytest.mark.parametrize("wanted", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_earlier_puts_back_no_file_that_was_never_taken_away(removed, draft, question, owner, as_user, to, wanted):
    assert as_user(owner).post(to("earlier", draft, question.key), {"file": wanted}).status_code == 404


def test_section_offers_to_put_back_at_once_what_was_taken_away(draft, question, owner, as_user, to):
    attachment = making.put_file(draft, question, owner, name="古い図.pdf")
    client, address = as_user(owner), to("section", draft, question.section.code)

    removal = client.post(address, {"remove": str(attachment.public_id)})
    page = client.get(address).content.decode()
    back = client.post(address, {"put_back": str(attachment.public_id)})

    assert (removal.status_code, removal.url.endswith(f"#q-{question.key}")) == (302, True)
    assert f'name="put_back" value="{attachment.public_id}"' in page
    assert (back.status_code, draft.attachments.present().count(), draft.attachments.count()) == (302, 1, 2)


def test_a_file_that_was_let_go_answers_gone_to_its_side_and_nothing_to_strangers(removed, draft, owner, stranger, as_user, to):
    Attachment.objects.filter(pk=removed.pk).update(file=None, let_go_at=clock.now())
    address = to("file", draft, removed.public_id)

    assert [as_user(who).get(address).status_code for who in (owner, stranger)] == [410, 404]
