"""What the administrator has to do today for the programs: roles that nobody has. The office's own list is its dashboard."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from certifications.models import Program
from certifications.permissions import can_give_program_roles
from certifications.states import ProgramRoleKind
from home.desk.due import Due, Today


def of(user: Any) -> Today | None:
    """For those who give roles in programs."""
    if not can_give_program_roles(user):
        return None
    found = [(program, role) for role in ProgramRoleKind for program in Program.objects.without(role).order_by("pk")]
    words = gettext("Give somebody the role, or nothing goes on")
    due = [Due(words, f"{program}: {role.label}", reverse("program-roles:add")) for program, role in found]
    return Today([(len(due), ngettext("role in a program is vacant", "roles in programs are vacant", len(due)))], due)
