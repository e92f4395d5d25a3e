"""Judges who lie far apart talk: who may, when, and what ends it."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import conflicts, discussions, judging, results, rounds, score_rules
from certifications.models import Assignment, Discussion, DiscussionWord, ScoreRevision
from certifications.refusals import DiscussionClosed, DiscussionOpen, DiscussionsOpen, ReasonMissing, ReviewsMissing, WrongStage
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.deciding import again, score_everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_time():
    with clock.at(making.JUDGING):
        yield


@pytest.fixture
def stage(in_judging, open_round):
    return open_round.stages.scored().select_related("round__program", "rubric_version").get()


@pytest.fixture
def apart(stage, open_round, judges):
    """The judges give 5 and 2."""
    score_everything(open_round, {judges[0].email: 5, judges[1].email: 2})
    return stage


@pytest.fixture
def talk(in_judging, apart, secretary):
    return discussions.call(again(in_judging), stage=apart, topic="安全性", by=secretary)


def assignment_of(judge):
    return Assignment.objects.select_related("application__round", "stage").get(judge=judge)


def rescored(judge, value):
    judging.reopen(assignment_of(judge), by=judge, reason="議論を踏まえて")
    for criterion in assignment_of(judge).stage.rubric.criteria.all():
        judging.score(assignment_of(judge), criterion, value, by=judge)
    judging.submit(assignment_of(judge), by=judge)


def test_call_keeps_what_lay_apart_and_writes_to_each_judge(talk, open_round, judges):
    codes = set(open_round.rubric_version.criteria.values_list("code", flat=True))

    letters = Letter.objects.filter(kind="certifications/discussion_called")

    assert (talk.state, talk.distance) == ("open", Decimal("3.0000"))
    assert {tuple(row) for row in again(talk).criteria} == {(code, 2, 5) for code in codes}
    assert {letter.recipient for letter in letters} == set(judges)
    assert [word for letter in letters for word in (talk.application.applicant, "安全性") if word in letter.text] == []
    assert [event.action for event in talk.history.all()] == ["discussion.call"]


def test_call_waits_for_every_sheet(in_judging, stage, secretary):
    with pytest.raises(ReviewsMissing):
        discussions.call(in_judging, stage=stage, topic="", by=secretary)

    assert Discussion.objects.count() == 0


def test_call_is_the_secretariats_and_once_at_a_time(talk, apart, in_judging, approver, secretary, judges):
    for person in (approver, judges[0]):
        with pytest.raises(PermissionDenied):
            discussions.call(in_judging, stage=apart, topic="", by=person)
    with pytest.raises(DiscussionOpen):
        discussions.call(in_judging, stage=apart, topic="", by=secretary)

    assert Discussion.objects.get() == talk


def test_call_is_refused_once_scores_are_locked(apart, in_judging, open_round, secretary):
    results.lock_and_rank(again(open_round), by=secretary)

    with pytest.raises(WrongStage):
        discussions.call(again(in_judging), stage=apart, topic="", by=secretary)


def test_judges_and_the_office_say_something_and_others_do_not(talk, secretary, judges, approver, owner):
    for person in (judges[0], judges[1], secretary):
        discussions.say(talk, body=f"{person} の考え\r\n", by=person)
    for person in (approver, owner, making.person("nobody")):
        with pytest.raises(PermissionDenied):
            discussions.say(talk, body="横から", by=person)

    said = DiscussionWord.objects.values_list("author", "from_office", "body")
    assert list(said) == [(person.pk, person == secretary, f"{person} の考え") for person in (judges[0], judges[1], secretary)]


def test_no_words_are_refused(talk, judges):
    with pytest.raises(ReasonMissing):
        discussions.say(talk, body=" \n", by=judges[0])

    assert talk.words.count() == 0


def test_a_conflict_ends_the_part_of_a_judge_at_once(talk, in_judging, open_round, judges, secretary):
    discussions.say(talk, body="よいと思う", by=judges[1])
    conflicts.record(judges[1], program=open_round.program, application=in_judging, reason="取引", by=secretary)

    with pytest.raises(PermissionDenied):
        discussions.say(talk, body="もう一言", by=again(judges[1]))

    assert list(Discussion.objects.visible_to(again(judges[1]))) == []
    assert list(Discussion.objects.visible_to(judges[0])) == [talk]
    assert talk.words.count() == 1


def test_a_third_judge_joins_only_after_her_own_sheet(talk, in_judging, apart, open_round, secretary):
    third = making.person("judge-c")
    rounds.seat(again(open_round), third, by=secretary)
    judging.assign(again(in_judging), third, stage=apart, by=secretary)
    before = list(Discussion.objects.visible_to(third))

    judging.pledge(again(open_round), by=third)
    judging.open_sheet(assignment_of(third), by=third)
    working = list(Discussion.objects.visible_to(third))
    for criterion in apart.rubric.criteria.all():
        judging.score(assignment_of(third), criterion, 4, by=third)
    judging.submit(assignment_of(third), by=third)

    assert (before, working, list(Discussion.objects.visible_to(third))) == ([], [], [talk])


def test_who_takes_her_sheet_back_stays_in_and_her_first_score_stays(talk, judges):
    rescored(judges[1], 4)
    judging.reopen(assignment_of(judges[1]), by=judges[1], reason="もう一度")

    assert list(Discussion.objects.visible_to(judges[1])) == [talk]
    kept = ScoreRevision.objects.filter(review__assignment__judge=judges[1])
    assert set(kept.values_list("number", "value", "reason")) == {(1, 2, ""), (2, 4, "議論を踏まえて")}


def test_scores_are_not_locked_while_judges_talk(talk, open_round, secretary):
    with pytest.raises(DiscussionsOpen):
        results.lock_and_rank(again(open_round), by=secretary)
    discussions.close(talk, outcome="apart", note="両者とも根拠がある", by=secretary)

    results.lock_and_rank(again(open_round), by=secretary)

    assert again(open_round).state == "deciding"


def test_close_keeps_the_outcome_and_ends_the_talk(talk, secretary, approver, judges):
    with pytest.raises(PermissionDenied):
        discussions.close(talk, outcome="closer", note="近づいた", by=approver)
    with pytest.raises(ReasonMissing):
        discussions.close(talk, outcome="closer", note=" ", by=secretary)

    discussions.close(talk, outcome="closer", note="近づいた", by=secretary)

    with pytest.raises(DiscussionClosed):
        discussions.say(talk, body="まだある", by=judges[0])
    with pytest.raises(DiscussionClosed):
        discussions.close(talk, outcome="apart", note="やはり", by=secretary)
    assert (talk.state, talk.outcome, talk.closing_note) == ("closed", "closer", "近づいた")
    assert [(event.action, event.note) for event in talk.history.all()][-1] == ("discussion.close", "近づいた")


def test_a_rule_begins_it_by_itself_once(in_judging, open_round, secretary, judges):
    score_rules.say(again(open_round), called_by="rule", by=secretary)
    score_everything(open_round, {judges[0].email: 5, judges[1].email: 2})
    first = Discussion.objects.get()
    discussions.close(first, outcome="apart", note="根拠がある", by=secretary)

    rescored(judges[1], 1)

    assert (first.history.first().by, Discussion.objects.count()) == (None, 1)


def test_a_rule_begins_nothing_below_the_threshold(in_judging, open_round, secretary, judges):
    score_rules.say(again(open_round), called_by="rule", by=secretary)

    score_everything(open_round, {judges[0].email: 4, judges[1].email: 3})

    assert Discussion.objects.count() == 0


def test_nothing_begins_by_itself_without_the_rule(apart):
    assert Discussion.objects.count() == 0


def test_only_its_office_and_its_judges_see_it(talk, open_round, company, secretary, approver, owner, judges):
    touched = making.office(open_round.program, "touched")
    company.memberships.create(user=touched, role="viewer", started_at=clock.now())
    elsewhere = making.office(making.program("design-competition"), "elsewhere")
    people = (judges[0], judges[1], secretary, approver, touched, elsewhere, owner, making.person("nobody"))

    seen = [Discussion.objects.visible_to(person).count() for person in people]

    assert seen == [1, 1, 1, 1, 0, 0, 0, 0]
