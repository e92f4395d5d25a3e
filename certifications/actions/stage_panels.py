"""Which seats of a round judge a stage: the whole panel, or some of it."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions import stage_moves
from certifications.actions.conditions import must_be_in
from certifications.models import PanelMember, Stage
from certifications.permissions import is_secretariat
from certifications.refusals import (
    JudgesInThisStage,
    MeetingConvened,
    NotOnPanel,
    PanelEmpty,
    SeatWithoutStage,
    StageFrozen,
)
from certifications.stage_states import StageState
from certifications.states import MAY_BE_SEATED, StageKind
from home import jobs

NOT_JUDGED = (StageKind.SCREENING, StageKind.APPROVAL)


@transaction.atomic
def set_panel(stage: Stage, members: Collection[PanelMember], *, by: Any) -> None:
    """These seats, and no others, belong to the stage. A seat that belongs to every stage is one of the whole round again.

    Raises WrongStage once the scores are locked, StageFrozen for a closed stage, NotOnPanel, PanelEmpty, SeatWithoutStage for
    a judge who would have no stage left, JudgesInThisStage for one who has a case or an hour in it, and MeetingConvened.
    """
    if not is_secretariat(by, stage.round.program):
        raise PermissionDenied
    must_be_in(stage.round, MAY_BE_SEATED)
    held = stage_moves.hold(stage)
    if held.state == StageState.CLOSED:
        raise StageFrozen
    if held.meetings.convened().exists():
        raise MeetingConvened
    wanted = {member.pk for member in members}
    panel = list(
        held.round.panel.select_for_update(of=("self",)).select_related("judge").prefetch_related("stages").order_by("pk")
    )
    if not wanted <= {member.pk for member in panel}:
        raise NotOnPanel
    if not wanted:
        raise PanelEmpty
    every = set(held.round.stages.exclude(kind__in=NOT_JUDGED).values_list("pk", flat=True)) | {held.pk}
    come: list[str] = []
    gone: list[str] = []
    for member in panel:
        before = {each.pk for each in member.stages.all()} or every
        after = before | {held.pk} if member.pk in wanted else before - {held.pk}
        if after == before:
            continue
        if not after:
            raise SeatWithoutStage
        if held.pk in before:
            _must_be_free(member, held)
        member.stages.set([] if every <= after else sorted(after))
        (come if held.pk in after else gone).append(str(member.judge.public_id))
    if come or gone:
        facts = {"come": come, "gone": gone}
        held.history.append(held, action="stage.set_panel", by=by, to_state=held.state, facts=facts, held=True)
        jobs.enqueue_once("certifications.tasks.look_for_suspicions")


def _must_be_free(member: PanelMember, stage: Stage) -> None:
    """Raises JudgesInThisStage."""
    judge = member.judge_id
    if stage.assignments.counted().filter(judge=judge).exists() or stage.slots.filter(judges=judge).exists():
        raise JudgesInThisStage(member.judge)
