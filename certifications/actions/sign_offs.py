"""The owner's word before submission: asked for, given, or returned with what is to be changed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import sign_off_emails
from certifications.actions.conditions import must_run
from certifications.contents import content_of
from certifications.models import Application, SignOff
from certifications.permissions import can_sign_off, may_write_for_applicant
from certifications.refusals import CommentMissing, NotComplete, SignOffNotAsked, SignOffOutdated, TooLate
from certifications.sign_off_state import fits, is_needed
from certifications.states import ApplicationState
from home import clock
from home.states import IllegalTransition


def _locked(application: Application) -> Application:
    """The draft behind the lock that saving and submitting wait for. Raises SignOffNotAsked, IllegalTransition, TooLate."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("round__program", "form_version", "subject")
    locked = rows.get(pk=application.pk)
    must_run(locked.round)
    if not is_needed(locked):
        raise SignOffNotAsked
    if locked.state != ApplicationState.DRAFT:
        raise IllegalTransition(locked, ApplicationState.SUBMITTED)
    if not locked.is_open(clock.transaction_now()):
        raise TooLate
    return locked


def _complete(application: Application) -> str:
    """The hash of what would be submitted. Raises NotComplete."""
    content = content_of(application)
    if content.problems:
        raise NotComplete(content.problems)
    return content.sha256


@transaction.atomic
def ask(application: Application, *, by: Any, note: str = "") -> SignOff:
    """Asks the owners to confirm what stands in the application now, with a letter to each.

    A second click finds the first request; a request for another content is overtaken. Raises NotComplete,
    SignOffNotAsked, RoundCancelled, IllegalTransition once it is no draft, and TooLate when it can no longer be submitted.
    """
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    locked = _locked(application)
    sha256 = _complete(locked)
    if (row := _open(locked)) is not None and fits(row, locked, sha256):
        return row
    row = _begin(locked, sha256, note, by)
    sign_off_emails.asked(row)
    return row


def _open(application: Application) -> SignOff | None:
    rows = application.sign_offs.select_for_update(of=("self",))
    return rows.filter(confirmed_at__isnull=True, returned_at__isnull=True, overtaken_at__isnull=True).first()


def _begin(application: Application, sha256: str, note: str, by: Any) -> SignOff:
    """A new request in the place of the one that is open."""
    if (row := _open(application)) is not None:
        row.overtaken_at = clock.now()
        row.save(update_fields=["overtaken_at"])
    application.history.append(
        application, action="sign_off.ask", by=by, to_state=application.state, note=note, facts={"sha256": sha256}
    )
    return SignOff.objects.create(
        application=application,
        form_version=application.form_version,
        content_sha256=sha256,
        asked_by=by,
        asked_at=clock.now(),
        note=note,
    )


@transaction.atomic
def confirm(application: Application, *, seen_sha256: str, by: Any, comment: str = "") -> SignOff:
    """An owner confirms the content that she has seen, whether somebody asked for it or not. Who asked gets a letter.

    A second click finds the first confirmation. Raises SignOffOutdated when something has changed since it was shown, and
    what `ask` raises.
    """
    if not can_sign_off(by, application):
        raise PermissionDenied
    locked = _locked(application)
    sha256 = _complete(locked)
    if sha256 != seen_sha256:
        raise SignOffOutdated
    done = locked.sign_offs.filter(confirmed_at__isnull=False, content_sha256=sha256, form_version=locked.form_version_id).first()
    if done is not None:
        return done
    row = _open(locked)
    if row is None or not fits(row, locked, sha256):
        row = _begin(locked, sha256, "", by)
    row.confirmed_by, row.confirmed_at, row.comment = by, clock.now(), comment.strip()
    row.save(update_fields=["confirmed_by", "confirmed_at", "comment"])
    facts = {"sha256": sha256}
    locked.history.append(locked, action="sign_off.confirm", by=by, to_state=locked.state, note=row.comment, facts=facts)
    if row.asked_by_id != by.pk:
        sign_off_emails.confirmed(row)
    return row


@transaction.atomic
def return_(application: Application, *, comment: str, by: Any) -> SignOff:
    """An owner returns the open request and says what is to be changed; who asked gets a letter.

    Raises CommentMissing, SignOffNotAsked, IllegalTransition, and SignOffOutdated when no request is open.
    """
    if not can_sign_off(by, application):
        raise PermissionDenied
    locked = _locked(application)
    if not comment.strip():
        raise CommentMissing
    row = _open(locked)
    if row is None:
        raise SignOffOutdated
    row.returned_by, row.returned_at, row.comment = by, clock.now(), comment.strip()
    row.save(update_fields=["returned_by", "returned_at", "comment"])
    facts = {"sha256": row.content_sha256}
    locked.history.append(locked, action="sign_off.return", by=by, to_state=locked.state, note=row.comment, facts=facts)
    if row.asked_by_id != by.pk:
        sign_off_emails.returned(row)
    return row
