"""A holder reports on a certificate after each period; the office accepts the report or asks back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import report_emails, scoring
from certifications.actions import certificates
from certifications.certificate_permissions import may_keep, may_speak_for_holder
from certifications.models import PeriodicReport, ReportSending
from certifications.refusals.reports import AskingUnsaid, ReportDayOver, ReportUnanswered
from certifications.report_states import ReportState
from certifications.states import ToldBy
from home import clock
from home.states import change_state


def locked(report: PeriodicReport) -> PeriodicReport:
    """The report as it stands now, behind its certificate's lock and its own."""
    held = certificates.locked(report.certificate)
    found: PeriodicReport = PeriodicReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    found.certificate = held
    return found


@transaction.atomic
def send(report: PeriodicReport, *, answers: Mapping[str, str], by: Any) -> None:
    """The holder answers the questions, for the first time or upon the office's asking. An overdue report is taken, too.

    Raises ReportUnanswered, IllegalTransition.
    """
    held = locked(report)
    if not may_speak_for_holder(by, held.certificate):
        raise PermissionDenied
    _write(held, answers, "", "periodic_report.send", by)
    report_emails.sent(held)
    report.refresh_from_db()


@transaction.atomic
def enter(report: PeriodicReport, *, answers: Mapping[str, str], told_by: str, by: Any) -> None:
    """The office writes down a report that came on paper or was said. Raises as `send`."""
    held = locked(report)
    if not may_keep(by, held.certificate):
        raise PermissionDenied
    _write(held, answers, ToldBy(told_by), "periodic_report.enter", by)
    report.refresh_from_db()


def _write(held: PeriodicReport, answers: Mapping[str, str], told_by: str, action: str, by: Any) -> None:
    """One more sending beside the earlier ones; only what was asked is kept."""
    questions = held.rules.get("questions", [])
    kept = {row["code"]: str(answers.get(row["code"], "")).strip() for row in questions}
    if any(not kept[row["code"]] for row in questions if row.get("required", True)):
        raise ReportUnanswered
    number = held.sendings.count() + 1
    facts = {"sending": number, "sha256": scoring.digest(kept)}
    change_state(held, ReportState.SENT, by=by, action=action, facts=facts)
    ReportSending.objects.create(report=held, number=number, answers=kept, told_by=told_by, sent_by=by, sent_at=clock.now())


@transaction.atomic
def accept(report: PeriodicReport, *, answer: str = "", note: str = "", by: Any) -> None:
    """The office has read it and asks nothing more. Raises IllegalTransition."""
    held = _answerable(report, by)
    _answer(held, ReportState.ACCEPTED, "periodic_report.accept", answer, note, by)
    report.refresh_from_db()


@transaction.atomic
def ask_back(report: PeriodicReport, *, answer: str, due_on: date, note: str = "", by: Any) -> None:
    """The holder is to add or explain something by a day. Raises AskingUnsaid, ReportDayOver, IllegalTransition."""
    held = _answerable(report, by)
    if not answer.strip():
        raise AskingUnsaid
    if due_on <= clock.today():
        raise ReportDayOver
    again = {"due_on": due_on, "reminded_at": None, "overdue_told_at": None}
    _answer(held, ReportState.RETURNED, "periodic_report.ask_back", answer, note, by, **again)
    report.refresh_from_db()


def _answerable(report: PeriodicReport, by: Any) -> PeriodicReport:
    held = locked(report)
    if not may_keep(by, held.certificate):
        raise PermissionDenied
    return held


def _answer(held: PeriodicReport, to: str, action: str, answer: str, note: str, by: Any, **changes: Any) -> None:
    told = {"answer": answer.strip(), "office_note": note.strip(), "answered_by": by, "answered_at": clock.now()}
    change_state(held, to, by=by, action=action, facts={"due_on": str(changes.get("due_on", held.due_on))}, **told, **changes)
    report_emails.answered(held)
