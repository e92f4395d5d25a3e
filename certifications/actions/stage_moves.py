"""How a stage begins and ends: states, and the cases in it. The verbs that call this ask who may, and when."""

from typing import Any

from certifications.models import Application, Assignment, BlindCopy, Round, Stage, StageEntry
from certifications.refusals import BlindCopiesOpen, WrongStage
from certifications.stage_states import EntryState, StageState
from certifications.states import ApplicationState, AssignmentState, StageKind
from home import clock
from home.states import change_state


def hold(stage: Stage) -> Stage:
    """The stage as it stands now, behind its round's lock, as whoever scores and whoever locks the scores takes it."""
    Round.objects.select_for_update(of=("self",)).get(pk=stage.round_id)
    return Stage.objects.select_related("round__program", "rubric_version").get(pk=stage.pk)


def begin(stage: Stage, *, by: Any) -> None:
    """Opens the stage. What came through the stages before it stands in it; assignments of other cases are taken back.

    Raises BlindCopiesOpen when judges must not learn who applies and copies have not been looked through.
    """
    cases = list(Application.objects.entering(stage).values_list("pk", flat=True))
    if (
        stage.blind
        and stage.is_scored
        and BlindCopy.objects.of_newest(Application.objects.filter(pk__in=cases)).checked().count() < len(cases)
    ):
        raise BlindCopiesOpen
    change_state(stage, StageState.OPEN, by=by, action="stage.open", opened_at=clock.now())
    enter(stage, cases)
    left = Assignment.objects.filter(stage=stage, state=AssignmentState.ASSIGNED).exclude(application__in=cases)
    for assignment in left.filter(application__state=ApplicationState.IN_REVIEW):
        change_state(assignment, AssignmentState.RECUSED, by=by, action="assignment.not_in_stage")


def enter(stage: Stage, cases: list[int]) -> None:
    """Puts the cases into the stage; those that stand in it already stay as they are."""
    now = clock.now()
    rows = (StageEntry(stage=stage, application_id=pk, entered_at=now) for pk in cases)
    StageEntry.objects.bulk_create(rows, ignore_conflicts=True)


def join(application: Application) -> None:
    """A case that was accepted late stands in the stages that are under way. Raises WrongStage when the first one is over."""
    own = Stage.objects.filter(round=application.round_id).exclude(kind=StageKind.SCREENING)
    if own.filter(state=StageState.CLOSED).exists():
        raise WrongStage
    for stage in own.open():
        enter(stage, [application.pk])


def finish(stage: Stage, *, by: Any) -> None:
    """Closes the stage; where it selects nobody, all its cases go on."""
    change_state(stage, StageState.CLOSED, by=by, action="stage.close", closed_at=clock.now())
    if not stage.selects:
        pass_on(stage, by=by)


def pass_on(stage: Stage, *, by: Any) -> None:
    """Every case that stands in the stage goes on."""
    for entry in StageEntry.objects.undecided().filter(stage=stage):
        change_state(entry, EntryState.PROMOTED, by=by, action="entry.promote")


def set_back(stage: Stage, *, by: Any, reason: str) -> None:
    """Opens a closed stage again; whoever went on or did not stands in it again."""
    change_state(stage, StageState.OPEN, by=by, action="stage.reopen", note=reason, closed_at=None)
    for entry in StageEntry.objects.filter(stage=stage).exclude(state=EntryState.IN):
        change_state(entry, EntryState.IN, by=by, action="entry.take_back", note=reason)


def unbegin(stage: Stage, *, by: Any, reason: str) -> None:
    """A stage that had begun after another one waits again, because the other is open again."""
    if stage.state == StageState.CLOSED:
        set_back(stage, by=by, reason=reason)
    change_state(stage, StageState.WAITING, by=by, action="stage.wait", note=reason, opened_at=None)
