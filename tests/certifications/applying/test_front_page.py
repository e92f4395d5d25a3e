"""The front page of a signed-in person."""

import re

import pytest

from certifications.actions import applications, consents, corrections, messages
from certifications.models import Application
from home import clock
from tests.certifications import making

pytestmark = pytest.mark.django_db
QUERIES = 19


def title_of_step(response):
    return re.search(r'id="next-step-title">([^<]*)<', response.content.decode()).group(1)


def test_front_page_asks_to_sign_in(client):
    assert client.get("/my/").url == "/account/login/?next=/my/"


def test_front_page_tells_a_newcomer_what_to_do(open_round, as_user):
    response = as_user(making.person("newcomer")).get("/my/")

    assert title_of_step(response) == "ただいま申請を受け付けています"
    assert "申請はまだありません" in response.content.decode()
    assert "/programs/kis/apply/" in response.content.decode()


def test_front_page_puts_a_correction_before_a_draft(submitted, open_round, company, owner, secretary, as_user):
    making.draft(open_round, owner, organization=company, name="見守り灯")
    key = str(submitted.round.form_version.questions.first().key)
    corrections.request(submitted, {key: "型番を"}, due_on=making.tokyo("2026-11-24T00:00").date(), by=secretary)

    response = as_user(owner).get("/my/")

    assert title_of_step(response) == "「ひとつ折り車いす ORU」の修正をお願いします"
    assert "あと3日" in response.content.decode()


def test_front_page_shows_nominations_to_the_candidate(db, as_user):
    program = making.program("meister")
    round_ = making.published_round(program, making.office(program, "office"))
    nominator, candidate = making.person("nominator"), making.person("candidate")
    names = {"name_ja": "鍛冶 鉄男", "name_kana": "", "name_en": ""}
    nomination = applications.begin(round_, names=names, candidate_email=candidate.email, by=nominator)
    consents.ask(nomination, by=nominator)

    response = as_user(candidate).get("/my/")

    assert title_of_step(response) == "かわさきマイスターの候補者に推薦されています"
    assert f"/my/nominations/{nomination.public_id}/" in response.content.decode()


def test_front_page_does_not_ask_a_viewer_to_go_on_writing(open_round, company, owner, as_user):
    making.draft(open_round, owner, organization=company, name="見守り灯")
    viewer = making.member(company, "viewer", role="viewer")

    steps = [title_of_step(as_user(user).get("/my/")) for user in (owner, viewer)]

    assert steps == ["「見守り灯」の記入を続けてください", "お手続きが必要なものはありません"]


def test_front_page_counts_unread_messages_for_the_applicants_side(submitted, owner, secretary, as_user):
    messages.post(submitted, body="3ページをお送りください。", by=secretary)

    response = as_user(owner).get("/my/")

    assert title_of_step(response) == "メッセージが届いています"
    assert "未読メッセージ 1件" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_front_page_asks_the_database_as_often_for_one_application_as_for_three(
    open_round, company, owner, secretary, as_user, django_assert_num_queries, count
):
    for number in range(count):
        case = making.submitted(open_round, owner, organization=company, name=f"製品{number}")
        key = str(open_round.form_version.questions.first().key)
        corrections.request(case, {key: "型番を"}, due_on=making.CLOSES.date(), by=secretary)
    client = as_user(owner)

    with django_assert_num_queries(QUERIES):
        response = client.get("/my/")

    assert len(response.context["rows"]) == count


@pytest.mark.parametrize("state", ["submitted", "in_review"])
def test_while_judging_all_cases_look_alike(in_judging, owner, as_user, to, state):
    """A case that was held back for a refusal stays "submitted": its owner must not tell it from the others."""
    Application.objects.filter(pk=in_judging.pk).update(state=state)
    client = as_user(owner)

    with clock.at(making.JUDGING):
        words = [client.get(address).content.decode() for address in ("/my/", to("application", in_judging))]

    assert ["審査中" in text for text in words] == [True, True]
    assert ["受付済み" in text for text in words] == [False, False]
    assert "審査が始まりました" in words[1]


def test_screening_that_is_over_is_not_shown_before_the_judging(in_review, owner, as_user, to):
    text = as_user(owner).get(to("application", in_review)).content.decode()

    assert ("受付済み" in text, "審査中" in text) == (True, False)
