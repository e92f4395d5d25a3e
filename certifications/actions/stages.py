"""The stages of a round: laid out from the program's file, set up by the office, opened, closed and opened again in order."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from certifications import emails, stage_progress
from certifications.actions import results, stage_moves
from certifications.actions.conditions import must_be_in, must_be_screened, must_run
from certifications.models import Assignment, Discussion, Round, RubricVersion, Stage
from certifications.permissions import is_secretariat, runs_round
from certifications.refusals import (
    DiscussionsOpen,
    EarlierStageOpen,
    EarlierStageWaits,
    LastStage,
    LaterStageBegun,
    MeetingNotClosed,
    NoRubricYet,
    ReasonMissing,
    StageFrozen,
    StageNotDone,
    StageNotOpen,
    StageSettingsWrong,
)
from certifications.stage_states import READABLE, CompletionRule, PromotionRule, StageState
from certifications.states import AssignmentState, RoundState, StageKind
from home import clock
from home.states import change_state
from home.versions import write_version

SETTINGS = (
    "rubric_version", "reviews_wanted", "due_on", "hides", "sections", "sees_from", "completes", "completion_n", "promotes",
    "promotion_value",
)  # fmt: skip


def lay_out(round_: Round, *, blind: bool = False) -> None:
    """Spreads the program's stages between close and announcement, in equal parts; the office moves them as needed.

    From here on the rows count and not the program's file. Raises NoRubricYet for criteria that the program has not got.
    """
    rows = round_.program.stages
    first = round_.closes_at.astimezone(clock.TOKYO).date()
    days = max((round_.announces_at.astimezone(clock.TOKYO).date() - first).days, len(rows))
    for index, row in enumerate(rows):
        start = first + timedelta(days=days * index // len(rows))
        end = first + timedelta(days=days * (index + 1) // len(rows))
        names = {f"name_{language}": text for language, text in row["name"].items()}
        facts = _facts(round_, row, blind)
        Stage.objects.create(round=round_, order=index + 1, kind=row["kind"], starts_on=start, ends_on=end, **names, **facts)


def _facts(round_: Round, row: Mapping[str, Any], blind: bool) -> dict[str, Any]:
    """What the program's file says of a stage. A stage of scoring is scored by the main criteria unless it names others."""
    code = row.get("rubric", RubricVersion.MAIN if row["kind"] == StageKind.SCORING else None)
    rubric = round_.rubric_version if code == RubricVersion.MAIN else None
    if code and rubric is None:
        rubric = round_.program.rubric_versions.published().filter(code=code).order_by("-number").first()
        if rubric is None:
            raise NoRubricYet
    hides = list(row.get("hides", []))
    if blind and rubric and "identity" not in hides:
        hides.append("identity")
    return {
        "rubric_version": rubric,
        "reviews_wanted": row.get("reviews"),
        "hides": hides,
        "sections": list(row.get("sections", [])),
        "completes": row.get("completes", CompletionRule.ALL if rubric else CompletionRule.OFFICE),
        "completion_n": row.get("completion_n"),
        "promotes": row.get("promotes", PromotionRule.EVERYONE),
        "promotion_value": row.get("promotion_value"),
    }


@transaction.atomic
def set_up(stage: Stage, *, row_version: int, by: Any, **settings: Any) -> Stage:
    """Changes what a stage asks for, shows and passes on, until it begins.

    Afterwards only the day for the sheets can move. Raises StageFrozen, StageSettingsWrong, StaleRecord and RoundCancelled.
    """
    if not is_secretariat(by, stage.round.program):
        raise PermissionDenied
    must_run(stage.round)
    held = stage_moves.hold(stage)
    changes = {name: settings[name] for name in SETTINGS if name in settings and settings[name] != getattr(held, name)}
    if held.state != StageState.WAITING and set(changes) - {"due_on"}:
        raise StageFrozen
    for name, value in changes.items():
        setattr(held, name, value)
    rubric = held.rubric_version
    if rubric and (rubric.program_id != held.round.program_id or rubric.published_at is None):
        raise StageSettingsWrong
    if held.kind == StageKind.SCREENING and (rubric or held.selects):
        raise StageSettingsWrong
    try:
        held.full_clean(exclude=["round"])
    except ValidationError as wrong:
        raise StageSettingsWrong from wrong
    if changes:
        write_version(held, row_version=row_version, **changes)
        facts = {name: str(value) for name, value in changes.items()}
        held.history.append(held, action="stage.set_up", by=by, to_state=held.state, facts=facts, held=True)
    stage.refresh_from_db()
    return stage


