"""The office enters what the applicant of an online case has told it about an open request for corrections, on her word."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import translation

from certifications import answers as calculation
from certifications import basics, correction_emails
from certifications.actions import answering, basic_facts, corrections, evidence, revisions
from certifications.models import Answer, Application, Attachment, CorrectionItem, CorrectionRequest, Question, Statement
from certifications.open_questions import open_keys
from certifications.permissions import can_enter_statement
from certifications.recipients import applicants
from certifications.refusals import (
    AnswerChanged,
    AnswerWrong,
    ConsentNeedsPaper,
    FileLetGo,
    NobodyToWriteTo,
    NothingTold,
    NotOpenForChange,
    ReasonMissing,
    ReplyMissing,
    StatementDayWrong,
    TooManyFiles,
)
from certifications.states import QuestionKind, Reaction, VersionKind
from home import clock
from home.actions import files
from home.models import StoredFile
from home.uploads.sizes import MEGABYTE

UNSAID: Any = object()
Taken = dict[str, list[tuple[StoredFile, str]]]


@dataclass(frozen=True)
class Told:
    """Who told it, how (ToldBy), on which day, and why the office enters it."""

    told_by: str
    channel: str
    told_on: date
    reason: str


@dataclass(frozen=True)
class Entry:
    """What was told about one question: an answer over the version that was read, files to add and to take away, words."""

    value: Any = UNSAID
    read_version: int = 0
    uploads: Sequence[UploadedFile] = ()
    removals: Collection[UUID] = ()
    reply: str = ""

    @property
    def says_something(self) -> bool:
        return self.value is not UNSAID or bool(self.uploads or self.removals or self.reply.strip())


def enter(
    application: Application,
    entries: Mapping[str, Entry],
    *,
    told: Told,
    hand_in: bool = False,
    scan: UploadedFile | None = None,
    post_to: str = "",
    by: Any,
) -> Statement:
    """Writes answers and replies (by question key) as the applicant told them; only what the open request opens may change.

    The applicant gets a letter, also by post where `post_to` is given. With `hand_in` the corrected application goes in as its
    next version, also where nothing new was told. Files and the scan are looked at before the transaction. Raises
    NothingTold, ReasonMissing, StatementDayWrong, NobodyToWriteTo, NotOpenForChange, AnswerChanged when the applicant was
    faster, AnswerWrong, BasicWrong, ConsentNeedsPaper, ReplyMissing for a point about which neither an answer nor a word was
    told, TooManyFiles, FileLetGo, UploadRefused, and what `corrections.resubmit` raises.
    """
    if not can_enter_statement(by, application):
        raise PermissionDenied
    wanted = {key: entry for key, entry in entries.items() if entry.says_something}
    if not wanted and not hand_in:
        raise NothingTold
    if not (told.told_by.strip() and told.reason.strip()):
        raise ReasonMissing
    allowed = {str(key) for key in open_keys(application)}
    if not set(wanted) <= allowed:
        raise NotOpenForChange
    taken = _looked_at(application, wanted, by)
    paper = evidence.inspected(scan, by=by) if scan is not None else None
    return _write(application, wanted, taken, told=told, hand_in=hand_in, paper=paper, post_to=post_to.strip(), by=by)


def _looked_at(application: Application, entries: Mapping[str, Entry], by: Any) -> Taken:
    """The files that came, inspected and stored. Raises NotOpenForChange for a question that takes none, and UploadRefused."""
    taken: Taken = {}
    for key, entry in entries.items():
        if not entry.uploads:
            continue
        question = application.form_version.questions.filter(key=key).first()
        if question is None or not question.takes_files:
            raise NotOpenForChange
        kinds, limit = question.accept or ["pdf"], (question.max_megabytes or answering.MAX_MEGABYTES) * MEGABYTE
        taken[key] = [files.store(upload, by=by, kinds=kinds, max_bytes=limit) for upload in entry.uploads]
    return taken


@transaction.atomic
def _write(
    application: Application,
    entries: Mapping[str, Entry],
    taken: Taken,
    *,
    told: Told,
    hand_in: bool,
    paper: tuple[StoredFile, str] | None,
    post_to: str,
    by: Any,
) -> Statement:
    locked, row = corrections.open_request(application, by)
    if not can_enter_statement(by, locked):
        raise PermissionDenied
    if not set(entries) <= {str(key) for key in open_keys(locked)}:
        raise NotOpenForChange
    if not row.asked_at.astimezone(clock.TOKYO).date() <= told.told_on <= clock.today():
        raise StatementDayWrong
    if not post_to and not any(person.has_address for person in applicants(locked)):
        raise NobodyToWriteTo
    questions = {str(question.key): question for question in locked.form_version.questions.all()}
    items = {str(item.key): item for item in row.items.select_for_update()}
    for key, entry in entries.items():
        question = questions.get(key)
        if question is None:
            _state_basic_fact(locked, items[key], entry)
        elif question.takes_files:
            _change_files(locked, question, entry, taken.get(key, []))
        elif entry.value is not UNSAID:
            _answer(locked, question, entry, on_paper=paper is not None)
        if key in items:
            _reply(locked, row, items[key], entry)
    scan = evidence.add_inspected(locked, *paper, line="", by=by) if paper else None
    statement = Statement.objects.create(
        request=row,
        told_by=told.told_by.strip(),
        channel=told.channel,
        told_on=told.told_on,
        reason=told.reason.strip(),
        keys=sorted(entries),
        paper=scan,
        entered_by=by,
        entered_at=clock.now(),
    )
    _note(locked, row, statement, by)
    if hand_in:
        corrections.hand_in(locked, row, kind=VersionKind.ENTERED, by=by)
        statement.refresh_from_db()
    correction_emails.entered(locked, statement, post_to=post_to)
    application.refresh_from_db()
    return statement


def _answer(application: Application, question: Question, entry: Entry, *, on_paper: bool) -> None:
    """An answer of the form. Under an officer's name it would look like her own: it stands there as the office's entry."""
    if question.kind == QuestionKind.EXPLANATION:
        raise NotOpenForChange
    if question.kind == QuestionKind.CONSENT and not on_paper:
        raise ConsentNeedsPaper
    if (problem := calculation.problem_of(question.rule, entry.value)) is not None:
        raise AnswerWrong(problem)
    existing = Answer.objects.filter(application=application, key=question.key).first()
    if (existing.version if existing else 0) != entry.read_version:
        raise AnswerChanged(existing)
    if existing is None or existing.value != entry.value:
        revisions.write(application, question.key, entry.value, by=None, over=existing)


def _change_files(application: Application, question: Question, entry: Entry, taken: Sequence[tuple[StoredFile, str]]) -> None:
    present = application.attachments.present().filter(key=question.key)
    gone = present.filter(public_id__in=entry.removals)
    if gone.count() != len(set(entry.removals)):
        raise FileLetGo
    gone.update(removed_at=clock.now(), removed_by=None)
    if present.count() + len(taken) > (question.max_files or answering.MAX_FILES_PER_QUESTION):
        raise TooManyFiles
    Attachment.objects.bulk_create(
        Attachment(application=application, key=question.key, file=stored, name=name, added_by=None, added_at=clock.now())
        for stored, name in taken
    )


def _state_basic_fact(application: Application, item: CorrectionItem, entry: Entry) -> None:
    """What is to stand in the place of a name, the field or the theme; it comes into force with the handing in."""
    field = basics.field_of(item.key)
    if field is None or entry.value is UNSAID:
        return
    basic_facts.must_fit(basics.questions(application)[field], entry.value)
    item.given_value = entry.value if entry.value != basics.facts_of(application)[field] else None
    item.save(update_fields=["given_value"])


def _reply(application: Application, request: CorrectionRequest, item: CorrectionItem, entry: Entry) -> None:
    """The point is answered. The office never confirms what it proposes itself."""
    request.application, item.request = application, request
    if not entry.reply.strip() and not corrections.has_changed(item):
        raise ReplyMissing
    item.reaction, item.reply, item.answered_at = Reaction.ANSWERED, entry.reply.strip(), clock.now()
    item.save(update_fields=["reaction", "reply", "answered_at"])


def _note(application: Application, request: CorrectionRequest, statement: Statement, by: Any) -> None:
    with translation.override("ja"):  # as the office keeps its records
        note = f"{statement.told_by}（{statement.get_channel_display()}）\n{statement.reason}"
    facts = {"channel": statement.channel, "told_on": statement.told_on.isoformat(), "questions": statement.keys}
    for record in (request, application):
        record.history.append(record, action="correction.enter", by=by, to_state=record.state, note=note, facts=facts)
