"""Answers are saved one by one, files are added and taken away; only what is open can change."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F

from certifications import answers as calculation
from certifications.models import Answer, Application, Attachment, Question
from certifications.permissions import may_write_for_applicant
from certifications.refusals import AnswerChanged, AnswerWrong, NotOpenForChange, TooManyFiles
from certifications.states import ApplicationState, CorrectionState
from home import clock
from home.actions import files

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 20 * MEGABYTE
MAX_FILES_PER_QUESTION = 10


def open_keys(application: Application) -> Collection[str]:
    """The keys of the questions that may change now: all of a draft, the named ones of an open correction, else none."""
    if application.state == ApplicationState.DRAFT and application.round.is_open(clock.transaction_now()):
        return {str(key) for key in application.round.form_version.questions.values_list("key", flat=True)}
    if application.state == ApplicationState.CORRECTION:
        request = application.correction_requests.filter(state=CorrectionState.OPEN).first()
        return {str(key) for key in request.items.values_list("key", flat=True)} if request else set()
    return set()


def _question(application: Application, key: UUID | str, by: Any) -> Question:
    """The open question of this key. Raises PermissionDenied and NotOpenForChange."""
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    if str(key) not in open_keys(application):
        raise NotOpenForChange
    return application.round.form_version.questions.get(key=key)


@transaction.atomic
def save(application: Application, key: UUID | str, value: Any, *, read_version: int, by: Any) -> Answer:
    """Saves one answer over the version that was read (0 when there was none).

    The value has the question's JSON type: text, whole number (yen), ISO date, choice value, list of choice values, true.
    Raises NotOpenForChange, AnswerWrong for what can never be right, and AnswerChanged when somebody was faster.
    """
    question = _question(application, key, by)
    problem = calculation.problem_of(question.rule, value)
    if problem and problem.code not in {"too_long", "too_small", "too_large"}:
        raise AnswerWrong(problem)
    existing = Answer.objects.filter(application=application, key=question.key).first()
    if existing and existing.value == value:
        return existing
    if existing is None:
        if read_version:
            raise NotOpenForChange
        answer, created = Answer.objects.get_or_create(
            application=application,
            key=question.key,
            defaults={"value": value, "changed_by": by, "changed_at": clock.now()},
        )
        if not created:
            raise AnswerChanged(answer)
        return answer
    rows = Answer.objects.filter(pk=existing.pk, version=read_version)
    if not rows.update(value=value, version=F("version") + 1, changed_by=by, changed_at=clock.now()):
        existing.refresh_from_db()
        raise AnswerChanged(existing)
    existing.refresh_from_db()
    return existing


def attach(application: Application, key: UUID | str, upload: UploadedFile, *, by: Any) -> Attachment:
    """Adds a checked file to a question. Raises NotOpenForChange, and home.uploads' UploadRefused with what is wrong.

    The file is looked at before the transaction, which may take seconds; whether the question is open is asked again after.
    """
    question = _question(application, key, by)
    if not question.takes_files:
        raise NotOpenForChange
    stored, name = files.store(upload, by=by, kinds=question.accept or ["pdf"], max_bytes=MAX_FILE_BYTES)
    with transaction.atomic():
        _question(application, key, by)
        if application.attachments.filter(key=question.key, removed_at__isnull=True).count() >= MAX_FILES_PER_QUESTION:
            raise TooManyFiles
        return Attachment.objects.create(
            application=application, key=question.key, file=stored, name=name, added_by=by, added_at=clock.now()
        )


@transaction.atomic
def detach(attachment: Attachment, *, by: Any) -> None:
    """Takes a file away from the present answers; versions that hold it keep it."""
    _question(attachment.application, attachment.key, by)
    Attachment.objects.filter(pk=attachment.pk, removed_at__isnull=True).update(removed_at=clock.now())
