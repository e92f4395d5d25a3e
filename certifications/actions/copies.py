"""A new application begun from an earlier one: what still fits is taken over, what must be said anew is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions import applications, fitting, revisions
from certifications.actions.conditions import must_run
from certifications.answers import is_empty
from certifications.models import Application, Attachment, Question, Round
from certifications.open_questions import open_keys
from certifications.permissions import can_view_application, may_write_for_applicant
from certifications.refusals import NotOpenForChange, OtherApplicant
from certifications.retention import is_disposed
from certifications.states import ColumnKind, QuestionKind
from home import clock
from home.models import StoredFile
from home.uploads.kinds import ALIASES
from home.uploads.names import extension
from home.uploads.sizes import MEGABYTE

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
    if party_of(application) != party_of(previous):
        raise OtherApplicant
    if application.receipt_number or not open_keys(application):
        raise NotOpenForChange
    before = {question.key: question for question in previous.form_version.questions.all()}
    values, files = _content(previous)
    present = {answer.key: answer for answer in application.answers.all()}
    held = set(application.attachments.present().values_list("key", flat=True))
    found, fresh, papers = Copied([], [], []), {}, []
    for question in application.form_version.questions.all():
        old, key, answer = before.get(question.key), str(question.key), present.get(question.key)
        value, coming = values.get(key), files.get(key, [])
        answered = question.key in held if question.takes_files else answer is not None and not is_empty(answer.value)
        if old is None or (is_empty(value) and not coming) or answered:
            continue
        taken = [each for each in coming if each.file and _is_accepted(question, each.file, each.name)]
        taken = taken[: question.max_files or len(coming)]
        if question.kind in NEVER_COPIED or _has_dates(question):
            found.renew.append(key)
        elif old.kind == question.kind and question.takes_files and taken:
            papers += [(question.key, each) for each in taken]
            found.copied.append(key)
        elif old.kind == question.kind and not question.takes_files and fitting.fits(question, value):
            if answer is None:
                fresh[question.key] = value
            else:
                revisions.write(application, question.key, value, by=by, over=answer)
            found.copied.append(key)
        else:
            found.left.append(key)
    revisions.write_all(application, fresh, by=by)
    now = clock.now()
    Attachment.objects.bulk_create(
        Attachment(application=application, key=key, file=each.file, name=each.name, added_by=by, added_at=now)
        for key, each in papers
    )
    facts = {"from": previous.reference, "copied": found.copied, "renew": found.renew, "left": found.left}
    application.history.append(application, action="application.copy", by=by, to_state=application.state, facts=facts)
    return found


def party_of(application: Application) -> tuple[Any, ...]:
    """Who applies, as three keys of which one is set."""
    return (application.organization_id, application.person_id, application.team_id)


def _content(previous: Application) -> tuple[Mapping[str, Any], dict[str, list[Attachment]]]:
    """What was submitted last; of what was never submitted, what stands there."""
    version = previous.versions.last()
    if version is None:
        values = {str(answer.key): answer.value for answer in previous.answers.all()}
        attachments = previous.attachments.present()
    else:
        values = {key: value for key, value in version.answers.items() if not is_disposed(value)}
        attachments = previous.attachments.filter(public_id__in=[row["attachment"] for row in version.files], let_go_at=None)
    files: dict[str, list[Attachment]] = {}
    for attachment in attachments.select_related("file"):
        files.setdefault(str(attachment.key), []).append(attachment)
    return values, files


def _has_dates(question: Question) -> bool:
    return any(column["kind"] == ColumnKind.DATE for column in question.columns)


def _is_accepted(question: Question, file: StoredFile, name: str) -> bool:
    accepted = {ALIASES.get(code, code) for code in question.accept or ["pdf"]}
    kind = extension(name)
    limit = question.max_megabytes
    return ALIASES.get(kind, kind) in accepted and (limit is None or file.size <= limit * MEGABYTE)
