"""Who must sign in with a second factor because of what this floor lets them read."""

from typing import Any

from django.db.models import Exists, OuterRef

from certifications.appeal_states import UNDER_WAY
from certifications.models import AppealSeat, PanelMember, ProgramRole
from certifications.states import OVER
from organizations.models import User


def is_needed(user: Any) -> bool:
    """Whether the person has a role in a program now, or sits on a panel whose round is not over, or on an appeal's.

    The group "judge" is not asked: a seat is given by an address, and opens the applications by itself.
    """
    roles = ProgramRole.objects.filter(user=OuterRef("pk"), ended_at__isnull=True)
    seats = PanelMember.objects.filter(judge=OuterRef("pk")).exclude(round__state__in=OVER)
    appeals = AppealSeat.objects.filter(person=OuterRef("pk"), appeal__state__in=UNDER_WAY)
    return User.objects.filter(Exists(roles) | Exists(seats) | Exists(appeals), pk=user.pk).exists()
