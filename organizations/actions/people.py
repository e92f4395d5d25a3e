"""What a person keeps about herself, and what administrators do about accounts."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from home.actions import letters
from home.permissions import is_active_user
from organizations import addresses
from organizations.actions import roles
from organizations.models import User
from organizations.permissions import can_add_people, can_change_roles


class AddressTaken(Exception):
    """Somebody has an account with this address already."""


def update(person: User, *, name: str, name_kana: str, language: str, by: User) -> None:
    """Writes a person's own profile. Nobody writes another's."""
    if by.pk != person.pk or not is_active_user(by):
        raise PermissionDenied
    person.name, person.name_kana, person.language = name, name_kana, language
    person.save(update_fields=["name", "name_kana", "language"])


def add(*, email: str, name: str, codes: Iterable[str], language: str = "ja", by: User | None) -> User:
    """Makes an account without a password, gives it roles, and writes how to choose a password. Raises AddressTaken.

    `by` is None when the machine makes a city's first administrator.
    """
    if by is not None and not can_add_people(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            person = User.objects.create_user(addresses.normalize(email), name=name, language=language)
            person.history.append(person, action="organizations.add_person", by=by)
            for code in codes:
                roles.grant(person, code, by=by)
            with translation.override(language):
                url = settings.PUBLIC_URL + reverse("account_reset_password")
            context = {"inviter": str(by) if by else "", "url": url, "email": person.email}
            letters.write("organizations/account", key=f"account:{person.pk}", to=person, context=context)
    except IntegrityError as refusal:
        if "email" in str(refusal):
            raise AddressTaken from refusal
        raise
    return person


def administer(person: User, *, codes: Iterable[str], is_active: bool, by: User) -> None:
    """Gives a person exactly these roles, and switches the account on or off. Nobody does it to herself.

    Whoever is switched off is signed out with the next request. Groups that no floor offers stay as they are.
    """
    if not can_change_roles(by, person):
        raise PermissionDenied
    with transaction.atomic():
        held = set(person.groups.values_list("name", flat=True)) & roles.offered().keys()
        wanted = set(codes)
        for code in sorted(wanted - held):
            roles.grant(person, code, by=by)
        for code in sorted(held - wanted):
            roles.revoke(person, code, by=by)
        if person.is_active != is_active:
            person.is_active = is_active
            person.save(update_fields=["is_active"])
            action = "organizations.switch_on" if is_active else "organizations.switch_off"
            person.history.append(person, action=action, by=by)
