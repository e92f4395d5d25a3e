"""Corrections: the office names questions, says what is wrong and by when; only those unlock."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import emails
from certifications.actions.applications import freeze
from certifications.models import Application, ApplicationVersion, CorrectionItem, CorrectionRequest
from certifications.permissions import is_case_secretariat, may_write_for_applicant
from certifications.refusals import CorrectionUnanswered, NothingToCorrect
from certifications.states import ApplicationState, CorrectionState
from home import clock
from home.states import change_state


@transaction.atomic
def request(application: Application, items: Mapping[str, str], *, due_on: date, note: str = "", by: Any) -> CorrectionRequest:
    """Asks the applicant to correct the named questions (key -> what is to be corrected) until a day, with a letter."""
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    known = {str(key) for key in application.round.form_version.questions.values_list("key", flat=True)}
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
    """The applicant says what was done about one point."""
    application = item.request.application
    if not may_write_for_applicant(by, application) or application.state != ApplicationState.CORRECTION:
        raise PermissionDenied
    item.reply, item.answered_at = text, clock.now()
    item.save(update_fields=["reply", "answered_at"])


@transaction.atomic
def resubmit(application: Application, *, by: Any) -> ApplicationVersion:
    """Hands the corrected application in as its next version. Raises CorrectionUnanswered and NotComplete."""
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    row = application.correction_requests.filter(state=CorrectionState.OPEN).get()
    if row.items.filter(answered_at__isnull=True).exists():
        raise CorrectionUnanswered
    version = freeze(application, by=by)
    change_state(row, CorrectionState.ANSWERED, by=by, action="correction.answer")
    change_state(application, ApplicationState.SUBMITTED, by=by, action="correction.resubmit")
    emails.resubmitted(application)
    return version
