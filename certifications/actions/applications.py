"""An application is begun, filled, submitted, and may be withdrawn."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import answers as calculation
from certifications import emails
from certifications.actions import numbers
from certifications.models import Application, ApplicationVersion, Round, Subject
from certifications.models.questions import rules_of
from certifications.permissions import is_active, may_write_for_applicant
from certifications.refusals import ConsentMissing, LimitReached, NotComplete, RoundNotOpen, TooLate
from certifications.states import ApplicationState
from home import clock
from home.states import change_state


@transaction.atomic
def start(
    round_: Round,
    *,
    subject: Subject,
    by: Any,
    organization: Any = None,
    person: Any = None,
    team: Any = None,
    category: Any = None,
    theme: Any = None,
) -> Application:
    """Begins a draft. Raises RoundNotOpen, LimitReached, and PermissionDenied for who may not act for the applicant."""
    application = Application(
        round=round_,
        subject=subject,
        organization=organization,
        person=person,
        team=team,
        category=category,
        theme=theme,
        created_by=by,
        created_at=clock.now(),
    )
    if not is_active(by) or not may_write_for_applicant(by, application):
        raise PermissionDenied
    if not round_.is_open(clock.transaction_now()):
        raise RoundNotOpen
    others = round_.applications.filter(organization=organization, person=person, team=team)
    if others.exclude(state__in=["withdrawn", "lapsed"]).count() >= round_.rules["applicant_limit"]:
        raise LimitReached
    application.save(force_insert=True)
    application.history.append(application, action="application.start", by=by, to_state=application.state)
    return application


@transaction.atomic
def submit(application: Application, *, by: Any) -> ApplicationVersion:
    """Submits a draft: a version that never changes, a receipt number, and a letter with it.

    The submission counts when this transaction begins before the round closes (exclusive). A second click finds the
    application submitted already and gets the same version. Raises TooLate, NotComplete, ConsentMissing.
    """
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    began = clock.transaction_now()
    locked = (
        Application.objects.select_for_update(of=("self",)).select_related("round__program", "subject").get(pk=application.pk)
    )
    if locked.state == ApplicationState.SUBMITTED and (version := locked.versions.last()):
        return version
    round_ = locked.round
    if began >= round_.closes_at:
        raise TooLate
    if not round_.is_open(began):
        raise RoundNotOpen
    if locked.is_nomination and not _has_consent(locked):
        raise ConsentMissing
    version = freeze(locked, by=by)
    receipt = numbers.take(round_.program, round_.fiscal_year, "receipt", round_.rules["receipt_pattern"])
    change_state(
        locked, ApplicationState.SUBMITTED, by=by, action="application.submit", receipt_number=receipt, submitted_at=began
    )
    emails.received(locked, version)
    application.refresh_from_db()
    return version


def _has_consent(application: Application) -> bool:
    consent = getattr(application, "consent", None)
    return bool(consent and consent.given_at)


def freeze(application: Application, *, by: Any) -> ApplicationVersion:
    """Makes the next version out of the present answers and files. Raises NotComplete with everything that stands in the way."""
    present = {str(answer.key): answer.value for answer in application.answers.all()}
    attachments = list(application.attachments.filter(removed_at__isnull=True).select_related("file"))
    counts: dict[str, int] = {}
    for attachment in attachments:
        counts[str(attachment.key)] = counts.get(str(attachment.key), 0) + 1
    rules = rules_of(application.round.form_version)
    if problems := calculation.problems(rules, present, counts):
        raise NotComplete(problems)
    files = [
        {
            "key": str(attachment.key),
            "attachment": str(attachment.public_id),
            "name": attachment.name,
            "sha256": attachment.file.sha256,
            "size": attachment.file.size,
            "media_type": attachment.file.media_type,
        }
        for attachment in attachments
    ]
    last = application.versions.last()
    previous = last.sha256 if last else ""
    return ApplicationVersion.objects.create(
        application=application,
        seq=last.seq + 1 if last else 1,
        form_version=application.round.form_version,
        answers=present,
        files=files,
        submitted_by=by,
        submitted_at=clock.transaction_now(),
        previous_sha256=previous,
        sha256=calculation.digest(present, files, previous),
    )


@transaction.atomic
def withdraw(application: Application, *, by: Any, reason: str = "") -> None:
    """The applicant's side takes the application back, at any time before the result. Open assignments end with it."""
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    change_state(application, ApplicationState.WITHDRAWN, by=by, action="application.withdraw", note=reason)
    if application.receipt_number:
        emails.withdrawn(application)
