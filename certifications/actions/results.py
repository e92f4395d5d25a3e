"""Scores are locked and turned into a result that can be repeated byte for byte."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import scoring
from certifications.actions.conditions import must_run
from certifications.models import Application, Assignment, ResultRow, ResultRun, Review, Round
from certifications.permissions import runs_round
from certifications.refusals import ReviewsMissing
from certifications.states import AssignmentState, RoundState
from home import clock
from home.states import change_state


def inputs_of(round_: Round) -> dict[str, Any]:
    """What a ranking of the round is computed from: weights and sheets, by public ids, JSON-ready and in a fixed order."""
    criteria = round_.rubric_version.criteria.order_by("order")
    sheets: dict[str, list[Any]] = {str(a.public_id): [] for a in round_.applications.in_review().order_by("public_id")}
    reviews = (
        Review.objects.filter(assignment__in=Assignment.objects.counting().filter(application__round=round_))
        .select_related("assignment__application", "assignment__judge")
        .prefetch_related("scores__criterion")
        .order_by("assignment__judge__public_id")
    )
    for review in reviews:
        values = {row.criterion.code: row.value for row in review.scores.all()}
        sheets[str(review.assignment.application.public_id)].append([str(review.assignment.judge.public_id), values])
    return {
        "algorithm": scoring.ALGORITHM,
        "rubric": round_.rubric_version.number,
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

    Raises ReviewsMissing while a sheet that is not recused has not been handed in, or a case has none at all.
    """
    if not runs_round(by, round_):
        raise PermissionDenied
    must_run(round_)
    Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)  # a sheet that is being taken back comes first
    cases = round_.applications.in_review()
    waiting = cases.filter(assignments__state__in=[AssignmentState.ASSIGNED, AssignmentState.WORKING])
    unread = cases.exclude(assignments__in=Assignment.objects.counting())
    if waiting.exists() or unread.exists():
        raise ReviewsMissing
    change_state(round_, RoundState.DECIDING, by=by, action="round.lock_scores")
    inputs = inputs_of(round_)
    places = compute(inputs)
    last = round_.result_runs.first()
    run = ResultRun.objects.create(
        round=round_,
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
