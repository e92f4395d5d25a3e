"""What the worker does for this floor. Each task may run twice with one effect."""

from django_tasks import task

from certifications.actions import certificates
from certifications.models import Certificate


@task()
def render_certificate(public_id: str) -> None:
    """Draws one certificate as PDF."""
    certificates.render(Certificate.objects.get(public_id=public_id))


@task()
def render_missing_certificates() -> None:
    """Draws certificates that have no PDF, should a job ever have been lost."""
    for certificate in Certificate.objects.filter(pdf__isnull=True)[:200]:
        certificates.render(certificate)


PERIODIC = [(render_missing_certificates, 300)]
