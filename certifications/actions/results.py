"""Scores are locked and turned into a result that can be repeated byte for byte."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import result_outputs, scoring, stage_progress
from certifications.actions import score_revisions, score_rules, stage_moves
from certifications.actions.conditions import must_run
from certifications.models import Application, Assignment, Discussion, ResultRow, ResultRun, Review, Round, Stage
from certifications.permissions import runs_round
from certifications.refusals import (
    AdjustmentRefused,
    DiscussionsOpen,
    EarlierStageOpen,
    EarlierStageWaits,
    ReviewsMissing,
    StageNotDone,
    StageNotOpen,
)
from certifications.result_outputs import NotAdjustable
from certifications.stage_states import StageState
from certifications.states import ApplicationState, AssignmentState, RoundState, ScoresUsed
from home import clock
from home.states import change_state
from organizations.models import User


def inputs_of(stage: Stage) -> dict[str, Any]:
    """What a ranking of the stage is computed from: weights, sheets, parameters and what is left out with its reason.

    By public ids, JSON-ready and in a fixed order.
    """
    round_ = stage.round
    rubric = stage.rubric
    criteria = rubric.criteria.order_by("order")
    cases = Application.objects.entering(stage).order_by("public_id")
    sheets: dict[str, list[Any]] = {str(case.public_id): [] for case in cases}
    reviews = (
        Review.objects.filter(
            assignment__in=Assignment.objects.counting().filter(stage=stage, application__in=cases.values("pk"))
        )
        .select_related("assignment__application", "assignment__judge")
        .prefetch_related("scores__criterion")
        .order_by("assignment__judge__public_id")
    )
    rules = score_rules.rules_of(round_)
    first = score_revisions.first_values(reviews) if rules.scores_used == ScoresUsed.FIRST else {}
    for review in reviews:
        values = first.get(review.pk) or {row.criterion.code: row.value for row in review.scores.all()}
        sheets[str(review.assignment.application.public_id)].append([str(review.assignment.judge.public_id), values])
    quantities = list(round_.program.levels.values_list("quantity", flat=True))
    return {
        "algorithm": result_outputs.ALGORITHM,
        "rubric": rubric.number,
        "weights": {criterion.code: str(criterion.weight) for criterion in criteria},
        "sheets": sheets,
        "parameters": {
            "scores_used": str(rules.scores_used),
            "ranked_by": str(rules.ranked_by),
            "threshold": str(rules.threshold),
            "places": rules.places or result_outputs.usual_places(quantities, len(cases)),
            "resamples": result_outputs.RESAMPLES,
            "seed": 0,
        },
        "exclusions": exclusions(stage),
    }


def exclusions(stage: Stage) -> list[list[str]]:
    """Sheets that do not count, each as case, judge, reason: withdrawn, recused, conflict, not_handed_in."""
    every = Assignment.objects.filter(stage=stage)
    left_out = every.exclude(pk__in=Assignment.objects.counting().values("pk"))
    order = left_out.select_related("application", "judge").order_by("application__public_id", "judge__public_id")
    return [[str(row.application.public_id), str(row.judge.public_id), _why_left_out(row)] for row in order]


def _why_left_out(assignment: Assignment) -> str:
    if assignment.application.state != ApplicationState.IN_REVIEW:
        return "withdrawn"
    if assignment.state == AssignmentState.RECUSED:
        return "recused"
    return "conflict" if assignment.state == AssignmentState.SUBMITTED else "not_handed_in"


@transaction.atomic
def lock_and_rank(round_: Round, *, by: Any) -> ResultRun:
    """Ends the scoring: from now on no score changes, and the ranking is on record with its inputs.

    Closes the last scored stage, and those before it that pass all cases on. Raises ReviewsMissing while a sheet that is not
    recused has not been handed in, or a case has none at all; StageNotDone, EarlierStageWaits and EarlierStageOpen while an
    earlier stage stands in the way, and StageNotOpen when the last one has not begun; DiscussionsOpen while judges talk;
    AdjustmentRefused when the ranking is to go by adjusted scores and judges cannot be compared.
    """
    if not runs_round(by, round_):
        raise PermissionDenied
    must_run(round_)
    stage = stage_moves.hold(round_.last_scored_stage())  # a sheet that is being taken back comes first
    _must_be_done(stage)
    change_state(round_, RoundState.DECIDING, by=by, action="round.lock_scores")
    run = freeze(stage, by=by)
    for each in [*Stage.objects.before(stage).open(), stage]:
        stage_moves.finish(each, by=by)
    stage_moves.pass_on(stage, by=by)
    for later in Stage.objects.after(stage).waiting():
        stage_moves.begin(later, by=by)
    return run


def _must_be_done(stage: Stage) -> None:
    earlier = Stage.objects.before(stage)
    if earlier.waiting().exists():
        raise EarlierStageWaits
    gates = earlier.selecting()
    if gates.open().exists() or any(gate.entries.undecided().exists() for gate in gates):
        raise EarlierStageOpen
    if stage.state != StageState.OPEN:
        raise StageNotOpen
    if stage_progress.missing(stage):
        raise ReviewsMissing
    if Discussion.objects.holding_up(stage).exists():
        raise DiscussionsOpen
    if any(stage_progress.missing(each) for each in earlier.open()):
        raise StageNotDone


def freeze(stage: Stage, *, by: Any) -> ResultRun:
    """The stage's ranking as it stands now, on record with its inputs."""
    round_ = stage.round
    inputs = inputs_of(stage)
    try:
        outputs = result_outputs.outputs(inputs)
    except NotAdjustable as refused:
        raise AdjustmentRefused(refused.code, groups_in_words(refused.groups)) from refused
    last = round_.result_runs.first()
    run = ResultRun.objects.create(
        round=round_,
        stage=stage,
        number=last.number + 1 if last else 1,
        algorithm=inputs["algorithm"],
        rubric_version=stage.rubric,
        parameters=inputs["parameters"],
        inputs=inputs,
        exclusions=inputs["exclusions"],
        input_hash=scoring.digest(inputs),
        outputs={name: found for name, found in outputs.items() if name != "rows"},
        output_hash=scoring.digest(outputs),
        run_by=by,
        run_at=clock.now(),
    )
    ids = Application.objects.filter(round=round_).values_list("public_id", "pk")
    by_text = {str(public_id): pk for public_id, pk in ids}
    ResultRow.objects.bulk_create(
        ResultRow(
            run=run,
            application_id=by_text[row["application"]],
            score=row["raw"],
            **{name: row[name] for name in ("spread", "reviews", "sheets", "rank", "raw_rank")},
            **{name: row[name] for name in ("adjusted", "low", "high", "adjusted_rank")},
        )
        for row in outputs["rows"]
    )
    return run


def groups_in_words(groups: Any) -> list[list[str]]:
    """The names of judges by their public ids."""
    codes = [code for group in groups for code in group]
    names = {str(user.public_id): str(user) for user in User.objects.filter(public_id__in=codes)}
    return [[names.get(code, code) for code in group] for group in groups]


def rerun(run: ResultRun) -> tuple[str, str]:
    """The digests of the stored inputs, and of the outputs that follow from them now. Nothing is written."""
    return scoring.digest(run.inputs), scoring.digest(result_outputs.outputs(run.inputs))


def is_reproducible(run: ResultRun) -> bool:
    """Whether the stored inputs still give the stored outputs, and are themselves unchanged."""
    return rerun(run) == (run.input_hash, run.output_hash)
