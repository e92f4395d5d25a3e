"""Who must sign in with a second factor, and who has one."""

from functools import cache
from types import ModuleType
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from home import discovery

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@cache
def role_codes() -> frozenset[str]:
    """Roles whose people need a second factor though they have no desk (judges). Desks always do."""
    roles = [role for module in discovery.offered("roles") for role in module.ROLES]
    return frozenset(role.code for role in roles if role.second_factor or role.desk or role.superuser)


@cache
def needs() -> list[ModuleType]:
    """What the floors say about it."""
    return discovery.offered("second_factor_needs")


def is_needed(user: Any) -> bool:
    """Whether the person must have one: staff, superusers, and everybody in a role that asks for it, on whatever floor.

    Floors above keep roles of their own (a seat on a panel): their module `second_factor_needs` answers for them.
    """
    if not settings.SECOND_FACTOR_REQUIRED or not user.is_authenticated:
        return False
    if user.is_staff or user.is_superuser or user.groups.filter(name__in=role_codes()).exists():
        return True
    return any(module.is_needed(user) for module in needs())


def is_set_up(user: Any) -> bool:
    """Whether the person has an app or a passkey. Recovery codes alone are no second factor."""
    return Authenticator.objects.filter(user=user, type__in=KINDS).exists()


def lacking(people: Any) -> Any:
    """Of these people those who need one for their desk or their role, and have none."""
    wanted = Q(is_staff=True) | Q(is_superuser=True) | Q(groups__name__in=role_codes())
    has_one = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=KINDS))
    return people.filter(wanted, is_active=True).exclude(has_one).distinct()
