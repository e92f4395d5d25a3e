"""What the register does when certificates come or change, or a holder is renamed; called within the cause's transaction."""

from collections.abc import Mapping, Sequence

from brands.actions import entries, indexing
from brands.models import Entry
from certifications.models import Certificate
from home import freshness
from home.actions import findings
from organizations.models import Organization


def released(certificates: Sequence[Certificate]) -> None:
    """Each new certificate gets its entry; one that renews another is shown as that one is."""
    for certificate in certificates:
        if certificate.is_renewal:
            entries.carry_over(certificate)
        else:
            entries.publish(certificate)


def listed(certificates: Sequence[Certificate], websites: Mapping[int, str]) -> None:
    """Certificates of earlier years get their entries, many at once. `websites` by key, where the list names one."""
    entries.publish_listed(certificates, websites)


def previewed(certificate: Certificate) -> dict[str, str]:
    """What the register would say of a certificate that is not issued yet: each part with its words."""
    website, words = entries.words_for_public(certificate)
    return {name: text for name, text in {**words, "website": website}.items() if text}


def recalled(certificates: Sequence[Certificate]) -> None:
    """The release was called back: the register knows nothing of it."""
    for certificate in certificates:
        entries.retract(certificate)


def unlisted(keys: Sequence[int]) -> set[int]:
    """Takes back the entries of certificates that came from a list, by their keys; gives back those that have been written on."""
    return entries.retract_listed(keys)


def changed(certificate: Certificate) -> None:
    """A certificate's state is read from itself; the entry only notes the hour, for those who keep a copy of the register."""
    entries.note_change(Entry.objects.filter(certificate=certificate))


def reissued(certificate: Certificate) -> None:
    """What was issued anew is shown as what it replaces."""
    entries.carry_over(certificate)


def amended(certificate: Certificate) -> None:
    """Its entry is found by what the certificate says from now on."""
    if entry := Entry.objects.filter(certificate=certificate).first():
        indexing.index(entry)
        freshness.renew("register")


def renamed(organization: Organization) -> None:
    """Its entries are found by the new name from now on; what was certified keeps the name of its day."""
    entries_of_it = Entry.objects.filter(certificate__organization=organization)
    if rows := list(entries_of_it.select_related("certificate__organization").order_by("pk")):
        indexing.index(*rows)
        entries.note_change(entries_of_it)
        freshness.renew("register")
    findings.refresh("company", [organization.pk])
