"""What judges are told of their hours: one letter with all of them, then only what has changed; a calendar goes along."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from certifications.actions import applications, appointments, conflicts, judges_hours, stages
from certifications.models import Stage, ToldHours
from certifications.tasks import PERIODIC, tell_judges_their_hours
from home import clock
from home.models import Letter
from tests.certifications import making
from tests.certifications.staging.several import stage_of

FIRST = making.tokyo("2027-01-20T10:00")


@pytest.fixture
def visit(promoted, judged, secretary):
    """A stage to which two cases have come, with three hours in a room."""
    found = stage_of(judged, "site_visit")
    stages.open_stage(found, by=secretary)
    return Stage.objects.select_related("round__program").get(pk=found.pk)


@pytest.fixture
def laid_out(visit, secretary, judges):
    appointments.add_hours(visit, rooms={"第1会議室": judges}, first=FIRST, count=3, minutes=20, pause=5, by=secretary)
    return appointments.lay_out(visit, by=secretary)


@pytest.fixture
def announced(laid_out, visit, secretary):
    """Each of the two judges has been told of two hours."""
    appointments.announce(visit, by=secretary)
    return laid_out


def letters(judge):
    return list(Letter.objects.filter(recipient=judge, kind__startswith="certifications/judge_hours").order_by("pk"))


def entries(letter):
    calendar = Calendar.from_ical(letter.calendar)
    events = [(event.decoded("dtstart"), str(event["location"]), str(event["status"])) for event in calendar.walk("VEVENT")]
    return str(calendar["method"]), {int(event["sequence"]) for event in calendar.walk("VEVENT")}, events


def test_each_judge_gets_one_letter_with_all_her_hours_and_a_calendar(announced, judges):
    letter = letters(judges[0])[0]

    assert [len(letters(judge)) for judge in judges] == [1, 1]
    assert [line for line in letter.text.splitlines() if line.startswith("- ")] == [
        "- 2027年1月20日(水) 10:00 – 10:20  第1会議室",
        "- 2027年1月20日(水) 10:25 – 10:45  第1会議室",
    ]
    later = FIRST + timedelta(minutes=25)
    assert entries(letter) == ("PUBLISH", {0}, [(FIRST, "第1会議室", "CONFIRMED"), (later, "第1会議室", "CONFIRMED")])


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("ja", "審査の日時と会場のお知らせ", "委員として、次の日時（日本時間）に会場へお越しくださいますようお願いいたします。"),
        ("en", "your hours as a judge", "please come as a judge at these hours (Japan time):"),
        ("zh-hans", "评审时间与会场通知", "请您作为评审委员在以下时间（日本时间）到场："),
    ],
)
def test_letter_is_in_the_language_of_the_judge(laid_out, visit, secretary, judges, language, subject, line):
    type(judges[0]).objects.filter(pk=judges[0].pk).update(language=language)

    appointments.announce(visit, by=secretary)

    letter = letters(judges[0])[0]
    assert (subject in letter.subject, line in letter.text.splitlines()) == (True, True)


def test_letter_names_neither_case_nor_applicant(announced, judges):
    letter = letters(judges[0])[0]
    application = announced[0].entry.application

    said = f"{letter.subject} {letter.text} {letter.calendar}"
    hidden = [application.receipt_number, str(application.subject), str(application.organization)]
    assert [each in said for each in hidden] == [False] * 3


def test_nobody_is_told_before_the_timetable_is_announced(laid_out, judges):
    judges_hours.tell_changes()

    assert Letter.objects.filter(kind__startswith="certifications/judge_hours").count() == 0


def test_to_announce_again_tells_a_judge_nothing_that_she_knows(announced, visit, secretary, judges):
    appointments.announce(visit, by=secretary)
    judges_hours.tell_changes()

    assert [len(letters(judge)) for judge in judges] == [1, 1]


def test_a_moved_hour_alone_is_told_with_the_reason(announced, visit, secretary, judges):
    free = visit.slots.get(appointment=None)
    appointments.move(announced[0], free, reason="会場の都合", by=secretary)

    first, letter = letters(judges[0])
    lines = [line for line in letter.text.splitlines() if line.startswith(("- ", "  →"))]
    assert lines == ["- 2027年1月20日(水) 10:00 – 10:20  第1会議室", "  → 2027年1月20日(水) 10:50 – 11:10  第1会議室"]
    assert ("会場の都合" in letter.text, "ほかの1件の時間に変更はありません。" in letter.text) == (True, True)
    assert entries(letter) == ("PUBLISH", {1}, [(free.starts_at, "第1会議室", "CONFIRMED")])
    uids = [{str(event["uid"]) for event in Calendar.from_ical(each.calendar).walk("VEVENT")} for each in (first, letter)]
    assert uids[1] < uids[0]


def test_what_falls_away_without_the_timetable_is_told_by_the_worker(announced, visit, secretary, judges):
    """An interest of one judge takes an hour from her alone; a case that is taken back takes it from both."""
    mine, other = (each.entry.application for each in announced)
    conflicts.record(judges[0], program=visit.round.program, application=mine, reason="親族", by=secretary)
    judges_hours.tell_changes()
    after_conflict = [len(letters(judge)) for judge in judges]

    applications.withdraw(other, by=other.organization.memberships.get().user)
    tell_judges_their_hours.func()

    assert (after_conflict, [len(letters(judge)) for judge in judges]) == ([2, 1], [3, 2])
    gone = letters(judges[0])[1]
    assert "親族" not in gone.text
    assert [status for _at, _room, status in entries(gone)[2]] == ["CANCELLED"]
    assert ToldHours.objects.get(judge=judges[0]).hours == {}
    assert tell_judges_their_hours in [task for task, _seconds in PERIODIC]


def test_an_hour_that_is_over_needs_no_letter(announced, visit, secretary, judges):
    application = announced[0].entry.application

    with clock.at(FIRST + timedelta(days=1)):
        conflicts.record(judges[0], program=visit.round.program, application=application, reason="親族", by=secretary)
        judges_hours.tell_changes()

    assert [len(letters(judge)) for judge in judges] == [1, 1]


def test_a_judge_without_an_address_is_told_when_she_has_one(laid_out, visit, secretary, judges):
    people = type(judges[0]).objects.filter(pk=judges[0].pk)
    people.update(is_active=False)
    appointments.announce(visit, by=secretary)
    people.update(is_active=True)

    judges_hours.tell_changes()

    assert [len(letters(judge)) for judge in judges] == [1, 1]
