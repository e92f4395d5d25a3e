"""Answers are saved one by one, files are added and taken away; only what is open can change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from certifications import merging
from certifications.actions import allowances, fitting, revisions
from certifications.actions.conditions import must_run
from certifications.actions.revisions import Sending
from certifications.models import Answer, AnswerRevision, Application, Attachment, Question, UploadTicket
from certifications.open_questions import open_keys
from certifications.permissions import may_write_for_applicant
from certifications.refusals import (
    AnswerChanged,
    AnswerWrong,
    FileLetGo,
    FileWaits,
    NoSuchRevision,
    NotOpenForChange,
    Refusal,
    TermsChanged,
    TooManyChanges,
    TooManyFiles,
    TooMuchToday,
)
from certifications.states import QuestionKind
from home import clock
from home.actions import files, pieces
from home.models import StoredFile
from home.uploads.names import clean_file_name
from home.uploads.refusals import UploadRefused
from home.uploads.sizes import MEGABYTE

MAX_MEGABYTES = 20
MOST_AT_ONCE = 200 * MEGABYTE
MAX_FILES_PER_QUESTION = 10
UNKNOWN: Any = object()


@dataclass(frozen=True)
class Change:
    """One new answer, the version of the answer that its writer had read (0 when there was none), and the words that stood there.

    `terms`: of a consent, the mark of its words on the writer's page (`Question.terms`); None where no page was read.
    """

    value: Any
    read_version: int
    terms: str | None = None


def _locked(application: Application) -> Application:
    """The application as it is now; a submission that runs at the same time waits, or has gone before."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("round").get(pk=application.pk)


def _question(application: Application, key: UUID | str, by: Any, began: datetime | None = None) -> Question:
    """The question of this key, open at `began` (else now). Raises PermissionDenied, RoundCancelled and NotOpenForChange."""
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    must_run(application.round)
    if str(key) not in open_keys(application, began):
        raise NotOpenForChange
    return Question.objects.get(version=application.form_version_id, key=key)


@transaction.atomic
def save(
    application: Application,
    key: UUID | str,
    value: Any,
    *,
    read_version: int,
    by: Any,
    read_value: Any = UNKNOWN,
    sending: Sending | None = None,
    terms: str | None = None,
) -> Answer:
    """Saves one answer over the version that was read (0 when there was none), and keeps it among the earlier answers.

    The value has the question's JSON type: text, whole number (yen), ISO date, choice value, list of choice values, true.
    Where somebody was faster, both changes are joined if they do not touch each other (`read_value` is what the writer had
    before her, if that is not the answer of the version that she read). `sending` knows again what the same window has saved
    since without hearing of it: that alone is simply overwritten, and never by an attempt that comes late. `terms`: see Change.
    Raises NotOpenForChange, AnswerWrong for what can never be right, TermsChanged, and AnswerChanged when one of two answers
    must be chosen.
    """
    question = _question(_locked(application), key, by)
    if question.takes_files or question.kind == QuestionKind.EXPLANATION:
        raise NotOpenForChange
    fitting.must_fit(question, value)
    fitting.must_have_read(question, value, terms)
    existing = Answer.objects.filter(application=application, key=question.key).first()
    if existing is None:
        return revisions.write(application, question.key, value, by=by, sending=sending)
    if existing.value == value:
        return existing
    allowances.must_take_change(existing)
    if existing.version == read_version and read_value in (UNKNOWN, existing.value):
        return revisions.write(application, question.key, value, by=by, over=existing, sending=sending)
    unheard = _unheard(existing, read_version, sending, by)
    if unheard and sending and (unheard.attempt or 0) >= sending.attempt:
        return existing
    if unheard and unheard.version == existing.version:
        return revisions.write(application, question.key, value, by=by, over=existing, sending=sending)
    base = unheard.value if unheard else read_value
    found = _joined(question, existing, value, read_version, base)
    # What is joined is nobody's own text: the page that did not hear of it must join again.
    return existing if found == existing.value else revisions.write(application, question.key, found, by=by, over=existing)


def _unheard(existing: Answer, read_version: int, sending: Sending | None, by: Any) -> AnswerRevision | None:
    """What this very window has saved last, later than what it has read: its news did not arrive there."""
    if sending is None:
        return None
    later = AnswerRevision.objects.filter(application=existing.application_id, key=existing.key, version__gt=read_version)
    return later.filter(sender=sending.sender, changed_by=by).order_by("-version").first()


def _joined(question: Question, existing: Answer, value: Any, read_version: int, read_value: Any) -> Any:
    """The answer with both people's changes. Raises AnswerChanged where they touch."""
    base = read_value
    if base is UNKNOWN:
        read = AnswerRevision.objects.filter(application=existing.application_id, key=question.key, version=read_version).first()
        base = read.value if read else UNKNOWN
    found = None if base is UNKNOWN else merging.merged_answer(question.kind, base, value, existing.value)
    if found is None:
        raise AnswerChanged(existing)
    try:
        fitting.must_fit(question, found)
    except AnswerWrong as reason:
        raise AnswerChanged(existing) from reason
    return found


@transaction.atomic
def restore(application: Application, key: UUID | str, version: int, *, read_version: int, by: Any) -> Answer:
    """Saves an earlier answer anew over the one that was read; the answers between stay among the earlier ones.

    Raises NoSuchRevision, AnswerChanged when the answer is no longer the one that was read, and what `save` raises.
    """
    question = _question(_locked(application), key, by)
    earlier = AnswerRevision.objects.filter(application=application, key=question.key, version=version).first()
    if earlier is None:
        raise NoSuchRevision
    present = Answer.objects.get(application=application, key=question.key)
    if present.version != read_version:
        raise AnswerChanged(present)
    return save(application, key, earlier.value, read_version=read_version, by=by)


