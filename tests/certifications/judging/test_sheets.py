"""What a judge may write, when, and what stays when something else was faster."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import applications, conflicts, judging, results
from certifications.models import Assignment, Conflict, Review, Round, Score
from certifications.refusals import (
    NotOnPanel,
    NotOpened,
    PledgeMissing,
    ReviewsMissing,
    ScoreOutOfRange,
    ScoresLocked,
    SheetHandedIn,
    SheetIncomplete,
)
from home import clock
from home.versions import StaleRecord
from organizations.models import User
from tests.certifications import issuing, making


def fill(assignment, criteria, by, value=4):
    for criterion in criteria:
        judging.score(assignment, criterion, value, by=by)


def again(assignment):
    """The assignment as another request reads it."""
    return Assignment.objects.select_related("application__round", "application__subject").get(pk=assignment.pk)


def test_pledge_is_kept_once_with_its_moment(assignment, judging_round, judge):
    first = judging.pledge(judging_round, by=judge)

    with clock.at(making.JUDGING):
        second = judging.pledge(judging_round, by=judge)

    assert (second.pledged_at, first.pledged_at) == (making.DURING, making.DURING)
    assert [event.by for event in judging_round.history.filter(action="panel.pledge")] == [judge]


def test_pledge_needs_a_seat(judging_round, stranger):
    with pytest.raises(NotOnPanel):
        judging.pledge(judging_round, by=stranger)


def test_sheet_opens_only_after_the_pledge(assignment, judge):
    with pytest.raises(PledgeMissing):
        judging.open_sheet(assignment, by=judge)

    assert Review.objects.count() == 0


def test_sheet_open_records_that_no_connection_was_declared(pledged, judge):
    judging.open_sheet(pledged, by=judge)

    event = pledged.history.last()
    assert (event.action, event.to_state, event.facts) == ("assignment.begin", "working", {"why": "nothing_connects"})


def test_score_needs_the_word_on_connections_first(pledged, criteria, judge):
    with pytest.raises(NotOpened):
        judging.score(pledged, criteria[0], 3, by=judge)

    assert Score.objects.count() == 0


def test_score_twice_keeps_the_last_value(opened, criteria, judge):
    judging.score(opened, criteria[0], 3, by=judge)
    judging.score(opened, criteria[0], 5, by=judge)

    assert list(Score.objects.values_list("criterion", "value")) == [(criteria[0].pk, 5)]


@pytest.mark.parametrize("value", [0, 6, -1, 100, None])
def test_score_outside_the_scale_is_refused(opened, criteria, judge, value):
    with pytest.raises(ScoreOutOfRange):
        judging.score(opened, criteria[0], value, by=judge)

    assert Score.objects.count() == 0


def test_score_not_applicable_only_where_the_rubric_allows_it(opened, criteria, judge):
    with pytest.raises(ScoreOutOfRange):
        judging.score(opened, criteria[0], None, not_applicable=True, by=judge)


def test_score_of_another_rubric_is_refused(opened, judge):
    foreign = making.program("meister").rubric_versions.get().criteria.first()

    with pytest.raises(ScoreOutOfRange):
        judging.score(opened, foreign, 3, by=judge)


def test_score_by_another_judge_is_refused(opened, criteria, other_judge):
    with pytest.raises(PermissionDenied):
        judging.score(opened, criteria[0], 3, by=other_judge)


def test_score_after_a_conflict_found_by_the_office_is_refused(opened, criteria, judge, secretary, company, program):
    stale = again(opened)
    conflicts.record(judge, program=program, organization=company, reason="元社員", by=secretary)

    with pytest.raises(PermissionDenied):
        judging.score(stale, criteria[0], 3, by=judge)

    assert Score.objects.count() == 0


def test_score_after_withdrawal_is_refused(opened, criteria, judge, owner):
    stale = again(opened)
    applications.withdraw(opened.application, by=owner)

    with pytest.raises(PermissionDenied):
        judging.score(stale, criteria[0], 3, by=judge)


def test_score_after_the_lock_is_refused_even_from_a_page_that_was_open_before(
    opened, criteria, judge, other_judge, secretary, judging_round
):
    fill(opened, criteria, judge)
    judging.submit(opened, by=judge)
    judging.pledge(judging_round, by=other_judge)
    theirs = Assignment.objects.get(application=opened.application, judge=other_judge)
    judging.open_sheet(theirs, by=other_judge)
    fill(theirs, criteria, other_judge, 2)
    judging.submit(theirs, by=other_judge)
    stale = again(opened)
    run = results.lock_and_rank(Round.objects.get(pk=judging_round.pk), by=secretary)

    for verb in (
        lambda: judging.score(stale, criteria[0], 1, by=judge),
        lambda: judging.clear_score(stale, criteria[0], by=judge),
        lambda: judging.comment(stale, row_version=1, private_note="あとから", by=judge),
        lambda: judging.reopen(stale, by=judge, reason="見落とし"),
    ):
        with pytest.raises(ScoresLocked):
            verb()
    assert {score.value for score in opened.review.scores.all()} == {4}
    assert results.is_reproducible(run)


def test_lock_waits_for_a_sheet_that_was_taken_back(opened, criteria, judge, secretary, judging_round, other_judge):
    Assignment.objects.filter(judge=other_judge).update(state="recused")
    fill(opened, criteria, judge)
    judging.submit(opened, by=judge)
    judging.reopen(again(opened), by=judge, reason="見落とし")

    with pytest.raises(ReviewsMissing):
        results.lock_and_rank(Round.objects.get(pk=judging_round.pk), by=secretary)


def test_submit_refuses_a_sheet_with_a_gap(opened, criteria, judge):
    fill(opened, criteria[:-1], judge)

    with pytest.raises(SheetIncomplete):
        judging.submit(opened, by=judge)

    assert again(opened).state == "working"


def test_submit_twice_has_one_effect(opened, criteria, judge):
    fill(opened, criteria, judge)

    first = judging.submit(opened, by=judge)
    second = judging.submit(again(opened), by=judge)

    assert first.submitted_at == second.submitted_at
    assert opened.history.filter(action="assignment.submit").count() == 1


def test_sheet_that_is_handed_in_is_closed_until_it_is_taken_back(opened, criteria, judge):
    fill(opened, criteria, judge)
    judging.submit(opened, by=judge)

    with pytest.raises(SheetHandedIn):
        judging.score(opened, criteria[0], 1, by=judge)
    judging.reopen(opened, by=judge, reason="見落とし")
    judging.score(opened, criteria[0], 1, by=judge)

    assert (opened.review.scores.get(criterion=criteria[0]).value, again(opened).state) == (1, "working")
    assert Review.objects.get(assignment=opened).submitted_at is None


def test_comment_over_a_newer_one_is_refused_and_loses_nothing(opened, judge):
    read = opened.review.row_version
    judging.comment(opened, row_version=read, applicant_comment="一つめ", by=judge)

    with pytest.raises(StaleRecord):
        judging.comment(opened, row_version=read, applicant_comment="二つめ", by=judge)

    assert Review.objects.get(assignment=opened).applicant_comment == "一つめ"


def test_comment_without_a_change_is_never_stale(opened, judge):
    read = opened.review.row_version
    judging.comment(opened, row_version=read, applicant_comment="同じ", by=judge)

    review = judging.comment(opened, row_version=read, applicant_comment="同じ", by=judge)

    assert review.row_version == read + 1


def test_record_saves_everything_or_nothing(opened, criteria, judge):
    with pytest.raises(ScoreOutOfRange):
        judging.record(opened, {criteria[0]: 4, criteria[1]: 9}, row_version=1, by=judge, private_note="メモ")

    review = Review.objects.get(assignment=opened)
    assert (review.private_note, review.scores.count()) == ("", 0)


def test_record_hands_in_a_whole_sheet(opened, criteria, judge):
    marks = dict.fromkeys(criteria, 5)

    judging.record(opened, marks, row_version=1, by=judge, hand_in=True, public_comment="使う人の声が聞こえます。")

    review = Review.objects.get(assignment=opened)
    assert (again(opened).state, review.public_comment, review.scores.count()) == ("submitted", "使う人の声が聞こえます。", 7)


def test_decline_takes_the_case_from_the_list_and_keeps_the_sheet(opened, criteria, judge):
    judging.score(opened, criteria[0], 2, by=judge)

    conflicts.declare(opened, reason="昨年まで勤めていました", by=judge)

    assert list(Assignment.objects.visible_to(judge)) == []
    conflict = Conflict.objects.get()
    assert (conflict.person, conflict.state, conflict.source) == (judge, "confirmed", "judge")
    assert Score.objects.count() == 1


def test_conflict_found_later_leaves_the_sheets_of_rounds_that_are_over(db):
    certificate = issuing.released_round("kis")[0]
    sheet = Assignment.objects.get()
    facts = {"program": certificate.program, "organization": certificate.organization, "reason": "転職"}

    conflicts.record(sheet.judge, by=User.objects.get(email="s-kis@people.example"), **facts)

    assert (again(sheet).state, sheet.judge.conflicts.count()) == ("submitted", 1)


def test_conflict_keeps_what_was_recorded_before(opened, judge, secretary, program):
    application = opened.application
    conflicts.declare(opened, reason="昨年まで勤めていました", by=judge)

    for _twice in range(2):
        conflicts.record(judge, program=program, application=application, reason="今も顧問です", by=secretary)

    conflict = Conflict.objects.get()
    first, second = conflict.history.all()
    assert (conflict.source, conflict.reason, conflict.recorded_by) == ("office", "今も顧問です", secretary)
    assert [(event.action, event.by, event.note) for event in (first, second)] == [
        ("conflict.record", judge, "昨年まで勤めていました"),
        ("conflict.amend", secretary, "今も顧問です"),
    ]
    before = {"source": "judge", "reason": "昨年まで勤めていました"}
    assert second.facts == {"source": "office", "kind": "other", "before": before}
    assert second.previous_hash == first.hash


@pytest.mark.parametrize("before", ["suspected", "dismissed"])
def test_conflict_is_confirmed_through_its_states(opened, judge, before):
    facts = {"source": "applicant", "reason": "うわさ", "recorded_at": clock.now()}
    conflict = Conflict.objects.create(person=judge, application=opened.application, state=before, **facts)

    conflicts.declare(opened, reason="親族", by=judge)

    event = conflict.history.get()
    conflict.refresh_from_db()
    assert (conflict.state, conflict.source, conflict.row_version) == ("confirmed", "judge", 2)
    assert (event.action, event.from_state, event.to_state) == ("conflict.confirm", before, "confirmed")
