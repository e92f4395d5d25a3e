"""What those have to do today for the programs who have no role in one: the administrator fills roles, the auditor reads reports.

The office's own list is its dashboard.
"""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from certifications.models import Application, Program, Round
from certifications.permissions import can_give_program_roles, group_names, has_program_role
from certifications.states import ProgramRoleKind
from home import clock
from home.desk.due import Due, Today, lines

FRESH_DAYS = 30  # so long a released round stands among what is to be read


def of(user: Any) -> Today | None:
    """For those who give roles in programs, and for the auditor."""
    mine = [today for today in (_administrator(user), _auditor(user)) if today is not None]
    return (
        Today([each for today in mine for each in today.figures], [each for today in mine for each in today.due])
        if mine
        else None
    )


def _auditor(user: Any) -> Today | None:
    """How many rounds run, what was released, and the reports of the newest; nothing of a round before its release."""
    if "auditor" not in group_names(user) or has_program_role(user):
        return None
    released = Round.objects.reported_to(user).select_related("program").order_by("-released_at")
    running, told = Round.objects.running().count(), Application.objects.of_desk(user).count()
    figures = [
        (running, ngettext("round is running", "rounds are running", running)),
        (count := released.count(), ngettext("round was released", "rounds were released", count)),
        (told, ngettext("case has a result", "cases have a result", told)),
    ]
    fresh = released.filter(released_at__gte=clock.now() - timedelta(days=FRESH_DAYS))
    return Today(figures, lines(fresh, _report, _older))


def _report(round_: Round) -> Due:
    return Due(gettext("Read the fairness report"), str(round_), reverse("fairness:detail", args=[round_.public_id]))


def _older(count: int) -> Due:
    words = ngettext("%(count)d more round", "%(count)d more rounds", count) % {"count": count}
    return Due(gettext("Read the fairness report"), words, reverse("fairness:index"))


def _administrator(user: Any) -> Today | None:
    if not can_give_program_roles(user):
        return None
    found = [(program, role) for role in ProgramRoleKind for program in Program.objects.without(role).order_by("pk")]
    words = gettext("Give somebody the role, or nothing goes on")
    due = [Due(words, f"{program}: {role.label}", reverse("program-roles:add")) for program, role in found]
    return Today([(len(due), ngettext("role in a program is vacant", "roles in programs are vacant", len(due)))], due)
