"""What the worker does for this floor. Each task may run twice with one effect."""

import logging

from django_tasks import task

from certifications.actions import certificates, form_adoptions
from certifications.models import Certificate, Round

logger = logging.getLogger(__name__)


@task()
def render_certificate(public_id: str) -> None:
    """Draws one certificate as PDF."""
    certificates.render(Certificate.objects.get(public_id=public_id))


@task()
def render_missing_certificates() -> None:
    """Draws certificates that have no PDF, the oldest first, should a job ever have been lost.

    One that cannot be drawn stops none of the others; the job fails in the end, so that it shows and is tried again.
    """
    failures = []
    for certificate in Certificate.objects.filter(pdf__isnull=True).order_by("issued_on", "pk")[:200]:
        try:
            certificates.render(certificate)
        except Exception as error:  # whatever one paper does, the others are drawn; raised below
            logger.exception("certificate %s could not be drawn", certificate.number)
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some certificates could not be drawn.", failures)


@task()
def move_drafts(public_id: str) -> None:
    """Takes a round's drafts over to the edition of the form that the round has taken up."""
    form_adoptions.move_waiting(Round.objects.get(public_id=public_id))


@task()
def move_waiting_drafts() -> None:
    """Takes over what still waits, should a job ever have been lost."""
    form_adoptions.move_all_waiting()


PERIODIC = [(render_missing_certificates, 300), (move_waiting_drafts, 300)]
