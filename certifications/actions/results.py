"""Scores are locked and turned into a result that can be repeated byte for byte."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import scoring, stage_progress
from certifications.actions import stage_moves
from certifications.actions.conditions import must_run
from certifications.models import Application, Assignment, ResultRow, ResultRun, Review, Round, Stage
from certifications.permissions import runs_round
from certifications.refusals import EarlierStageOpen, EarlierStageWaits, ReviewsMissing, StageNotDone, StageNotOpen
from certifications.stage_states import StageState
from certifications.states import RoundState
from home import clock
from home.states import change_state


def inputs_of(stage: Stage) -> dict[str, Any]:
    """What a ranking of the stage is computed from: weights and sheets, by public ids, JSON-ready and in a fixed order."""
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
    for review in reviews:
        values = {row.criterion.code: row.value for row in review.scores.all()}
        sheets[str(review.assignment.application.public_id)].append([str(review.assignment.judge.public_id), values])
    return {
        "algorithm": scoring.ALGORITHM,
        "rubric": rubric.number,
        "weights": {criterion.code: str(criterion.weight) for criterion in criteria},
        "sheets": sheets,
    }


def compute(inputs: dict[str, Any]) -> list[scoring.Place]:
    """The ranking that follows from stored inputs."""
    weights = {code: scoring.Decimal(weight) for code, weight in inputs["weights"].items()}
    sheets = {
        application: [scoring.Sheet(judge, values) for judge, values in rows] for application, rows in inputs["sheets"].items()
    }
    return scoring.ranking(sheets, weights)


def output_hash(places: list[scoring.Place]) -> str:
    """The digest of a ranking."""
    return scoring.digest([[p.application, str(p.score), str(p.spread), p.reviews, p.rank] for p in places])


@transaction.atomic
def lock_and_rank(round_: Round, *, by: Any) -> ResultRun:
    """Ends the scoring: from now on no score changes, and the ranking is on record with its inputs.

    Closes the last scored stage, and those before it that pass all cases on. Raises ReviewsMissing while a sheet that is not
    recused has not been handed in, or a case has none at all; StageNotDone, EarlierStageWaits and EarlierStageOpen while an
    earlier stage stands in the way, and StageNotOpen when the last one has not begun.
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
    if any(stage_progress.missing(each) for each in earlier.open()):
        raise StageNotDone


def freeze(stage: Stage, *, by: Any) -> ResultRun:
    """The stage's ranking as it stands now, on record with its inputs."""
    round_ = stage.round
    inputs = inputs_of(stage)
    places = compute(inputs)
    last = round_.result_runs.first()
    run = ResultRun.objects.create(
        round=round_,
        stage=stage,
        number=last.number + 1 if last else 1,
        algorithm=scoring.ALGORITHM,
        inputs=inputs,
        input_hash=scoring.digest(inputs),
        output_hash=output_hash(places),
        run_by=by,
        run_at=clock.now(),
    )
    ids = dict(Application.objects.filter(round=round_).values_list("public_id", "pk"))
    by_text = {str(public_id): pk for public_id, pk in ids.items()}
    ResultRow.objects.bulk_create(
        ResultRow(
            run=run,
            application_id=by_text[place.application],
            score=place.score,
            spread=place.spread,
            reviews=place.reviews,
            rank=place.rank,
        )
        for place in places
    )
    return run


def is_reproducible(run: ResultRun) -> bool:
    """Whether the stored inputs still give the stored outputs, and are themselves unchanged."""
    return scoring.digest(run.inputs) == run.input_hash and output_hash(compute(run.inputs)) == run.output_hash
