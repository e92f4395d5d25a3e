"""Overview, check, submission, receipt, withdrawal, result."""

from datetime import timedelta

import pytest

from certifications.actions import answering, decisions, releases
from certifications.models import Application, ApplicationVersion, Certificate
from home import clock
from home.models import Letter
from tests.certifications import making

pytestmark = pytest.mark.django_db


def test_check_lists_what_is_left_with_links(draft, owner, as_user, to):
    text = as_user(owner).get(to("check", draft)).content.decode()
    required = draft.round.form_version.questions.filter(required=True)

    assert f"あと{required.count()}項目で提出できます" in text
    for question in required.select_related("section"):
        assert f"/sections/{question.section.code}/?check=1#q-{question.key}" in text


def test_check_submits_and_leads_to_the_receipt(filled, owner, as_user, to):
    response = as_user(owner).post(to("check", filled))

    filled.refresh_from_db()
    assert (response.url, filled.state) == (to("receipt", filled), "submitted")


def test_two_clicks_submit_once(filled, owner, as_user, to):
    client = as_user(owner)
    responses = [client.post(to("check", filled)) for _ in range(2)]
    receipts = [client.get(response.url).content.decode() for response in responses]

    assert (ApplicationVersion.objects.count(), Letter.objects.count()) == (1, 1)
    assert ["KIS2026-0001" in text for text in receipts] == [True, True]


@pytest.mark.parametrize(("seconds", "status", "state"), [(-1, 302, "submitted"), (0, 409, "draft"), (1, 409, "draft")])
def test_submitting_counts_until_the_close(filled, owner, as_user, to, seconds, status, state):
    client = as_user(owner)
    with clock.at(making.CLOSES + timedelta(seconds=seconds)):
        response = client.post(to("check", filled))

    filled.refresh_from_db()
    assert (response.status_code, filled.state) == (status, state)
    assert ("締切を過ぎました" in response.content.decode()) is (state == "draft")


def test_an_incomplete_application_is_not_submitted(draft, owner, as_user, to):
    response = as_user(owner).post(to("check", draft))

    draft.refresh_from_db()
    assert (response.status_code, draft.state) == (409, "draft")
    assert "<title>エラー: " in response.content.decode()


@pytest.mark.parametrize("state", ["submitted", "in_review", "decided"])
def test_submitting_again_shows_the_receipt_wherever_the_office_is_with_the_case(submitted, owner, as_user, to, state):
    Application.objects.filter(pk=submitted.pk).update(state=state)

    response = as_user(owner).post(to("check", submitted))

    assert (response.status_code, response.headers["Location"]) == (302, to("receipt", submitted))
    assert submitted.versions.count() == 1


@pytest.mark.parametrize("state", ["correction", "withdrawn", "lapsed"])
def test_submitting_in_another_state_says_what_to_do(submitted, owner, as_user, to, state):
    Application.objects.filter(pk=submitted.pk).update(state=state)

    response = as_user(owner).post(to("check", submitted))

    assert (response.status_code, submitted.versions.count()) == (409, 1)
    assert to("application", submitted) in response.content.decode()


def test_receipt_names_number_time_and_hash(submitted, owner, as_user, to):
    text = as_user(owner).get(to("receipt", submitted)).content.decode()

    assert "KIS2026-0001" in text
    assert "2026年11月21日(土) 12:00:00" in text
    assert submitted.versions.get().sha256 in text


def test_receipt_shows_what_was_submitted_not_what_is_typed_now(submitted, owner, as_user, to):
    key = submitted.round.form_version.questions.order_by("order")[0].key
    submitted.answers.filter(key=key).update(value="後から変えた名前")

    text = as_user(owner).get(to("receipt", submitted)).content.decode()

    assert ("座ったままひと折り" in text, "後から変えた名前" in text) == (True, False)


def test_receipt_of_a_draft_does_not_exist_yet(draft, owner, as_user, to):
    response = as_user(owner).get(to("receipt", draft))

    assert (response.status_code, "受付票はまだありません" in response.content.decode()) == (409, True)


def test_withdraw_happens_by_post_only(submitted, owner, as_user, to):
    client = as_user(owner)
    looked = client.get(to("withdraw", submitted))
    done = client.post(to("withdraw", submitted), {"reason": "販売終了"})
    again = client.post(to("withdraw", submitted), {"reason": "もう一度"})

    submitted.refresh_from_db()
    assert (looked.status_code, done.status_code, again.status_code) == (405, 302, 409)
    assert (submitted.state, submitted.history.last().note) == ("withdrawn", "販売終了")
    assert "もう一度" in again.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_overview_asks_the_database_as_often_for_one_answer_as_for_three(
    draft, owner, as_user, to, django_assert_num_queries, count
):
    for question in draft.round.form_version.questions.filter(kind="long_text")[:count]:
        answering.save(draft, question.key, "文章", read_version=0, by=owner)
        making.put_file(draft, draft.round.form_version.questions.get(kind="file"), owner, name=f"{question.pk}.pdf")
    client = as_user(owner)
    client.get(to("application", draft))  # whatever a process asks once only

    with django_assert_num_queries(19):
        response = client.get(to("application", draft))

    assert response.status_code == 200


@pytest.fixture
def decided(in_judging, approver, secretary):
    """A certified case with a sealed decision that has not been released."""
    application = Application.objects.get(pk=in_judging.pk)
    type(application.round).objects.filter(pk=application.round_id).update(state="deciding")
    application = Application.objects.select_related("round__program").get(pk=application.pk)
    level = application.round.program.levels.get(code="premium")
    decision = decisions.draft(application, outcome="certified", level=level, reasons="封印された理由", by=secretary)
    decisions.propose(decision, by=secretary)
    decisions.approve(decision, by=approver)
    return application


def test_nothing_tells_of_a_decision_before_its_hour(decided, owner, as_user, to):
    client = as_user(owner)
    addresses = ["/my/", to("application", decided), to("check", decided), to("receipt", decided)]
    addresses.append(to("messages", decided))
    with clock.at(making.ANNOUNCES - timedelta(seconds=1)):
        texts = [client.get(address).content.decode() for address in addresses]

    assert [word for word in ("封印された理由", "プレミアム", "結果が発表") for text in texts if word in text] == []


def test_the_result_stands_on_the_page_after_the_release(decided, owner, approver, as_user, to):
    with clock.at(making.ANNOUNCES):
        releases.release(decided.round, by=approver)
        text = as_user(owner).get(to("application", decided)).content.decode()

    certificate = Certificate.objects.get()
    letter = Letter.objects.get(kind="certifications/decided", recipient=owner)
    assert "KISプレミアム" in text
    assert "封印された理由" in text
    assert f"/verify/{certificate.code}/" in text
    assert "行政不服審査法" in text
    assert ("プレミアム" in letter.text, letter.subject) == (False, "【KIS】審査結果のお知らせ(KIS2026-0001)")


def test_a_lapsed_draft_can_still_be_read(filled, owner, as_user, to):
    Application.objects.filter(pk=filled.pk).update(state="lapsed")
    client = as_user(owner)

    assert [client.get(to(name, filled)).status_code for name in ("application", "check")] == [200, 200]
    assert Application.objects.get(pk=filled.pk).state == "lapsed"
