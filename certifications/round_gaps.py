"""What of a running round would reach nobody: an office, an approval, a stage or a judge that is not there to be told."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext, ngettext

from certifications.models import PanelMember, ProgramRole, Round
from certifications.stage_states import StageState
from certifications.states import WITH_THE_OFFICE, ProgramRoleKind, RoundState, StageKind

RUNNING = frozenset({RoundState.PUBLISHED, RoundState.JUDGING, RoundState.DECIDING})
JUDGED = frozenset({StageKind.SCORING, StageKind.FINAL, StageKind.COMMITTEE})


def of_round(round_: Round) -> list[str]:
    """One sentence a gap, each with what closes it; none for a round that nobody can apply to yet, or that is over."""
    return list(_gaps(round_)) if round_.state in RUNNING else []


def _gaps(round_: Round) -> Iterator[str]:
    roles = ProgramRole.objects.filter(program=round_.program_id, ended_at__isnull=True, user__is_active=True)
    people: dict[str, list[Any]] = {str(kind): [] for kind in ProgramRoleKind}
    for role in roles.select_related("user").order_by("pk"):
        people[role.role].append(role.user)
    secretaries = people[ProgramRoleKind.SECRETARIAT]
    if not secretaries:
        yield gettext("Nobody has the role of the secretariat: what applicants write reaches nobody. An administrator gives it.")
    elif alone := _read_by_nobody(round_, secretaries):
        words = ngettext(
            "%(count)d case reaches nobody: everybody of the secretariat has an interest in it. Another person needs the role.",
            "%(count)d cases reach nobody: everybody of the secretariat has an interest in them. Another person needs the role.",
            alone,
        )
        yield words % {"count": alone}
    if not people[ProgramRoleKind.APPROVER]:
        yield gettext("Nobody has the role of approver: what waits for approval reaches nobody. An administrator gives it.")
    panel = list(PanelMember.objects.filter(round=round_).select_related("judge").prefetch_related("stages"))
    for stage in round_.stages.exclude(state=StageState.CLOSED).filter(kind__in=JUDGED).order_by("order"):
        if not any(not member.stages.all() or stage in member.stages.all() for member in panel):
            yield gettext("Nobody judges the stage “%(stage)s”: its cases reach nobody. Please seat judges.") % {"stage": stage}
    for member in panel:
        if not member.judge.has_address or not member.judge.is_active:
            yield gettext("Letters do not reach %(judge)s, who sits on the panel.") % {"judge": member.judge}


def _read_by_nobody(round_: Round, secretaries: list[Any]) -> int:
    """How many cases with the office nobody of the secretariat may read."""
    left = round_.applications.filter(state__in=WITH_THE_OFFICE)
    for person in secretaries:
        left = left.exclude(pk__in=round_.applications.without_conflict(person).values("pk"))
    return left.count()
