"""Letters about inquiries. The words are read on a page: a letter carries a link, so that a wrong address learns nothing."""

from collections.abc import Iterable
from typing import Any

from django.core.signing import Signer

from certifications.emails import link
from certifications.recipients import holders_by_list, office, office_of_list, told_of_result
from home.actions import letters
from matching.models import Inquiry
from organizations.models import User

SALT = "matching.inquiry"


def private_mark(inquiry: Inquiry) -> str:
    """What stands in the asker's private link. It is signed and not kept: who reads the database opens no door."""
    return Signer(salt=SALT, sep="~").sign(str(inquiry.public_id))


def holders(inquiry: Inquiry) -> list[User]:
    """The holder's people whom letters reach."""
    certificate = inquiry.certificate
    people = told_of_result(certificate.application) if certificate.application else holders_by_list(certificate)
    return [person for person in people if person.has_address]


def please_confirm(inquiry: Inquiry) -> None:
    """To the asker: the address is to be confirmed before anything reaches the maker."""
    _to_asker("inquiry_confirm", inquiry)


def came(inquiry: Inquiry) -> None:
    """To the maker; to the office, where the maker has nobody whom a letter reaches."""
    if holders(inquiry):
        _to_holder("inquiry_came", inquiry)
    else:
        _to_office("inquiry_without_reader", inquiry)


def written(inquiry: Inquiry) -> None:
    """To the maker: the asker wrote again."""
    _to_holder("inquiry_written", inquiry)


def answered(inquiry: Inquiry) -> None:
    """To the asker: an answer is there."""
    _to_asker("inquiry_answered", inquiry)


def closed(inquiry: Inquiry) -> None:
    """To the asker: the maker has closed it."""
    _to_asker("inquiry_closed", inquiry)


def reminder(inquiry: Inquiry) -> None:
    """To the maker: it has waited for a week."""
    _to_holder("inquiry_reminder", inquiry)


def shown_to_office(inquiry: Inquiry) -> None:
    """To the office: the maker asks for help."""
    _to_office("inquiry_shown", inquiry)


def _to_asker(kind: str, inquiry: Inquiry) -> None:
    address = link("matching:inquiry_thread", private_mark(inquiry), language=inquiry.language)
    _write(kind, inquiry, inquiry.email, inquiry.language, address, asker=inquiry.name)


def _to_holder(kind: str, inquiry: Inquiry) -> None:
    for person in holders(inquiry):
        _write(kind, inquiry, person, person.language, link("matching:inquiry", inquiry.public_id, language=person.language))


def _to_office(kind: str, inquiry: Inquiry) -> None:
    certificate = inquiry.certificate
    people: Iterable[User] = office(certificate.application) if certificate.application else office_of_list(certificate)
    for person in people:
        _write(kind, inquiry, person, person.language, link("inquiries:detail", inquiry.public_id))


def _write(kind: str, inquiry: Inquiry, to: Any, language: str, address: str, **more: Any) -> None:
    certificate = inquiry.certificate
    reader = getattr(to, "pk", "asker")
    letters.write(
        f"matching/{kind}",
        key=f"{kind}:{inquiry.public_id}:{inquiry.history.count()}:{reader}",
        to=to,
        about=inquiry.reference,
        language=language,
        context={
            "inquiry": inquiry,
            "certificate": certificate,
            "program": certificate.program,
            "link": address,
            **more,
        },
    )
