"""A new application begun from an earlier one: what still fits is taken over, what must be said anew is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions import answering, applications
from certifications.actions.conditions import must_run
from certifications.answers import is_empty
from certifications.models import Application, Attachment, Question, Round
from certifications.open_questions import open_keys
from certifications.permissions import can_view_application, may_write_for_applicant
from certifications.refusals import AnswerWrong, NotOpenForChange, OtherApplicant
from certifications.states import ColumnKind, QuestionKind
from home.models import StoredFile
from home.uploads.kinds import ALIASES
from home.uploads.names import extension

MEGABYTE = 1024 * 1024
NEVER_COPIED = frozenset({QuestionKind.DATE, QuestionKind.CONSENT})


@dataclass(frozen=True)
class Copied:
    """The keys of the questions whose answers came along, that must be said anew, and that no longer fit."""

    copied: list[str]
    renew: list[str]
    left: list[str]


def begin(round_: Round, *, by: Any, previous: Application | None = None, **facts: Any) -> Application:
    """Begins a draft as `applications.begin` does, and takes over from the earlier application when one is named."""
    with transaction.atomic():
        application = applications.begin(round_, by=by, **facts)
        if previous is not None and not application.history.filter(action="application.copy").exists():
            copy_from(application, previous, by=by)
    return application


@transaction.atomic
def copy_from(application: Application, previous: Application, *, by: Any) -> Copied:
    """Takes over answers and files of the applicant's earlier application to questions of the same key and kind.

    What has an answer keeps it. Dates and consents are never taken over, nor what the present form would refuse. Files are
    not copied: a new attachment names the same stored file. Raises OtherApplicant, NotOpenForChange, PermissionDenied.
    """
    if not may_write_for_applicant(by, application) or not can_view_application(by, previous):
        raise PermissionDenied
    must_run(application.round)
    locked = Application.objects.select_for_update(of=("self",)).select_related("round__program", "form_version")
    application = locked.get(pk=application.pk)
    if _party(application) != _party(previous):
        raise OtherApplicant
    if application.receipt_number or not open_keys(application):
        raise NotOpenForChange
    before = {question.key: question for question in previous.form_version.questions.all()}
    values, files = _content(previous)
    found = Copied([], [], [])
    for question in application.form_version.questions.select_related("section"):
        old, key = before.get(question.key), str(question.key)
        given = not is_empty(values.get(key)) or bool(files.get(key))
        if old is None or not given or _is_answered(application, question):
            continue
        if question.kind in NEVER_COPIED or _has_dates(question):
            found.renew.append(key)
        elif old.kind == question.kind and _copy(application, question, values.get(key), files.get(key, []), by):
            found.copied.append(key)
        else:
            found.left.append(key)
    facts = {"from": previous.reference, "copied": found.copied, "renew": found.renew, "left": found.left}
    application.history.append(application, action="application.copy", by=by, to_state=application.state, facts=facts)
    return found


def _party(application: Application) -> tuple[Any, ...]:
    return (application.organization_id, application.person_id, application.team_id)


def _content(previous: Application) -> tuple[Mapping[str, Any], dict[str, list[Attachment]]]:
    """What was submitted last; of what was never submitted, what stands there."""
    version = previous.versions.last()
    if version is None:
        values = {str(answer.key): answer.value for answer in previous.answers.all()}
        attachments = previous.attachments.present()
    else:
        values = version.answers
        attachments = previous.attachments.filter(public_id__in=[row["attachment"] for row in version.files], let_go_at=None)
    files: dict[str, list[Attachment]] = {}
    for attachment in attachments.select_related("file"):
        files.setdefault(str(attachment.key), []).append(attachment)
    return values, files


def _is_answered(application: Application, question: Question) -> bool:
    if question.takes_files:
        return bool(application.attachments.present().filter(key=question.key).exists())
    answer = application.answers.filter(key=question.key).first()
    return answer is not None and not is_empty(answer.value)


def _has_dates(question: Question) -> bool:
    return any(column["kind"] == ColumnKind.DATE for column in question.columns)


def _copy(application: Application, question: Question, value: Any, files: list[Attachment], by: Any) -> bool:
    """Whether something could be taken over."""
    if question.takes_files:
        fitting = [(each.file, each.name) for each in files if each.file and _is_accepted(question, each.file, each.name)]
        fitting = fitting[: question.max_files or len(files)]
        for stored, name in fitting:
            answering.attach_stored(application, question.key, stored, name=name, by=by)
        return bool(fitting)
    present = application.answers.filter(key=question.key).first()
    try:
        answering.save(application, question.key, value, read_version=present.version if present else 0, by=by)
    except AnswerWrong:
        return False
    return True


def _is_accepted(question: Question, stored: StoredFile, name: str) -> bool:
    accepted = {ALIASES.get(code, code) for code in question.accept or ["pdf"]}
    kind = extension(name)
    limit = question.max_megabytes
    return ALIASES.get(kind, kind) in accepted and (limit is None or stored.size <= limit * MEGABYTE)
