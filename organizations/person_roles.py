"""A person's roles and what happened to them, for her page at the desk. Floors above add theirs in modules of this name."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from organizations.actions import roles
from organizations.models import User

WORDS: Mapping[str, Any] = {
    "organizations.grant": _("role given"),
    "organizations.revoke_role": _("role taken"),
    "organizations.add_person": _("account made"),
    "organizations.switch_on": _("switched on"),
    "organizations.switch_off": _("switched off"),
}


def held(person: User) -> list[tuple[str, str]]:
    """Her roles by name; each with the address of its own page, where it has one."""
    return [(roles.name_of(group.name), "") for group in person.groups.all()]


def verbs(_person: User, _reader: User) -> list[dict[str, str]]:
    """What the reader can do about them besides editing the person: nothing."""
    return []


def about(facts: Mapping[str, Any]) -> str:
    """Which role the event was about, by name."""
    return roles.name_of(facts.get("role", ""))
