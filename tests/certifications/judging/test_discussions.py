"""The page on which judges talk about a case."""

import pytest
from django.urls import reverse

from certifications.actions import discussions, score_rules
from certifications.models import Assignment, DiscussionWord
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again, score_everything
from tests.certifications.judging.test_pages import client_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.at(making.JUDGING):
        yield


@pytest.fixture
def talk(in_judging, open_round, judges, secretary):
    score_everything(open_round, {judges[0].email: 5, judges[1].email: 2})
    stage = open_round.stages.scored().get()
    return discussions.call(again(in_judging), stage=stage, topic="安全性の見方", by=secretary)


def page_of(judge):
    return reverse("certifications:judging_discussion", args=[Assignment.objects.get(judge=judge).public_id])


def test_judges_talk_under_neutral_names(talk, judges, secretary):
    discussions.say(talk, body="根拠が弱い", by=judges[1])
    discussions.say(talk, body="期日は金曜です", by=secretary)

    client_of(judges[0]).post(page_of(judges[0]), {"body": "資料の三頁にあります"})

    page = text_of(client_of(judges[0]).get(page_of(judges[0])))
    found = client_of(judges[0]).get(page_of(judges[0])).context["talks"][0]
    assert [(remark.author, remark.mine) for remark in found.remarks] == [("委員1", False), ("事務局", False), ("委員2", True)]
    assert [str(person) in page for person in (judges[1], secretary)] == [False, False]
    assert "安全性の見方" in page


def test_names_are_shown_where_the_round_says_so(talk, judges, open_round, secretary):
    score_rules.say(again(open_round), names_shown=True, by=secretary)
    discussions.say(talk, body="根拠が弱い", by=judges[1])

    found = client_of(judges[0]).get(page_of(judges[0])).context["talks"][0]

    assert [remark.author for remark in found.remarks] == [str(judges[1])]


def test_what_lay_apart_is_said_without_who_gave_what(talk, judges):
    gaps = client_of(judges[0]).get(page_of(judges[0])).context["talks"][0].gaps

    assert {(gap.low, gap.high) for gap in gaps} == {(2, 5)}


def test_list_and_sheet_lead_to_it_while_it_goes_on(talk, judges, secretary):
    client = client_of(judges[0])
    sheet = reverse("certifications:judging_case", args=[Assignment.objects.get(judge=judges[0]).public_id])
    before = [page_of(judges[0]) in text_of(client.get(each)) for each in ("/judging/", sheet)]

    discussions.close(talk, outcome="closer", note="中央値で決める", by=secretary)

    assert before == [True, True]
    assert [page_of(judges[0]) in text_of(client.get(each)) for each in ("/judging/", sheet)] == [False, False]
    assert "中央値で決める" not in text_of(client.get(page_of(judges[0])))
    assert "委員の評価が近づいた" in text_of(client.get(page_of(judges[0])))


def test_nothing_can_be_said_after_the_end_nor_without_words(talk, judges, secretary):
    empty = client_of(judges[0]).post(page_of(judges[0]), {"body": ""})
    discussions.close(talk, outcome="closer", note="近づいた", by=secretary)

    late = client_of(judges[0]).post(page_of(judges[0]), {"body": "まだある"})

    assert (empty.status_code, DiscussionWord.objects.count()) == (422, 0)
    assert (late.status_code, "まだある" in late.content.decode()) == (422, True)


def test_it_is_nowhere_for_others(talk, in_judging, judges, secretary, owner):
    page = page_of(judges[0])

    assert [client_of(person).get(page).status_code for person in (judges[1], secretary, owner)] == [404, 404, 404]


def test_a_case_without_discussion_has_no_page(in_judging, open_round, judges):
    score_everything(open_round)

    assert client_of(judges[0]).get(page_of(judges[0])).status_code == 404
