"""Times and rooms of a hearing: nobody is asked to two places at once, and who has an interest leaves the room."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from icalendar import Calendar

from certifications.actions import applications, appointments, conflicts, stages
from certifications.models import Appointment, Attendance, Stage
from certifications.refusals import LaterStageBegun, PlaceTaken, RoomsMissing
from certifications.viewsets.hearing_verbs import hours_of
from home.models import Letter
from tests.certifications import making
from tests.certifications.staging.several import stage_of

FIRST = making.tokyo("2027-01-20T10:00")


@pytest.fixture
def visit(promoted, judged, secretary):
    """A stage to which two cases have come."""
    found = stage_of(judged, "site_visit")
    stages.open_stage(found, by=secretary)
    return Stage.objects.select_related("round__program").get(pk=found.pk)


@pytest.fixture
def laid_out(visit, secretary, judges):
    appointments.add_hours(visit, rooms={"第1会議室": judges}, first=FIRST, count=3, minutes=20, pause=5, by=secretary)
    return appointments.lay_out(visit, by=secretary)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_lay_out_gives_every_case_an_hour_with_its_judges(laid_out, visit, judges):
    times = [each.starts_at for each in Appointment.objects.filter(entry__stage=visit).order_by("starts_at")]

    assert times == [FIRST, FIRST + timedelta(minutes=25)]
    assert Attendance.objects.filter(judge__in=judges).count() == 4
    assert Letter.objects.filter(key__startswith="appointment").count() == 0


def test_lay_out_says_when_there_are_too_few_hours(visit, secretary, judges):
    appointments.add_hours(visit, rooms={"第1会議室": judges}, first=FIRST, count=1, minutes=20, by=secretary)

    with pytest.raises(RoomsMissing):
        appointments.lay_out(visit, by=secretary)

    assert Appointment.objects.count() == 0


def test_hours_that_overlap_are_refused(laid_out, visit, secretary, judges):
    with pytest.raises(PlaceTaken):
        appointments.add_hours(
            visit, rooms={"第1会議室": []}, first=FIRST + timedelta(minutes=10), count=1, minutes=20, by=secretary
        )
    with pytest.raises(PlaceTaken):
        appointments.add_hours(visit, rooms={"第2会議室": judges[:1]}, first=FIRST, count=1, minutes=20, by=secretary)


def test_database_keeps_applicant_and_judge_from_two_places(laid_out):
    first, second = laid_out

    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=second.pk).update(applicant=first.applicant, starts_at=first.starts_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.filter(appointment=second).update(starts_at=first.starts_at)


def test_applicant_is_told_once_and_again_when_it_changes(laid_out, visit, secretary):
    told = appointments.announce(visit, by=secretary)
    again = appointments.announce(visit, by=secretary)
    free = visit.slots.get(appointment=None)

    moved = appointments.move(laid_out[0], free, reason="会場の都合", by=secretary)

    letters = Letter.objects.filter(key__startswith="appointment_moved")
    assert (told, again, moved.sequence, moved.starts_at) == (2, 0, 1, free.starts_at)
    assert ["会場の都合" in letter.text for letter in letters] == [True]


def test_judge_with_an_interest_leaves_the_room(laid_out, visit, secretary, judges):
    application = laid_out[0].entry.application

    conflicts.record(judges[0], program=visit.round.program, application=application, reason="親族", by=secretary)

    leaving = [(row["appointment"].entry.application, row["leaving"]) for row in hours_of(visit) if row["leaving"]]
    assert leaving == [(application, [judges[0]])]
    assert [each.entry.application for each in Appointment.objects.of_judge(judges[0])] == [laid_out[1].entry.application]


def test_calendar_of_a_judge_names_no_subject_in_a_blind_round(laid_out, judges):
    content = client_of(judges[0]).get("/judging/appointments.ics").content

    titles = [str(event["summary"]) for event in Calendar.from_ical(content).walk("VEVENT")]
    assert len(titles) == 2
    assert not any("試作" in title for title in titles)


def test_calendar_of_an_applicant_has_her_own_hour_once_it_was_told(laid_out, visit, secretary):
    application = laid_out[0].entry.application
    owner = client_of(application.organization.memberships.get().user)
    path = f"/applications/{application.public_id}/appointments.ics"

    before = owner.get(path).status_code
    appointments.announce(visit, by=secretary)
    events = Calendar.from_ical(owner.get(path).content).walk("VEVENT")

    other = laid_out[1].entry.application.organization.memberships.get().user
    assert (before, len(events), client_of(other).get(path).status_code) == (404, 1, 404)


def test_letters_of_an_hour_ask_move_and_cancel_one_entry_of_the_applicants_calendar(laid_out, visit, secretary):
    application = laid_out[0].entry.application
    owner = application.organization.memberships.get().user
    appointments.announce(visit, by=secretary)
    moved = appointments.move(laid_out[0], visit.slots.get(appointment=None), reason="会場の都合", by=secretary)
    applications.withdraw(application, by=owner)

    sent = Letter.objects.filter(recipient=owner, about=application.reference).exclude(calendar="").order_by("pk")
    found = [Calendar.from_ical(letter.calendar) for letter in sent]
    events = [calendar.walk("VEVENT")[0] for calendar in found]

    assert [str(calendar["method"]) for calendar in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [int(event["sequence"]) for event in events] == [0, 1, 2]
    assert {str(event["uid"]) for event in events} == {f"{moved.public_id}@tsunagi"}
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {str(event["attendee"]) for event in events} == {f"mailto:{owner.email}"}


def test_only_the_secretariat_lays_out(visit, judges, approver):
    for stranger in (approver, judges[0]):
        with pytest.raises(PermissionDenied):
            appointments.lay_out(visit, by=stranger)


def test_reopening_is_refused_once_an_applicant_was_told(laid_out, visit, promoted, secretary):
    appointments.announce(visit, by=secretary)

    with pytest.raises(LaterStageBegun):
        stages.reopen_stage(promoted, reason="採点表の取り違え", by=secretary)
