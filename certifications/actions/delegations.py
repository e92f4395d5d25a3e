"""The office gives a judge's case to another judge: who is ill or late is relieved, with the reason on record."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import emails
from certifications.actions import judging
from certifications.actions.conditions import must_run
from certifications.models import Assignment, Round
from certifications.permissions import is_case_secretariat
from certifications.refusals import ReasonMissing, SheetHandedIn
from certifications.stage_states import StageState
from certifications.states import AssignmentState
from home.states import IllegalTransition, change_state


@transaction.atomic
def delegate(assignment: Assignment, judge: Any, *, reason: str, by: Any) -> Assignment:
    """Takes a case from one judge and gives it to another of the same stage; both histories have the reason.

    A sheet that was begun is kept and counts no more. The other judge gets a letter once the stage is open. Raises
    ReasonMissing, SheetHandedIn, IllegalTransition for a case that has been taken away already, and what `assign` raises.
    """
    application = assignment.application
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    must_run(application.round)
    if not reason.strip():
        raise ReasonMissing
    Round.objects.select_for_update(of=("self",)).get(pk=application.round_id)  # as whoever scores does
    held = Assignment.objects.select_related("stage__round__program", "application__subject").get(pk=assignment.pk)
    if held.state == AssignmentState.SUBMITTED:
        raise SheetHandedIn
    if held.state == AssignmentState.RECUSED:
        raise IllegalTransition(held, AssignmentState.RECUSED)
    change_state(held, AssignmentState.RECUSED, by=by, action="assignment.delegate", note=reason)
    given = judging.assign(application, judge, stage=held.stage, by=by)
    if given.state == AssignmentState.RECUSED:
        raise IllegalTransition(given, AssignmentState.ASSIGNED)
    given.history.append(given, action="assignment.take_over", by=by, note=reason)
    if held.stage.state == StageState.OPEN:
        emails.judging_opened(held.stage.round, judge, stage=held.stage)
    return given
