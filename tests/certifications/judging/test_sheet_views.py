"""The sheet over HTTP: saving by the button, saving by itself, and refusals that lose nothing that was typed."""

import pytest
from django.urls import reverse

from certifications.actions import conflicts, judging
from certifications.models import Assignment, Review, Round, Score

SAVE_QUERIES = 19


def url(assignment, name="judging_case"):
    return reverse(f"certifications:{name}", args=[assignment.public_id])


def sheet(criteria, value="4", **facts):
    typed = {f"score-{criterion.code}": value for criterion in criteria}
    return (
        typed | {"row_version": "1", "private_note": "", "applicant_comment": "", "public_comment": "", "action": "save"} | facts
    )


def text_of(response):
    return response.content.decode()


def test_save_keeps_values_and_texts(opened, criteria, at_desk):
    response = at_desk.post(url(opened), sheet(criteria[:3], private_note="一行め\r\n二行め"))

    review = Review.objects.get(assignment=opened)
    assert response.headers["Location"] == url(opened)
    assert (review.private_note, review.scores.count(), opened.history.last().action) == ("一行め\n二行め", 3, "assignment.begin")


def test_hand_in_leads_to_the_next_step(opened, criteria, at_desk):
    response = at_desk.post(url(opened), sheet(criteria, action="hand_in"), follow=True)

    assert response.redirect_chain == [("/judging/", 302)]
    assert "提出しました。1件のうち1件が終わりました。" in text_of(response)
    assert Assignment.objects.get(pk=opened.pk).state == "submitted"


def test_hand_in_with_a_gap_names_it_and_keeps_what_was_typed(opened, criteria, at_desk):
    response = at_desk.post(url(opened), sheet(criteria[1:], action="hand_in", applicant_comment="よい製品です。"))

    page = text_of(response)
    assert response.status_code == 409
    assert "すべての項目に点をつけてから提出してください。" in page
    assert f'<a href="#criterion-{criteria[0].code}">{criteria[0].label_ja}</a>' in page
    assert "よい製品です。" in page
    assert page.count(" checked") == 6 + 1  # six values, and the switch for the keys
    assert Score.objects.count() == 0


@pytest.mark.parametrize("value", ["9", "0", "-1"])
def test_save_outside_the_scale_says_so_and_keeps_the_text(opened, criteria, at_desk, value):
    response = at_desk.post(url(opened), sheet(criteria, value, private_note="考えたこと"))

    page = text_of(response)
    assert (response.status_code, Score.objects.count()) == (409, 0)
    assert "示された段階の中から選んでください" in page
    assert "考えたこと" in page


@pytest.mark.parametrize("value", ["ten", "1.5", "<b>", "²"])
def test_save_of_what_is_no_value_says_at_which_criterion(opened, criteria, at_desk, value):
    response = at_desk.post(url(opened), sheet(criteria[:1], value, private_note="考えたこと"))

    page = text_of(response)
    assert (response.status_code, Score.objects.count()) == (422, 0)
    assert f'<a href="#criterion-{criteria[0].code}">{criteria[0].label_ja}: 示された段階の中から選んでください。</a>' in page
    assert "考えたこと" in page


def test_save_over_a_newer_comment_shows_both(opened, criteria, judge, at_desk):
    judging.comment(opened, row_version=1, applicant_comment="もう一方の画面の言葉", by=judge)

    response = at_desk.post(url(opened), sheet(criteria, applicant_comment="この画面の言葉"))

    page = text_of(response)
    assert response.status_code == 409
    assert ("もう一方の画面の言葉" in page, "この画面の言葉" in page, 'name="row_version" value="2"' in page) == (
        True,
        True,
        True,
    )
    assert Review.objects.get(assignment=opened).applicant_comment == "もう一方の画面の言葉"

    at_desk.post(url(opened), sheet(criteria, applicant_comment="見比べた言葉", row_version="2"))

    assert Review.objects.get(assignment=opened).applicant_comment == "見比べた言葉"


def test_save_after_the_lock_says_whom_to_call_and_keeps_the_text(opened, criteria, at_desk):
    Round.objects.filter(pk=opened.application.round_id).update(state="deciding")

    response = at_desk.post(url(opened), sheet(criteria, applicant_comment="まだ送っていない言葉"))

    page = text_of(response)
    assert response.status_code == 409
    assert "事務局へお電話ください" in page
    assert "まだ送っていない言葉" in page
    assert Score.objects.count() == 0


def test_save_after_a_conflict_is_not_found(opened, criteria, at_desk, judge, secretary, program, company):
    conflicts.record(judge, program=program, organization=company, reason="元社員", by=secretary)

    assert at_desk.post(url(opened), sheet(criteria)).status_code == 404
    assert Score.objects.count() == 0


