"""What the register does when certificates come or change, or a holder is renamed; called within the cause's transaction."""

from collections.abc import Sequence

from brands.actions import entries
from brands.models import Entry
from certifications.models import Certificate
from home import freshness
from home.search import reindex
from organizations.models import Organization


def released(certificates: Sequence[Certificate]) -> None:
    """Each new certificate gets its entry."""
    for certificate in certificates:
        entries.publish(certificate)


def previewed(certificate: Certificate) -> dict[str, str]:
    """What the register would say of a certificate that is not issued yet: each part with its words."""
    website, words = entries.words_for_public(certificate)
    return {name: text for name, text in {**words, "website": website}.items() if text}


def recalled(certificates: Sequence[Certificate]) -> None:
    """The release was called back: the register knows nothing of it."""
    for certificate in certificates:
        entries.retract(certificate)


def changed(certificate: Certificate) -> None:
    """A certificate's state is read from itself; nothing is kept here that could differ."""


def renamed(organization: Organization) -> None:
    """Its entries are found by the new name from now on; what was certified keeps the name of its day."""
    entries_of_it = Entry.objects.filter(certificate__organization=organization)
    if rows := list(entries_of_it.select_related("certificate__organization").order_by("pk")):
        reindex(*rows)
        freshness.renew("register")
