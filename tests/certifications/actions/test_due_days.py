"""Judges are reminded once before and once after their last day, and have the day that the office gave them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import due_days, judging
from certifications.models import Assignment, Stage
from certifications.refusals import DueDayNotLater, NothingToRemind, ReasonMissing, RemindedToday, WrongStage
from home import clock
from home.models import Letter
from tests.certifications import making


@pytest.fixture
def judge(judges):
    return judges[0]


@pytest.fixture
def stage(in_judging, judge):
    return Stage.objects.select_related("round__program").get(assignments__application=in_judging, assignments__judge=judge)


def on(day, hour=10):
    """That day in Tokyo, in office hours unless said."""
    return clock.at(clock.now().astimezone(clock.TOKYO).replace(year=day.year, month=day.month, day=day.day, hour=hour))


def letters(judge, kind="sheets_due"):
    return Letter.objects.filter(kind=f"certifications/{kind}", recipient=judge)


@pytest.mark.parametrize(
    ("days", "hour", "written"),
    [(-4, 10, 0), (-3, 10, 1), (0, 10, 1), (1, 10, 1), (9, 10, 1), (-3, 7, 0), (-3, 8, 1), (-3, 17, 1), (-3, 18, 0)],
)
def test_judge_is_reminded_from_three_days_before_in_office_hours(stage, judge, days, hour, written):
    with on(stage.due + timedelta(days=days), hour):
        due_days.remind_due()
        due_days.remind_due()

    assert letters(judge).count() == written


def test_judge_is_reminded_once_before_and_once_after(stage, judge):
    for days in (-3, -2, 0, 1, 2, 20):
        with on(stage.due + timedelta(days=days)):
            due_days.remind_due()

    assert [("までに" in letter.text, "過ぎて" in letter.text) for letter in letters(judge).order_by("pk")] == [
        (True, False),
        (False, True),
    ]


def test_judge_without_an_open_sheet_is_not_reminded(stage, judge):
    Assignment.objects.filter(judge=judge).update(state="submitted")

    with on(stage.due):
        due_days.remind_due()

    assert letters(judge).count() == 0


@pytest.mark.parametrize(("model", "state"), [("stage", "closed"), ("stage", "waiting"), ("round", "deciding")])
def test_nobody_is_reminded_where_nothing_can_be_scored(stage, judge, model, state):
    record = stage if model == "stage" else stage.round
    type(record).objects.filter(pk=record.pk).update(state=state)

    with on(stage.due):
        due_days.remind_due()

    assert letters(judge).count() == 0


def test_more_time_moves_her_day_and_her_reminder_and_nobody_elses(stage, judges, secretary):
    judge, other = judges[:2]
    day = stage.due + timedelta(days=7)

    row = due_days.extend(stage, judge, until=day, reason=" 入院のため ", by=secretary)

    assert (row.reason, stage.due_for(judge), stage.due_for(other)) == ("入院のため", day, stage.due)
    assert letters(judge, "due_day_given").count() == 1
    event = stage.history.latest("seq")
    assert (event.action, event.note) == ("stage.extend_judge", "入院のため")
    assert event.facts == {"judge": str(judge), "until": day.isoformat()}
    with on(stage.due):
        due_days.remind_due()
    assert (letters(judge).count(), letters(other).count()) == (0, 1)
    with on(day):
        due_days.remind_due()
    assert letters(judge).count() == 1


def test_stage_that_gets_a_later_day_takes_none_back(stage, judge, secretary):
    due_days.extend(stage, judge, until=stage.due + timedelta(days=2), reason="出張", by=secretary)
    later = stage.due + timedelta(days=9)
    Stage.objects.filter(pk=stage.pk).update(due_on=later)

    assert Stage.objects.get(pk=stage.pk).due_for(judge) == later


@pytest.mark.parametrize("days", [0, -1])
def test_more_time_needs_a_later_day(stage, judge, secretary, days):
    with pytest.raises(DueDayNotLater):
        due_days.extend(stage, judge, until=stage.due + timedelta(days=days), reason="出張", by=secretary)


def test_more_time_is_not_given_in_the_past(stage, judge, secretary):
    with on(stage.due + timedelta(days=5)), pytest.raises(DueDayNotLater):
        due_days.extend(stage, judge, until=stage.due + timedelta(days=4), reason="出張", by=secretary)


def test_more_time_needs_a_reason(stage, judge, secretary):
    with pytest.raises(ReasonMissing):
        due_days.extend(stage, judge, until=stage.due + timedelta(days=5), reason=" ", by=secretary)


def call(verb, stage, judge, by):
    if verb == "remind":
        return due_days.remind(stage, judge, by=by)
    return due_days.extend(stage, judge, until=stage.due + timedelta(days=5), reason="出張", by=by)


@pytest.mark.parametrize("verb", ["remind", "extend"])
def test_judge_without_an_open_sheet_needs_neither(stage, judge, secretary, verb):
    Assignment.objects.filter(judge=judge).update(state="submitted")

    with pytest.raises(NothingToRemind):
        call(verb, stage, judge, secretary)


@pytest.mark.parametrize("verb", ["remind", "extend"])
def test_only_the_secretariat_of_the_program_does_it(stage, judge, verb):
    stranger = making.office(making.program("meister"), "secretary-elsewhere")

    for person in (stranger, judge):
        with pytest.raises(PermissionDenied):
            call(verb, stage, judge, person)


@pytest.mark.parametrize("verb", ["remind", "extend"])
@pytest.mark.parametrize("state", ["waiting", "closed"])
def test_only_an_open_stage_waits_for_sheets(stage, judge, secretary, verb, state):
    Stage.objects.filter(pk=stage.pk).update(state=state)

    with pytest.raises(WrongStage):
        call(verb, stage, judge, secretary)


def test_office_reminds_once_a_day(stage, judge, secretary):
    letter = due_days.remind(stage, judge, by=secretary)

    with pytest.raises(RemindedToday):
        due_days.remind(stage, judge, by=secretary)

    assert (letter.recipient, "1件" in letter.text) == (judge, True)
    with clock.at(clock.now() + timedelta(days=1)):
        due_days.remind(stage, judge, by=secretary)
    assert stage.history.filter(action="stage.remind_judge").count() == 2


def test_letter_names_no_case(stage, judge, secretary, in_judging):
    judging.pledge(stage.round, by=judge)

    letter = due_days.remind(stage, judge, by=secretary)

    words = letter.subject + letter.text
    assert [word in words for word in (str(in_judging.subject), in_judging.receipt_number, in_judging.applicant)] == [False] * 3
