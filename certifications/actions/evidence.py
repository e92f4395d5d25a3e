"""Papers beside the office's checklist: added by the applicant or the office, taken away by the side that added them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from certifications.actions import allowances, waiting_files
from certifications.actions.conditions import must_run
from certifications.models import Application, Evidence, WaitingFile
from certifications.permissions import can_add_evidence, is_case_secretariat, is_own_writer, may_write_for_applicant
from certifications.refusals import FileMissing, FileWaits, NotOfThisRound, NotOpenForChange, TooManyFiles
from certifications.states import ApplicationState
from home import clock
from home.actions import files
from home.models import StoredFile
from home.uploads.refusals import UploadRefused
from home.uploads.sizes import MEGABYTE

KINDS = ("pdf", "jpg", "png", "heic")
MAX_BYTES = 20 * MEGABYTE
MAX_PER_LINE = 10


def add(application: Application, upload: UploadedFile | None, *, line: str, by: Any) -> Evidence:
    """Puts a checked file beside a line of the round's checklist (or, with "", to the papers of the whole case).

    The file is looked at before the transaction, which may take seconds; whether it may come in is asked again after.
    Raises NotOfThisRound for an unknown line, NotOpenForChange, FileMissing, TooManyFiles, UploadRefused, and FileWaits for
    one that is kept until the virus check answers again.
    """
    must_accept(application, line, by)
    if upload is None:
        raise FileMissing
    _must_have_place(application, line)
    if not is_case_secretariat(by, application):
        allowances.must_take_files(application, [upload.size or 0])
    try:
        stored, name = inspected(upload, by=by)
    except UploadRefused as refusal:
        if refusal.code != "unchecked":
            raise
        raise FileWaits(_keep_waiting(application, upload, line, by)) from refusal
    return add_inspected(application, stored, name, line=line, by=by)


def inspected(upload: UploadedFile, *, by: Any) -> tuple[StoredFile, str]:
    """The upload, looked at and stored, with its clean name. Raises UploadRefused."""
    return files.store(upload, by=by, kinds=KINDS, max_bytes=MAX_BYTES)


@transaction.atomic
def _keep_waiting(application: Application, upload: UploadedFile, line: str, by: Any) -> WaitingFile:
    """A sound file that the virus check could not look at, under the same conditions as one that it could."""
    locked = _locked(application, line, by)
    return waiting_files.keep(locked, upload, line=line, from_office=_is_from_office(locked, by), by=by)


def _locked(application: Application, line: str, by: Any) -> Application:
    """The case behind its lock, where a paper may be put beside the line. Raises what `must_accept` raises, and TooManyFiles."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("round__program", "subject")
    locked = rows.get(pk=application.pk)
    must_accept(locked, line, by)
    _must_have_place(locked, line)
    return locked


def _is_from_office(application: Application, by: Any) -> bool:
    return application.state != ApplicationState.DRAFT and not is_own_writer(by, application)


@transaction.atomic
def add_inspected(application: Application, stored: StoredFile, name: str, *, line: str, by: Any) -> Evidence:
    """Adds a file that has been looked at already. Raises NotOfThisRound, NotOpenForChange and TooManyFiles."""
    application = _locked(application, line, by)
    row = Evidence.objects.create(
        application=application,
        line=line,
        file=stored,
        name=name,
        from_office=_is_from_office(application, by),
        added_by=by,
        added_at=clock.now(),
    )
    _note(application, row, "evidence.add", by)
    return row


def _must_have_place(application: Application, line: str) -> None:
    waiting = application.waiting_files.evidence().unchecked().filter(line=line).count()
    if application.evidence.present().filter(line=line).count() + waiting >= MAX_PER_LINE:
        raise TooManyFiles


def must_accept(application: Application, line: str, by: Any) -> None:
    """A paper may be put beside the line now. Raises PermissionDenied, RoundCancelled, NotOfThisRound, NotOpenForChange."""
    if not (may_write_for_applicant(by, application) or is_case_secretariat(by, application)):
        raise PermissionDenied
    must_run(application.round)
    if line and line not in {row["code"] for row in application.round.rules["checklist"]}:
        raise NotOfThisRound
    if not can_add_evidence(by, application):
        raise NotOpenForChange


@transaction.atomic
def remove(evidence: Evidence, *, by: Any) -> None:
    """Takes a file away; it stays on record. The applicant's side takes back its own, while the application is a draft.

    Raises NotOpenForChange.
    """
    locked = Application.objects.select_for_update(of=("self",)).select_related("round__program", "subject")
    application = locked.get(pk=evidence.application_id)
    may = is_case_secretariat if evidence.from_office else may_write_for_applicant
    if not may(by, application):
        raise PermissionDenied
    must_run(application.round)
    if not can_add_evidence(by, application) or (not evidence.from_office and application.state != ApplicationState.DRAFT):
        raise NotOpenForChange
    rows = Evidence.objects.present().filter(pk=evidence.pk)
    if rows.update(removed_at=clock.now(), removed_by=by):
        _note(application, evidence, "evidence.remove", by)


def _note(application: Application, row: Evidence, action: str, by: Any) -> None:
    facts = {"line": row.line, "name": row.name, "sha256": row.file.sha256}
    application.history.append(application, action=action, by=by, to_state=application.state, facts=facts)
