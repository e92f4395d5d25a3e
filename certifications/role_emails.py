"""Letters about roles in programs, to whom they are given and from whom they are taken."""

from django.conf import settings
from django.urls import reverse

from certifications.models import ProgramRole
from home.actions import letters


def given(role: ProgramRole) -> None:
    """To the person: what she has become, by whom, and where the work waits."""
    _write("role_given", role)


def taken(role: ProgramRole) -> None:
    """To the person: she has the role no longer."""
    _write("role_taken", role)


def _write(kind: str, role: ProgramRole) -> None:
    context = {"role": role, "program": role.program, "link": settings.PUBLIC_URL + reverse("wagtailadmin_home")}
    letters.write(f"certifications/{kind}", key=f"{kind}:{role.pk}", to=role.user, context=context)