@transaction.atomic
def open_stage(stage: Stage, *, by: Any) -> None:
    """Begins a stage with the cases that came through those before it, and writes to its judges.

    What only collects reports can begin as soon as the screening is over; sheets need a round under judgment. Raises
    WrongStage, StillOpen, StillScreening, PaperWaits, EarlierStageWaits and EarlierStageOpen.
    """
    if not runs_round(by, stage.round):
        raise PermissionDenied
    held = stage_moves.hold(stage)
    must_be_in(held.round, {RoundState.JUDGING} if held.is_scored else {RoundState.PUBLISHED, RoundState.JUDGING})
    if held.round.state == RoundState.PUBLISHED:
        must_be_screened(held.round)
    must_be_settled_before(held)
    stage_moves.begin(held, by=by)
    if held.is_scored:
        _write_to_judges(held)
    stage.refresh_from_db()


def must_be_settled_before(stage: Stage) -> None:
    """Raises EarlierStageWaits and EarlierStageOpen. A stage that passes all cases on may still be under way."""
    earlier = Stage.objects.before(stage).exclude(kind=StageKind.SCREENING)
    if earlier.waiting().exists():
        raise EarlierStageWaits
    gates = earlier.selecting()
    if gates.open().exists() or any(gate.entries.undecided().exists() for gate in gates):
        raise EarlierStageOpen


def _write_to_judges(stage: Stage) -> None:
    counted = Assignment.objects.counted().filter(stage=stage)
    for member in stage.seats().filter(judge__in=counted.values("judge")).select_related("judge").order_by("pk"):
        emails.judging_opened(stage.round, member.judge, stage=stage)


@transaction.atomic
def close_stage(stage: Stage, *, by: Any) -> None:
    """Ends a stage: no sheet changes any more, and its ranking is on record. Then it is said who goes on.

    Where all cases go on, they do at once. Raises StageNotOpen, LastStage, StageNotDone while its rule is not met,
    MeetingNotClosed while its committee has still to meet, and DiscussionsOpen while judges talk about a case.
    """
    if not runs_round(by, stage.round):
        raise PermissionDenied
    held = stage_moves.hold(stage)
    must_run(held.round)
    if held.state != StageState.OPEN:
        raise StageNotOpen
    if held == held.round.last_scored_stage():
        raise LastStage
    if stage_progress.missing(held):
        raise StageNotDone
    if held.meetings.convened().exists():
        raise MeetingNotClosed
    if Discussion.objects.holding_up(held).exists():
        raise DiscussionsOpen
    if held.is_scored:
        results.freeze(held, by=by)
    stage_moves.finish(held, by=by)
    stage.refresh_from_db()


@transaction.atomic
def reopen_stage(stage: Stage, *, reason: str, by: Any) -> None:
    """Opens a closed stage again, while the round is under judgment. What was said of who goes on is taken back.

    A later stage in which nothing has been written yet waits again. Raises WrongStage, ReasonMissing, LaterStageBegun.
    """
    if not runs_round(by, stage.round):
        raise PermissionDenied
    if not reason.strip():
        raise ReasonMissing
    held = stage_moves.hold(stage)
    must_be_in(held.round, {RoundState.PUBLISHED, RoundState.JUDGING})
    later = list(Stage.objects.after(held).filter(state__in=READABLE)) if held.selects else []
    if any(has_begun(each) for each in later):
        raise LaterStageBegun
    for each in reversed(later):
        stage_moves.unbegin(each, by=by, reason=reason)
    stage_moves.set_back(held, by=by, reason=reason)
    stage.refresh_from_db()


def has_begun(stage: Stage) -> bool:
    """Whether something has been written in it that a change of its cases would take the ground from."""
    scored = stage.assignments.filter(state__in=[AssignmentState.WORKING, AssignmentState.SUBMITTED]).exists()
    return scored or stage.entries.filter(Q(reports__isnull=False) | Q(appointment__told_at__isnull=False)).exists()


def end_screening(round_: Round, *, by: Any) -> None:
    """The stage of screening ends when the judging begins."""
    for stage in round_.stages.filter(kind=StageKind.SCREENING).exclude(state=StageState.CLOSED):
        if stage.state == StageState.WAITING:
            change_state(stage, StageState.OPEN, by=by, action="stage.open", opened_at=clock.now())
        change_state(stage, StageState.CLOSED, by=by, action="stage.close", closed_at=clock.now())


def open_first(round_: Round, *, by: Any) -> None:
    """Begins the stages of a round under judgment, up to the first that is scored or at which cases may end."""
    end_screening(round_, by=by)
    for stage in round_.stages.exclude(kind=StageKind.SCREENING).order_by("order"):
        if stage.state == StageState.WAITING:
            stage_moves.begin(stage, by=by)
        if stage.is_scored or stage.selects:
            return
