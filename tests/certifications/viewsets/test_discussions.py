"""Discussions of judges at the desk."""

import pytest
from django.urls import reverse

from certifications.actions import discussions, judging, rounds
from certifications.models import Assignment, Discussion, DiscussionWord
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again, score_everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.at(making.JUDGING):
        yield


@pytest.fixture
def apart(in_judging, open_round, judges):
    score_everything(open_round, {judges[0].email: 5, judges[1].email: 2})
    return in_judging


@pytest.fixture
def talk(apart, open_round, secretary):
    return discussions.call(again(apart), stage=open_round.stages.scored().get(), topic="安全性", by=secretary)


def page(case, verb="discussion"):
    return reverse(f"cases:{verb}", args=[case.public_id])


def test_the_office_calls_joins_in_and_closes(at_desk, apart, open_round, secretary):
    client = at_desk(secretary)
    listed = client.get(reverse("rounds:comparison", args=[open_round.public_id])).content.decode()

    client.post(page(apart, "open_discussion"), {"topic": "安全性"})
    client.post(page(apart), {"body": "期日は金曜です"})
    client.post(page(apart, "close_discussion"), {"outcome": "closer", "note": "近づいた"})

    talk = Discussion.objects.get()
    assert page(apart, "open_discussion") in listed
    assert (talk.topic, talk.state, talk.outcome) == ("安全性", "closed", "closer")
    assert list(talk.words.values_list("author", "from_office")) == [(secretary.pk, True)]


def test_the_office_reads_the_names(at_desk, talk, secretary, judges):
    discussions.say(talk, body="根拠が弱い", by=judges[1])

    remarks = at_desk(secretary).get(page(talk.application)).context["talks"][0].remarks

    assert [remark.author for remark in remarks] == [str(judges[1])]


def test_an_approver_reads_and_says_nothing(at_desk, talk, approver):
    response = at_desk(approver).get(page(talk.application))

    refused = at_desk(approver).post(page(talk.application), {"body": "ひとこと"})

    assert (response.status_code, response.context["writable"]) == (200, False)
    assert (refused.status_code, DiscussionWord.objects.count()) == (302, 0)


def test_a_further_judge_joins_the_stage_in_which_they_talk(at_desk, talk, open_round, secretary):
    third = making.person("judge-c")
    rounds.seat(again(open_round), third, by=secretary)

    at_desk(secretary).post(page(talk.application, "assign"), {"judge": third.pk})

    assert Assignment.objects.get(judge=third).stage == talk.stage


def test_it_is_not_for_an_officer_with_an_interest(at_desk, talk, open_round, company):
    touched = making.office(open_round.program, "touched")
    company.memberships.create(user=touched, role="viewer", started_at=clock.now())

    assert [at_desk(touched).get(page(talk.application, verb)).status_code for verb in ("discussion", "close_discussion")] == [
        404,
        404,
    ]


def test_it_is_offered_only_where_all_have_handed_in(at_desk, in_judging, open_round, secretary, judges):
    before = at_desk(secretary).get(page(in_judging, "open_discussion")).status_code
    score_everything(open_round, {judges[0].email: 5, judges[1].email: 2})

    after = at_desk(secretary).get(page(in_judging, "open_discussion")).status_code

    judging.reopen(Assignment.objects.select_related("application__round").get(judge=judges[0]), by=judges[0], reason="見直し")
    assert (before, after) == (302, 200)
    assert at_desk(secretary).get(page(in_judging, "open_discussion")).status_code == 302
