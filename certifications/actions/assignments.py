"""Many cases are given to judges at once, or given back."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions.blocking import hold_judges
from certifications.actions.conditions import must_be_in
from certifications.actions.judging import neutral_order
from certifications.models import Application, Assignment, AssignmentHistory, Round
from certifications.permissions import in_conflict, is_secretariat
from certifications.refusals import InConflict, NotOnPanel, WrongStage
from certifications.stage_states import StageState
from certifications.states import MAY_BE_ASSIGNED, ApplicationState, AssignmentState
from home import clock
from home.states import change_state


@transaction.atomic
def give(round_: Round, pairs: Mapping[tuple[str, str], bool], *, by: Any) -> int:
    """Assigns many cases at once, in the stage that is scored now or next, by the rules of `judging.assign`.

    Says how many are new; cases that were taken away come back. `pairs` are public ids of judge and application, with
    whether it is a link review. Raises what `judging.assign` raises.
    """
    if not is_secretariat(by, round_.program):
        raise PermissionDenied
    must_be_in(round_, MAY_BE_ASSIGNED)
    stage = round_.stage_to_score()
    if stage is None:
        raise WrongStage
    panel = {str(member.judge.public_id): member.judge for member in stage.seats().select_related("judge")}
    hold_judges(panel.values())
    standing = Application.objects.entering(stage)
    cases = {str(case.public_id): case for case in standing}
    free = {code: set(standing.without_conflict(judge).values_list("pk", flat=True)) for code, judge in panel.items()}
    present = {
        (str(row.judge.public_id), str(row.application.public_id)): row
        for row in Assignment.objects.filter(stage=stage).select_related("judge", "application")
    }
    new = []
    for (judge, case), link in pairs.items():
        if judge not in panel or case not in cases:
            raise NotOnPanel
        if cases[case].pk not in free[judge]:
            raise InConflict
        found = present.get((judge, case))
        if found is None:
            order = neutral_order(panel[judge], cases[case])
            made = {"assigned_by": by, "assigned_at": clock.now(), "order": order, "link": link}
            new.append(Assignment(application=cases[case], stage=stage, judge=panel[judge], **made))
        elif found.state == AssignmentState.RECUSED:
            change_state(found, AssignmentState.ASSIGNED, by=by, action="assignment.give_back", link=link)
    Assignment.objects.bulk_create(new)
    AssignmentHistory.objects.begin(new, action="assignment.assign", by=by)
    return len(new)


def give_back(round_: Round, judge: Any, *, by: Any) -> int:
    """Cases that were taken from a judge only because she left the panel are hers again; says how many.

    What others have taken over stays with them, and what she must not judge now stays away. A conflict never ends so.
    """
    returned = 0
    hers = Assignment.objects.filter(judge=judge, application__round=round_, state=AssignmentState.RECUSED)
    for assignment in hers.select_related("application__subject", "application__round", "stage__round"):
        application = assignment.application
        stage = assignment.stage
        taken_over = application.assignments.counted().filter(stage=stage).count() >= stage.wanted
        if (
            taken_over
            or stage.state == StageState.CLOSED
            or application.state != ApplicationState.IN_REVIEW
            or in_conflict(judge, application)
        ):
            continue
        if assignment.history.latest("seq").action == "assignment.unseat":
            change_state(assignment, AssignmentState.ASSIGNED, by=by, action="assignment.give_back")
            returned += 1
    return returned
