"""Letters about manuscripts. What the office asks for is read signed in: a letter carries a link only."""

from collections.abc import Iterable

from brands.models import Manuscript
from certifications.emails import link
from certifications.recipients import holders_by_list, office, office_of_list, told_of_result
from home.actions import letters
from organizations.models import User


def handed_in(manuscript: Manuscript) -> None:
    """To the office: a new text waits."""
    certificate = manuscript.entry.certificate
    people = office(certificate.application) if certificate.application else office_of_list(certificate)
    _write("manuscript_handed_in", people, manuscript, "manuscripts:detail", manuscript.public_id)


def returned(manuscript: Manuscript) -> None:
    """To the holder's side: the office asks for changes."""
    _to_holder("manuscript_returned", manuscript)


def approved(manuscript: Manuscript) -> None:
    """To the holder's side: the register shows the new text."""
    _to_holder("manuscript_approved", manuscript)


def _to_holder(kind: str, manuscript: Manuscript) -> None:
    certificate = manuscript.entry.certificate
    people = told_of_result(certificate.application) if certificate.application else holders_by_list(certificate)
    _write(kind, people, manuscript, "brands:entry", manuscript.entry.public_id)


def _write(kind: str, people: Iterable[User], manuscript: Manuscript, path: str, *args: object) -> None:
    certificate = manuscript.entry.certificate
    for person in people:
        if person.has_address:
            letters.write(
                f"brands/{kind}",
                key=f"{kind}:{manuscript.public_id}:{manuscript.row_version}:{person.pk}",
                to=person,
                about=manuscript.reference,
                context={
                    "manuscript": manuscript,
                    "certificate": certificate,
                    "program": certificate.program,
                    "link": link(path, *args, language=person.language),
                },
            )
