"""Corrections: the office names questions, says what is wrong and by when; only those unlock."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import emails
from certifications.actions.applications import freeze
from certifications.models import Application, ApplicationVersion, CorrectionItem, CorrectionRequest, Decision
from certifications.permissions import is_case_secretariat, may_write_for_applicant
from certifications.refusals import CorrectionUnanswered, NothingToCorrect, NotOpenForChange, ReplyMissing
from certifications.states import ApplicationState, CorrectionState
from home import clock
from home.states import IllegalTransition, change_state


@transaction.atomic
def request(application: Application, items: Mapping[str, str], *, due_on: date, note: str = "", by: Any) -> CorrectionRequest:
    """Asks the applicant to correct the named questions (key -> what is to be corrected) until a day, with a letter.

    Raises NothingToCorrect, and IllegalTransition for a case that has a decision: it was made on the version as it is.
    """
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    if Decision.objects.filter(application=application).exists():
        raise IllegalTransition(application, ApplicationState.CORRECTION)
    known = {str(key) for key in application.form_version.questions.values_list("key", flat=True)}
    named = {key: text.strip() for key, text in items.items() if text.strip() and key in known}
    if not named:
        raise NothingToCorrect
    change_state(application, ApplicationState.CORRECTION, by=by, action="correction.request", note=note)
    row = CorrectionRequest.objects.create(
        application=application, due_on=due_on, note=note, asked_by=by, asked_at=clock.now(), state=CorrectionState.OPEN
    )
    row.history.append(row, action="correction.request", by=by, to_state=row.state)
    CorrectionItem.objects.bulk_create(CorrectionItem(request=row, key=key, message=text) for key, text in named.items())
    emails.correction_asked(application, row)
    return row


@transaction.atomic
def reply(item: CorrectionItem, *, text: str, by: Any) -> None:
    """The applicant says what was done about one point. Where the answer has changed, no words are needed.

    Raises NotOpenForChange, and ReplyMissing when there is neither a change nor a word.
    """
    held = Application.objects.select_for_update(of=("self",)).select_related("round__program")
    application = held.get(pk=item.request.application_id)  # a handing in that is under way comes first
    request_ = application.correction_requests.get(pk=item.request_id)
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    if application.state != ApplicationState.CORRECTION or request_.state != CorrectionState.OPEN:
        raise NotOpenForChange
    if not text.strip() and not has_changed(item):
        raise ReplyMissing
    item.reply, item.answered_at = text.strip(), clock.now()
    item.save(update_fields=["reply", "answered_at"])


def has_changed(item: CorrectionItem) -> bool:
    """Whether the answer or its files differ from what was submitted last."""
    application, key = item.request.application, str(item.key)
    version = application.versions.latest("seq")
    answer = application.answers.filter(key=item.key).first()
    present = application.attachments.filter(key=item.key, removed_at__isnull=True)
    files = {str(attachment.public_id) for attachment in present}
    submitted = {file["attachment"] for file in version.files if file["key"] == key}
    return (answer.value if answer else None) != version.answers.get(key) or files != submitted


@transaction.atomic
def resubmit(application: Application, *, by: Any) -> ApplicationVersion:
    """Hands the corrected application in as its next version. A second click gets the same version.

    Raises CorrectionUnanswered and NotComplete, and IllegalTransition where no correction is open.
    """
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    locked = Application.objects.select_for_update(of=("self",)).select_related("round__program").get(pk=application.pk)
    answered = locked.correction_requests.exclude(state=CorrectionState.OPEN).exists()
    if locked.state == ApplicationState.SUBMITTED and answered and (version := locked.versions.last()):
        return version
    row = locked.correction_requests.filter(state=CorrectionState.OPEN).first()
    if row is None or locked.state != ApplicationState.CORRECTION:
        raise IllegalTransition(locked, ApplicationState.SUBMITTED)
    if row.items.filter(answered_at__isnull=True).exists():
        raise CorrectionUnanswered
    version = freeze(locked, by=by)
    change_state(row, CorrectionState.ANSWERED, by=by, action="correction.answer")
    change_state(locked, ApplicationState.SUBMITTED, by=by, action="correction.resubmit")
    emails.resubmitted(locked)
    application.refresh_from_db()
    return version
