"""Cases whose judges lie far apart, while they still can talk or be joined by another judge."""

from decimal import Decimal

from certifications import comparability, result_outputs
from certifications.actions import results
from certifications.actions.score_rules import rules_of
from certifications.models import Application, Assignment, Stage
from certifications.states import AssignmentState


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
