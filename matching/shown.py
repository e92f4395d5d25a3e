"""What of the certificates the public can see and ask about. The floor above shows them; it offers `showcase.py`."""

from typing import Any

from certifications.models import Certificate
from home import discovery


def open_to_inquiries() -> Any:
    """The certificates whose makers can be asked."""
    found = Certificate.objects.none()
    for module in discovery.offered("showcase"):
        found = found | module.open_to_inquiries()
    return found


def hosts(kind: str) -> Any:
    """The certificates of those who can be asked for a show, a lecture, a class or a tour."""
    found = Certificate.objects.none()
    for module in discovery.offered("showcase"):
        found = found | module.hosts(kind)
    return found


def path_of(certificate: Certificate) -> str:
    """Where the public reads about it, in the active language; empty when nowhere."""
    return next((path for module in discovery.offered("showcase") if (path := module.path_of(certificate))), "")
