"""What the register does when certificates come or change; called by name within the transaction of the cause."""

from collections.abc import Sequence

from brands.actions import entries
from certifications.models import Certificate


def released(certificates: Sequence[Certificate]) -> None:
    """Each new certificate gets its entry."""
    for certificate in certificates:
        entries.publish(certificate)


def changed(certificate: Certificate) -> None:
    """A certificate's state is read from itself; nothing is kept here that could differ."""