def save_section(
    application: Application,
    changes: Mapping[str, Change],
    *,
    uploads: Mapping[str, Sequence[UploadedFile]],
    removals: Collection[Attachment] = (),
    returns: Collection[Attachment] = (),
    by: Any,
) -> dict[str, Refusal | UploadRefused]:
    """Saves what a whole page sent: answers, new files, files to take away or back. Returns what was refused, by question.

    What can be saved is saved even if something else is refused. Its files count as sent when this began, however long each
    is looked at. Raises NotOpenForChange, before anything is written, when one of the questions is not open.
    """
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    must_run(application.round)
    allowed = set(open_keys(application, began := clock.transaction_now()))
    touched = set(changes) | set(uploads) | {str(each.key) for each in (*removals, *returns)}
    if not allowed or not touched <= allowed:
        raise NotOpenForChange
    refused: dict[str, Refusal | UploadRefused] = {}
    for key, change in changes.items():
        try:
            save(application, key, change.value, read_version=change.read_version, terms=change.terms, by=by)
        except (AnswerChanged, AnswerWrong, TermsChanged, TooManyChanges) as refusal:
            refused[key] = refusal
    for attachment in removals:
        detach(attachment, by=by)
    for attachment in returns:
        try:
            put_back(attachment, by=by)
        except (FileLetGo, TooManyFiles, TooMuchToday) as refusal:
            refused[str(attachment.key)] = refusal
    too_much = sum(upload.size or 0 for received in uploads.values() for upload in received) > MOST_AT_ONCE
    for key, received in uploads.items():
        for upload in received:
            try:
                if too_much:
                    raise UploadRefused("together", limit=MOST_AT_ONCE)
                attach(application, key, upload, by=by, began=began)
            except (UploadRefused, TooManyFiles) as refusal:
                refused[key] = refusal
            except FileWaits:
                pass  # it is kept, and the page lists it
    return refused


def attach(
    application: Application, key: UUID | str, upload: UploadedFile, *, by: Any, began: datetime | None = None
) -> Attachment:
    """Adds a checked file to a question.

    The file is looked at before the transaction, which may take seconds; whether the question is open is asked again after,
    for the instant `began`. Raises NotOpenForChange, TooManyFiles, UploadRefused, and FileWaits where the virus check is awaited.
    """
    began = began or clock.transaction_now()
    question = _question(application, key, by, began)
    if not question.takes_files:
        raise NotOpenForChange
    _must_have_place(application, question)
    allowances.must_take_files(application, [upload.size or 0])
    limit = (question.max_megabytes or MAX_MEGABYTES) * MEGABYTE
    try:
        stored, name = files.store(upload, by=by, kinds=question.accept or ["pdf"], max_bytes=limit)
    except UploadRefused as refusal:
        if refusal.code != "unchecked":
            raise
        raise FileWaits(_keep_waiting(application, key, upload, by, began)) from refusal
    return attach_stored(application, key, stored, name=name, by=by, began=began)


@transaction.atomic
def _keep_waiting(application: Application, key: UUID | str, upload: UploadedFile, by: Any, began: datetime) -> UploadTicket:
    """A sound file that the virus check could not look at: an upload of which everything is here. The worker takes it over."""
    locked = _locked(application)
    question = _question(locked, key, by, began)
    now = clock.transaction_now()
    present = application.attachments.present().filter(key=question.key).count()
    if present + application.tickets.arriving(now).filter(key=question.key).count() >= _most(question):
        raise TooManyFiles
    size = upload.size or 0
    facts = {"name": clean_file_name(upload.name or ""), "size": size, "received": size, "issued_at": began, "expires_at": now}
    ticket = UploadTicket.objects.create(application=locked, key=question.key, user=by, **facts)
    pieces.keep(ticket.folder, upload)
    return ticket


def _most(question: Question) -> int:
    return question.max_files or MAX_FILES_PER_QUESTION


def _must_have_place(application: Application, question: Question) -> None:
    if application.attachments.present().filter(key=question.key).count() >= _most(question):
        raise TooManyFiles


@transaction.atomic
def attach_stored(
    application: Application, key: UUID | str, stored: StoredFile, *, name: str, by: Any, began: datetime | None = None
) -> Attachment:
    """Adds a file that has been looked at already, sent at `began` (else now). Raises NotOpenForChange and TooManyFiles."""
    question = _question(_locked(application), key, by, began)
    _must_have_place(application, question)
    return Attachment.objects.create(
        application=application, key=question.key, file=stored, name=name, added_by=by, added_at=clock.now()
    )


@transaction.atomic
def detach(attachment: Attachment, *, by: Any) -> None:
    """Takes a file away from the present answers; versions that hold it keep it, and it can be put back for a while."""
    _question(_locked(attachment.application), attachment.key, by)
    Attachment.objects.filter(pk=attachment.pk).present().update(removed_at=clock.now(), removed_by=by)


@transaction.atomic
def put_back(attachment: Attachment, *, by: Any) -> Attachment:
    """Attaches anew a file that was taken away; a second click finds it attached already.

    Raises FileLetGo where the file is no longer kept, NotOpenForChange and TooManyFiles.
    """
    locked = _locked(attachment.application)
    _question(locked, attachment.key, by)
    kept = Attachment.objects.select_for_update(of=("self",)).select_related("file").get(pk=attachment.pk)
    if kept.file is None:
        raise FileLetGo
    if present := locked.attachments.present().filter(key=kept.key, file=kept.file).first():
        return present
    allowances.must_take_files(locked, [0])
    return attach_stored(locked, kept.key, kept.file, name=kept.name, by=by)
