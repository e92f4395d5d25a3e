"""The letters about the owner's word before submission."""

from collections.abc import Iterable

from certifications import emails
from certifications.models import SignOff
from organizations.models import User


def asked(sign_off: SignOff) -> None:
    """To the owners of the organization, but not to who asks: a finished application waits for their word."""
    organization = sign_off.application.organization
    if organization is not None:
        owners = organization.memberships.current().filter(role="owner").exclude(user=sign_off.asked_by_id)
        people = [membership.user for membership in owners.select_related("user").order_by("pk")]
        _write("sign_off_asked", people, sign_off, "certifications:sign_off")


def confirmed(sign_off: SignOff) -> None:
    """To who asked: it can be submitted now."""
    _write("sign_off_confirmed", [sign_off.asked_by], sign_off, "certifications:check")


def returned(sign_off: SignOff) -> None:
    """To who asked: something is to be changed first."""
    _write("sign_off_returned", [sign_off.asked_by], sign_off, "certifications:sign_off")


def _write(kind: str, people: Iterable[User], sign_off: SignOff, path: str) -> None:
    emails.write(kind, people, sign_off.application, str(sign_off.pk), path, sign_off=sign_off)
