"""The candidate's consent to a nomination: asked by letter, given by the candidate alone."""

import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import emails
from certifications.actions.conditions import must_run
from certifications.models import Application, Consent, Subject
from certifications.permissions import is_proxy, may_answer_consent, may_write_for_applicant
from certifications.refusals import AskedOften, AskedRecently, ConsentAnswered, NominationClosed, NotOpenForChange, RoundNotOpen
from certifications.states import ApplicationState
from home import clock
from home.permissions import is_active_user
from home.tokens import token_hash

PAUSE = timedelta(minutes=10)
MOST_LETTERS = 5


@transaction.atomic
def ask(application: Application, *, by: Any) -> Consent:
    """Writes to the candidate. Asking again makes a new link and voids the old one; a yes stays.

    Who declined can be asked again, and is told so: the button may have been the wrong one. Raises NotOpenForChange,
    RoundNotOpen, ConsentAnswered, AskedRecently (nobody gets a letter a minute) and AskedOften (nor one after another).
    """
    if not may_write_for_applicant(by, application):
        raise PermissionDenied
    must_run(application.round)
    # The subject comes after the lock: the address may have been changed while this waited for it.
    locked = Application.objects.select_for_update(of=("self",)).select_related("round__program").get(pk=application.pk)
    if locked.state != ApplicationState.DRAFT or not locked.subject.email:
        raise NotOpenForChange
    if not locked.is_open(clock.transaction_now()):
        raise RoundNotOpen
    earlier = Consent.objects.filter(application=locked).first()
    if earlier and earlier.given_at:
        raise ConsentAnswered
    _must_not_press(locked)
    token, declined_at = secrets.token_urlsafe(24), earlier.refused_at if earlier else None
    facts = {"token_hash": token_hash(token), "asked_at": clock.now(), "asked_by": by, "refused_at": None}
    consent, _created = Consent.objects.update_or_create(application=locked, defaults=facts)
    locked.history.append(locked, action="consent.ask", by=by, to_state=locked.state)
    emails.consent_asked(locked, consent, token, declined_at)
    return consent


def _must_not_press(application: Application) -> None:
    """Letters about a nomination keep a pause and an end, to whichever address. Raises AskedRecently and AskedOften."""
    asked = list(application.history.filter(action="consent.ask").order_by("seq").values_list("at", flat=True))
    if asked and asked[-1] > clock.now() - PAUSE:
        raise AskedRecently
    if len(asked) >= MOST_LETTERS:
        raise AskedOften


@transaction.atomic
def record(application: Application, *, note: str, by: Any) -> Consent:
    """The office records a candidate's consent in writing to a nomination that came on paper; the note says what it has in hand.

    Raises NotOpenForChange where there is nothing to record, and ConsentAnswered.
    """
    if not is_proxy(by, application):
        raise PermissionDenied
    must_run(application.round)
    locked = (
        Application.objects.select_for_update(of=("self",)).select_related("round__program", "subject").get(pk=application.pk)
    )
    if locked.state != ApplicationState.DRAFT or not locked.is_nomination or not note.strip():
        raise NotOpenForChange
    if Consent.objects.filter(application=locked).exclude(given_at=None, refused_at=None).exists():
        raise ConsentAnswered
    facts = {
        "token_hash": token_hash(secrets.token_urlsafe(24)),
        "asked_at": clock.now(),
        "asked_by": by,
        "given_at": clock.now(),
    }
    consent, _created = Consent.objects.update_or_create(application=locked, defaults=facts)
    locked.history.append(locked, action="consent.record", by=by, to_state=locked.state, note=note.strip())
    return consent


@transaction.atomic
def give(consent: Consent, *, by: Any) -> None:
    """The candidate consents, signed in as the person who is nominated; the subject becomes that person.

    Raises NominationClosed when the nomination was withdrawn, is too late, or has been answered.
    """
    _answer(consent, by, given_at=clock.now())
    Subject.objects.filter(pk=consent.application.subject_id).update(person=by)
    emails.consent_given(consent.application)


@transaction.atomic
def refuse(consent: Consent, *, by: Any) -> None:
    """The candidate declines; the draft stays with the nominator but cannot be submitted. Raises NominationClosed."""
    _answer(consent, by, refused_at=clock.now())
    emails.consent_refused(consent.application)


def _answer(consent: Consent, by: Any, **moment: Any) -> None:
    if not is_active_user(by) or not may_answer_consent(by, consent):
        raise PermissionDenied
    must_run(consent.application.round)
    application = Application.objects.select_for_update(of=("self",)).select_related("round").get(pk=consent.application_id)
    if application.state != ApplicationState.DRAFT or not application.is_open(clock.transaction_now()):
        raise NominationClosed
    if not Consent.objects.filter(pk=consent.pk, given_at__isnull=True, refused_at__isnull=True).update(**moment):
        raise NominationClosed
    action = f"consent.{'give' if 'given_at' in moment else 'refuse'}"
    application.history.append(application, action=action, by=by)
    consent.refresh_from_db()
