"""What the catalog shows to the public, for the floor below: who can be asked there, and where something stands."""

from typing import Any

from brands.models import Entry, RegisterPage
from certifications.certificate_states import STANDING
from certifications.models import Certificate
from home.languages import suffix


def open_to_inquiries() -> Any:
    """Certificates of entries that the public sees, while they stand and their person has not retired."""
    shown = Entry.objects.public().values("certificate")
    return Certificate.objects.filter(pk__in=shown, state__in=STANDING, honor="")


def hosts(kind: str) -> Any:
    """Certificates of those who can be asked for a show, a lecture or a class (masters who come to schools), or for a tour."""
    found = open_to_inquiries()
    if kind == "tour":
        return found.exclude(organization=None)
    bookable = Entry.objects.public().filter(visits_schools=True).values("certificate")
    return found.filter(pk__in=bookable, subject__kind="person")


def path_of(certificate: Certificate) -> str:
    """The entry's page in the active language; empty when the public sees none."""
    entry = Entry.objects.public().filter(certificate=certificate).first()
    paths = RegisterPage.paths() if entry else {}
    base = {"ja": paths.get("ja"), "en": paths.get("en"), "zh": paths.get("zh-hans")}[suffix()] or paths.get("ja")
    return f"{base}{entry.slug}/" if entry and base else ""
