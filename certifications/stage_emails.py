"""Letters about stages: times and places to applicants and judges; to judges and others what they are asked for, and where."""

from django.utils import translation

from certifications import calendars
from certifications.emails import link, write
from certifications.hearing_times import Changes
from certifications.models import Appointment, Assignment, Discussion, FieldReport, ToldHours
from certifications.recipients import applicants
from home.actions import letters


def appointment_made(appointment: Appointment) -> None:
    """To the applicant's side: when and where; nothing of others."""
    _write("appointment_made", appointment, f"{appointment.public_id}:{appointment.sequence}")


def appointment_moved(appointment: Appointment, reason: str) -> None:
    """To the applicant's side, who knew another time or place: the new one, and why."""
    _write("appointment_moved", appointment, f"{appointment.public_id}:{appointment.sequence}", reason=reason)


def _write(kind: str, appointment: Appointment, key: str, **context: str) -> None:
    application = appointment.entry.application
    stage = appointment.entry.stage
    people = applicants(application)
    write(
        kind,
        people,
        application,
        key,
        "certifications:application",
        calendar=lambda person: calendars.of_appointment(appointment, to=person),
        appointment=appointment,
        stage=stage,
        **context,
    )


def hours_told(row: ToldHours, changes: Changes, *, remaining: int, reason: str) -> None:
    """To a judge: all her hours and rooms, or what has changed of them. The letter names neither case nor applicant."""
    judge, stage = row.judge, row.stage
    kind = "judge_hours" if row.letters == 1 else "judge_hours_changed"
    with translation.override(judge.language):
        entries = calendars.of_hours(row, changes)
    letters.write(
        f"certifications/{kind}",
        key=f"{kind}:{row.pk}:{row.letters}",
        to=judge,
        about=f"round:{stage.round.public_id}",
        calendar=entries,
        context={
            "stage": stage,
            "program": stage.round.program,
            "person": judge,
            "new": list(changes.new.values()),
            "moved": [{"before": before, "after": after} for before, after in changes.moved.values()],
            "gone": list(changes.gone.values()),
            "remaining": remaining,
            "reason": reason,
            "link": link("certifications:judging", language=judge.language),
            "calendar": link("certifications:judging_calendar", language=judge.language),
        },
    )


def report_asked(report: FieldReport) -> None:
    """To whoever is asked for a report: by when, and where to write it. The letter names neither case nor applicant."""
    round_ = report.entry.stage.round
    letters.write(
        "certifications/report_asked",
        key=f"report_asked:{report.public_id}:{report.due_on}",
        to=report.reporter,
        about=f"round:{round_.public_id}",
        context={
            "report": report,
            "stage": report.entry.stage,
            "program": round_.program,
            "person": report.reporter,
            "link": link("certifications:field_report", report.public_id, language=report.reporter.language),
        },
    )


def discussion_called(assignment: Assignment, discussion: Discussion) -> None:
    """To a judge: the judges of one of her cases are asked to talk. The letter names neither case nor applicant."""
    judge, stage = assignment.judge, assignment.stage
    letters.write(
        "certifications/discussion_called",
        key=f"discussion_called:{discussion.public_id}:{judge.pk}",
        to=judge,
        about=f"round:{stage.round.public_id}",
        context={
            "round": stage.round,
            "stage": stage,
            "program": stage.round.program,
            "person": judge,
            "link": link("certifications:judging_discussion", assignment.public_id, language=judge.language),
        },
    )
