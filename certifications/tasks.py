"""What the worker does for this floor. Each task may run twice with one effect."""

import logging

from django_tasks import task

from certifications.actions import certificates, form_adoptions, receipts, uploads
from certifications.models import ApplicationVersion, Certificate, Round

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


@task()
def render_receipt(version: int) -> None:
    """Draws a submitted version as PDF."""
    receipts.render(ApplicationVersion.objects.get(pk=version))


@task()
def render_missing_receipts() -> None:
    """Draws versions that have no PDF, should a job ever have been lost. One that cannot be drawn stops none of the others."""
    failures = []
    for version in ApplicationVersion.objects.filter(paper__isnull=True).order_by("pk")[:200]:
        try:
            receipts.render(version)
        except Exception as error:  # whatever one paper does, the others are drawn; raised below
            logger.exception("receipt of version %s could not be drawn", version.pk)
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some receipts could not be drawn.", failures)


@task()
def sweep_tickets() -> None:
    """Takes over uploads that are whole, and ends those that did not come in time."""
    uploads.sweep()


PERIODIC = [
    (render_missing_certificates, 300),
    (move_waiting_drafts, 300),
    (render_missing_receipts, 300),
    (sweep_tickets, 30),
]
