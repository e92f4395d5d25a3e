"""Trials and visits: units are lent, somebody is asked for a report, writes it with photographs, and hands it in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F

from certifications import stage_emails
from certifications.actions.conditions import must_run
from certifications.models import FieldPhotograph, FieldReport, MonitorLoan, StageEntry
from certifications.permissions import in_conflict, is_case_secretariat
from certifications.refusals import DatesOutOfOrder, InConflict, ReportEmpty, ReportHandedIn, StageNotOpen, TooManyFiles
from certifications.stage_states import StageState
from home import clock
from home.actions import files
from home.versions import StaleRecord

KINDS = ("jpg", "png", "heic")
MAX_BYTES = 20 * 1024 * 1024
MAX_PHOTOGRAPHS = 12


def _must_be_under_way(entry: StageEntry, by: Any) -> None:
    if not is_case_secretariat(by, entry.application):
        raise PermissionDenied
    must_run(entry.stage.round)
    if not type(entry.stage).objects.filter(pk=entry.stage_id, state=StageState.OPEN).exists():
        raise StageNotOpen


@transaction.atomic
def lend(entry: StageEntry, *, facility: str, unit: str, lent_on: date, due_back_on: date, by: Any) -> MonitorLoan:
    """Notes that a unit of the product stands in a facility from one day to another. Raises StageNotOpen, DatesOutOfOrder."""
    _must_be_under_way(entry, by)
    loan = MonitorLoan(
        entry=entry,
        facility=facility.strip(),
        unit=unit.strip(),
        lent_on=lent_on,
        due_back_on=due_back_on,
        arranged_by=by,
        arranged_at=clock.now(),
    )
    try:
        loan.full_clean()
    except ValidationError as wrong:
        raise DatesOutOfOrder from wrong
    loan.save()
    facts = {"facility": loan.facility, "unit": loan.unit, "lent_on": str(lent_on), "due_back_on": str(due_back_on)}
    entry.history.append(entry, action="loan.lend", by=by, to_state=entry.state, facts=facts)
    return loan


@transaction.atomic
def take_back(loan: MonitorLoan, *, back_on: date, by: Any) -> None:
    """Notes that the unit came back; the first day that was noted counts. Raises DatesOutOfOrder."""
    if not is_case_secretariat(by, loan.entry.application):
        raise PermissionDenied
    if back_on < loan.lent_on:
        raise DatesOutOfOrder
    if MonitorLoan.objects.filter(pk=loan.pk, back_on=None).update(back_on=back_on):
        facts = {"unit": loan.unit, "back_on": str(back_on)}
        loan.entry.history.append(loan.entry, action="loan.take_back", by=by, to_state=loan.entry.state, facts=facts)
    loan.refresh_from_db()


@transaction.atomic
def ask(entry: StageEntry, reporter: Any, *, due_on: date, by: Any, loan: MonitorLoan | None = None) -> FieldReport:
    """Asks somebody for a report: a facility's person, a judge, an officer; she gets a letter. Twice has one effect.

    Raises StageNotOpen, and InConflict for whoever has an interest in the case.
    """
    _must_be_under_way(entry, by)
    if in_conflict(reporter, entry.application):
        raise InConflict
    facts = {"due_on": due_on, "loan": loan, "asked_by": by, "asked_at": clock.now()}
    report, created = FieldReport.objects.get_or_create(entry=entry, reporter=reporter, defaults=facts)
    if created:
        report.history.append(report, action="report.ask", by=by)
        stage_emails.report_asked(report)
    return report


def _own(report: FieldReport, by: Any) -> FieldReport:
    held = FieldReport.objects.to_write(by).select_for_update(of=("self",)).filter(pk=report.pk).first()
    if held is None:
        raise PermissionDenied
    must_run(held.entry.stage.round)
    if held.handed_in_at:
        raise ReportHandedIn
    if held.entry.stage.state != StageState.OPEN:
        raise StageNotOpen
    return held


@transaction.atomic
def write(
    report: FieldReport,
    *,
    happened_on: date | None,
    text: str,
    answers: Mapping[str, str],
    row_version: int,
    by: Any,
    hand_in: bool = False,
) -> FieldReport:
    """Saves the report over the version that was read; also hands it in, after which it stays.

    Raises ReportHandedIn, StageNotOpen, StaleRecord, and ReportEmpty when it is handed in without day or words.
    """
    held = _own(report, by)
    if hand_in and not (happened_on and text.strip()):
        raise ReportEmpty
    changes: dict[str, Any] = {"happened_on": happened_on, "text": text.strip(), "answers": dict(answers)}
    if hand_in:
        changes["handed_in_at"] = clock.now()
    rows = FieldReport.objects.filter(pk=held.pk, row_version=row_version)
    if not rows.update(row_version=F("row_version") + 1, **changes):
        raise StaleRecord(held)
    held.refresh_from_db()
    if hand_in:
        held.history.append(held, action="report.hand_in", by=by, held=True)
    return held


def photograph(report: FieldReport, upload: UploadedFile, *, by: Any) -> FieldPhotograph:
    """Adds a picture to the report; it is looked at before it comes in. Raises TooManyFiles, ReportHandedIn, UploadRefused."""
    with transaction.atomic():
        _own(report, by)
    stored, name = files.store(upload, by=by, kinds=KINDS, max_bytes=MAX_BYTES)
    with transaction.atomic():
        held = _own(report, by)
        if held.photographs.count() >= MAX_PHOTOGRAPHS:
            raise TooManyFiles
        return FieldPhotograph.objects.create(report=held, file=stored, name=name, added_at=clock.now())
