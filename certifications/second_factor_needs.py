"""Who must sign in with a second factor because of what this floor lets them read."""

from typing import Any

from certifications.states import OVER


def is_needed(user: Any) -> bool:
    """Whether the person has a role in a program now, or sits on a panel whose round is neither released nor called off.

    The group "judge" is not asked: a seat is given by an address, and opens the applications by itself.
    """
    if user.program_roles.filter(ended_at__isnull=True).exists():
        return True
    return bool(user.seats.exclude(round__state__in=OVER).exists())
