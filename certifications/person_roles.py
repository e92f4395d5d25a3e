"""A person's roles in programs and what happened to them, for her page at the desk."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications.models import Program
from certifications.permissions import can_give_program_roles
from certifications.states import ProgramRoleKind
from organizations.models import User

WORDS: Mapping[str, Any] = {
    "certifications.grant_role": _("role in a program given"),
    "certifications.end_role": _("role in a program taken"),
}


def held(person: User) -> list[tuple[str, str]]:
    """Her roles in programs now, each with the address of its page."""
    rows = person.program_roles.filter(ended_at__isnull=True).select_related("program").order_by("program", "role")
    return [(f"{row.program} {row.get_role_display()}", reverse("program-roles:detail", args=[row.pk])) for row in rows]


def verbs(person: User, reader: User) -> list[dict[str, str]]:
    """Giving one, for administrators, but not to oneself."""
    if person.pk == reader.pk or not person.is_active or not can_give_program_roles(reader):
        return []
    url = f"{reverse('program-roles:add')}?{urlencode({'email': person.email})}"
    return [{"name": "give_program_role", "label": gettext("Give a role in a program"), "url": url}]


def about(facts: Mapping[str, Any]) -> str:
    """Which role in which program the event was about, by name."""
    program = Program.objects.filter(slug=facts["program"]).first()
    return f"{program or facts['program']} {ProgramRoleKind(facts['role']).label}"