def test_autosave_answers_with_the_state_of_the_sheet(opened, criteria, at_desk):
    response = at_desk.post(url(opened, "judging_score"), {"criterion": criteria[0].code, "value": "5"})

    assert response.json() == {"saved": "12:00", "given": 1, "mean": "5.00", "row_version": 1}


def test_autosave_takes_a_value_back(opened, criteria, judge, at_desk):
    judging.score(opened, criteria[0], 5, by=judge)

    response = at_desk.post(url(opened, "judging_score"), {"criterion": criteria[0].code, "value": ""})

    assert (response.json()["given"], response.json()["mean"], Score.objects.count()) == (0, "", 0)


@pytest.mark.parametrize("value", ["6", "na", "x", "٣٣"])
def test_autosave_refuses_with_a_sentence(opened, criteria, at_desk, value):
    response = at_desk.post(url(opened, "judging_score"), {"criterion": criteria[0].code, "value": value})

    assert (response.status_code, Score.objects.count()) == (409, 0)
    assert response.json() == {"message": "その点は段階の外です。示された段階の中から選んでください。", "stale": False}


def test_autosave_of_an_unknown_criterion_is_not_found(opened, at_desk):
    assert at_desk.post(url(opened, "judging_score"), {"criterion": "nothing", "value": "3"}).status_code == 404


def test_autosave_before_the_question_is_refused(pledged, criteria, at_desk):
    response = at_desk.post(url(pledged, "judging_score"), {"criterion": criteria[0].code, "value": "3"})

    assert (response.status_code, response.json()["message"]) == (409, "採点の前に、この案件との関係の有無をお答えください。")


def test_autosave_of_texts_says_when_it_is_stale(opened, judge, at_desk):
    judging.comment(opened, row_version=1, private_note="新しい", by=judge)

    response = at_desk.post(url(opened, "judging_texts"), {"private_note": "古い", "row_version": "1"})

    assert (response.status_code, response.json()["stale"]) == (409, True)
    assert Review.objects.get(assignment=opened).private_note == "新しい"


def test_autosave_of_texts_before_the_question_is_not_found(pledged, at_desk):
    assert at_desk.post(url(pledged, "judging_texts"), {"private_note": "早い", "row_version": "1"}).status_code == 404


def test_text_that_is_too_long_is_refused_and_kept(opened, criteria, at_desk):
    long = "長" * 2001

    response = at_desk.post(url(opened), sheet(criteria, public_comment=long))

    assert (response.status_code, long in text_of(response), Score.objects.count()) == (422, True, 0)


def test_handed_in_sheet_is_shown_and_can_be_taken_back(opened, criteria, judge, at_desk):
    for criterion in criteria:
        judging.score(opened, criterion, 3, by=judge)
    judging.submit(opened, by=judge)
    shown = text_of(at_desk.get(url(opened)))

    response = at_desk.post(url(opened, "judging_take_back"), {"reason": "見落とし"})

    assert ("提出を取り消して直す" in shown, "pad__criterion" in shown) == (True, False)
    assert response.headers["Location"] == url(opened)
    assert Assignment.objects.get(pk=opened.pk).state == "working"


def test_handed_in_sheet_cannot_be_taken_back_after_the_lock(opened, criteria, judge, at_desk):
    for criterion in criteria:
        judging.score(opened, criterion, 3, by=judge)
    judging.submit(opened, by=judge)
    Round.objects.filter(pk=opened.application.round_id).update(state="deciding")

    response = at_desk.post(url(opened, "judging_take_back"), {"reason": "見落とし"}, follow=True)

    page = text_of(response)
    assert ("採点は締め切ったため" in page, "提出を取り消して直す" in page) == (True, False)
    assert Assignment.objects.get(pk=opened.pk).state == "submitted"


@pytest.mark.parametrize("cases", [1, 3])
def test_saving_a_value_asks_the_database_a_constant_number_of_times(world, client, cases, django_assert_num_queries):
    round_, _secretary, (judge,), _made = world(cases=cases)
    judging.pledge(round_, by=judge)
    assignment = Assignment.objects.first()
    judging.open_sheet(assignment, by=judge)
    criterion = round_.rubric_version.criteria.first()
    client.force_login(judge)
    client.post(url(assignment, "judging_score"), {"criterion": criterion.code, "value": "3"})

    with django_assert_num_queries(SAVE_QUERIES):
        client.post(url(assignment, "judging_score"), {"criterion": criterion.code, "value": "4"})

    assert assignment.review.scores.get().value == 4


@pytest.mark.parametrize("cases", [1, 3])
def test_case_asks_the_database_a_constant_number_of_times(world, client, cases, django_assert_num_queries):
    round_, _secretary, (judge,), _made = world(cases=cases)
    judging.pledge(round_, by=judge)
    assignment = Assignment.objects.first()
    judging.open_sheet(assignment, by=judge)
    client.force_login(judge)
    client.get(url(assignment))

    with django_assert_num_queries(14):
        client.get(url(assignment))
