"""The page of the owner's word: who finds which button, and what it does."""

import pytest

from certifications.actions import sign_offs
from certifications.contents import content_of
from certifications.models import Application, SignOff
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_round(program, secretary):
    return making.published_round(program, secretary, sign_off=True)


def page(client, to, application, name="sign_off"):
    return client.get(to(name, application)).content.decode()


def buttons(text):
    return [
        words for words in ("管理者に確認を依頼する</button>", "この内容を確認しました", "差し戻す</button>") if words in text
    ]


def sha256_of(application):
    return content_of(Application.objects.get(pk=application.pk)).sha256


def test_page_has_the_buttons_of_each_role(filled, owner, editor, viewer, as_user, to):
    before = [buttons(page(as_user(user), to, filled)) for user in (owner, editor, viewer)]
    sign_offs.ask(filled, by=editor)
    after = [buttons(page(as_user(user), to, filled)) for user in (owner, editor, viewer)]

    assert before == [["この内容を確認しました"], ["管理者に確認を依頼する</button>"], []]
    assert after == [["この内容を確認しました", "差し戻す</button>"], [], []]


def test_page_shows_what_is_confirmed_with_its_hash(filled, owner, as_user, to):
    text = page(as_user(owner), to, filled)

    assert (sha256_of(filled) in text, making.SAMPLE_ANSWERS["long_text"] in text) == (True, True)


def test_page_asks_confirms_and_leads_to_the_submission(filled, owner, editor, as_user, to):
    asked = as_user(editor).post(to("sign_off", filled), {"do": "ask", "words": "お願いします"})
    sent = {"do": "confirm", "seen": sha256_of(filled), "words": ""}
    confirmed = as_user(owner).post(to("sign_off", filled), sent)
    submitted = as_user(editor).post(to("check", filled))

    assert [asked.url, confirmed.url, submitted.url] == [
        to("application", filled),
        to("application", filled),
        to("receipt", filled),
    ]


def test_page_confirms_nothing_that_was_not_shown(filled, owner, as_user, to):
    response = as_user(owner).post(to("sign_off", filled), {"do": "confirm", "seen": "0" * 64})

    assert (response.status_code, SignOff.objects.count()) == (409, 0)


def test_page_returns_only_with_words(filled, owner, editor, as_user, to):
    sign_offs.ask(filled, by=editor)
    client = as_user(owner)

    silent = client.post(to("sign_off", filled), {"do": "return", "words": ""})
    spoken = client.post(to("sign_off", filled), {"do": "return", "words": "価格を確かめてください"})

    assert (silent.status_code, spoken.status_code) == (409, 302)
    assert "価格を確かめてください" in page(as_user(editor), to, filled)


def test_page_says_that_something_has_changed_since(filled, owner, editor, as_user, to):
    sign_offs.ask(filled, by=editor)
    place = filled.form_version.questions.filter(kind="file").first()
    making.put_file(filled, place, editor, name="追加.pdf")

    assert "依頼のあとに変更あり" in page(as_user(owner), to, filled)


def test_page_is_not_there_where_no_word_is_needed_or_for_strangers(
    program, secretary, company, filled, owner, stranger, as_user, to
):
    plain = making.draft(making.published_round(program, secretary, number=2), owner, name="別の車いす", organization=company)

    found = [as_user(owner).get(to("sign_off", plain)).status_code, as_user(stranger).get(to("sign_off", filled)).status_code]

    assert found == [404, 404]


def test_check_hides_the_button_until_an_owner_has_confirmed(filled, owner, editor, as_user, to):
    before = page(as_user(editor), to, filled, "check")
    refused = as_user(editor).post(to("check", filled))
    sign_offs.confirm(filled, seen_sha256=sha256_of(filled), by=owner)
    after = page(as_user(editor), to, filled, "check")

    assert ("申請を提出する</button>" in before, refused.status_code, "申請を提出する</button>" in after) == (False, 409, True)


def test_overview_names_the_next_step_of_each_person(filled, owner, editor, viewer, as_user, to):
    people = [as_user(user) for user in (owner, editor, viewer)]
    steps = ("申請内容を読んで確認する", "管理者に確認を依頼する", "管理者に確認を依頼しています", "申請内容を確認して提出する")

    def shown():
        texts = [page(client, to, filled, "application") for client in people]
        return [next((number for number, words in enumerate(steps) if f">{words}</h2>" in text), None) for text in texts]

    first = shown()
    sign_offs.ask(filled, by=editor)
    second = shown()

    assert (first, second) == ([0, 1, None], [0, 2, None])


def test_overview_says_who_can_do_what(filled, owner, editor, viewer, as_user, to):
    text = page(as_user(viewer), to, filled, "application")

    assert [
        words in text for words in ("記入・確認・提出ができます", "管理者が確認した内容を提出できます", "閲覧のみできます")
    ] == [True] * 3


def test_viewer_sees_everything_and_writes_nothing(filled, viewer, as_user, to):
    client = as_user(viewer)
    section = filled.form_version.sections.order_by("order").first().code

    read = [client.get(to(name, filled, *args)).status_code for name, *args in (["application"], ["section", section], ["check"])]
    written = [
        client.post(to(name, filled, *args)).status_code
        for name, *args in (["section", section], ["check"], ["withdraw"], ["sign_off"])
    ]

    assert (read, written) == ([200] * 3, [403] * 4)
