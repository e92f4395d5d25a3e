"""The candidate's consent to a nomination: asked by letter, given by the candidate alone."""

import hashlib
import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import emails
from certifications.models import Application, Consent, Subject
from certifications.permissions import is_active, may_write_for_applicant
from certifications.refusals import NotOpenForChange
from certifications.states import ApplicationState
from home import clock


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def ask(application: Application, *, by: Any) -> Consent:
    """Writes to the candidate. Asking again makes a new link and voids the old one; an answer given stays."""
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    if application.state != ApplicationState.DRAFT or not application.subject.email:
        raise NotOpenForChange
    token = secrets.token_urlsafe(24)
    consent, _created = Consent.objects.update_or_create(
        application=application,
        given_at=None,
        refused_at=None,
        defaults={"token_hash": token_hash(token), "asked_at": clock.now(), "asked_by": by},
    )
    emails.consent_asked(application, consent, token)
    return consent


@transaction.atomic
def give(consent: Consent, *, by: Any) -> None:
    """The candidate consents, signed in as the person who is nominated; the subject becomes that person."""
    _answer(consent, by, given_at=clock.now())
    emails.consent_given(consent.application)


@transaction.atomic
def refuse(consent: Consent, *, by: Any) -> None:
    """The candidate declines; the draft stays with the nominator but cannot be submitted."""
    _answer(consent, by, refused_at=clock.now())


def _answer(consent: Consent, by: Any, **moment: Any) -> None:
    subject = consent.application.subject
    if not is_active(by) or by.email != subject.email.lower():
        raise PermissionDenied
    if not Consent.objects.filter(pk=consent.pk, given_at__isnull=True, refused_at__isnull=True).update(**moment):
        raise NotOpenForChange
    Subject.objects.filter(pk=subject.pk).update(person=by)
    action = f"consent.{'give' if 'given_at' in moment else 'refuse'}"
    consent.application.history.append(consent.application, action=action, by=by)
    consent.refresh_from_db()
