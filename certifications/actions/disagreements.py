"""Cases whose judges lie far apart, while they still can talk or be joined by another judge."""

from dataclasses import dataclass
from decimal import Decimal

from certifications import comparability, result_outputs
from certifications.actions import results
from certifications.actions.score_rules import rules_of
from certifications.models import Application, Assignment, Review, Stage
from certifications.scoring import Sheet
from certifications.states import AssignmentState


@dataclass(frozen=True)
class Found:
    """How far the judges of one case lie apart, and in which criteria: code, lowest, highest."""

    distance: Decimal
    criteria: list[tuple[str, int, int]]


def apart(stage: Stage) -> list[tuple[Application, Decimal]]:
    """Cases all of whose sheets of the stage were handed in and whose judges lie over the threshold, the farthest first.

    Only how far: who gave what stays sealed until the scores are locked.
    """
    sheets, weights = result_outputs.sheets_of(results.inputs_of(stage))
    found = comparability.disagreements(sheets, weights, threshold=rules_of(stage.round).threshold)
    waiting = Assignment.objects.filter(stage=stage, state__in=[AssignmentState.ASSIGNED, AssignmentState.WORKING])
    whole = Application.objects.entering(stage).exclude(pk__in=waiting.values("application")).select_related("subject")
    cases = {str(case.public_id): case for case in whole}
    return [(cases[row.application], row.distance) for row in found if row.application in cases]


def found_in(application: Application, stage: Stage) -> Found | None:
    """What lies apart in one case, by the sheets as they stand now; None below the round's threshold."""
    counting = Assignment.objects.counting().filter(stage=stage, application=application)
    reviews = Review.objects.filter(assignment__in=counting).select_related("assignment__judge")
    sheets = [
        Sheet(str(review.assignment.judge.public_id), {score.criterion.code: score.value for score in review.scores.all()})
        for review in reviews.prefetch_related("scores__criterion")
    ]
    weights = {criterion.code: criterion.weight for criterion in stage.rubric.criteria.all()}
    found = comparability.disagreements({"": sheets}, weights, threshold=rules_of(stage.round).threshold)
    if not found:
        return None
    values = {code: [sheet.values[code] for sheet in sheets] for code in found[0].criteria}
    known = {code: [value for value in given if value is not None] for code, given in values.items()}
    return Found(found[0].distance, [(code, min(given), max(given)) for code, given in known.items()])
