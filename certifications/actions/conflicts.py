"""Conflicts of interest go on record, with their history, and recuse the judge from what they touch."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from certifications.models import Assignment, Conflict, Round
from certifications.permissions import is_secretariat
from certifications.refusals import ConflictWithoutObject
from certifications.states import ApplicationState, AssignmentState, ConflictSource, ConflictState
from home import clock
from home.permissions import is_active_user
from home.states import change_state


@transaction.atomic
def declare(assignment: Assignment, *, reason: str, by: Any) -> Conflict:
    """The judge says that the case is too near. It is gone from the judge's list at the next request; the sheet stays sealed."""
    if not is_active_user(by) or assignment.judge_id != by.pk:
        raise PermissionDenied
    _wait_for_scorers([assignment.application.round_id])
    assignment.refresh_from_db(fields=["state", "row_version"])
    conflict = _confirm(by, source=ConflictSource.JUDGE, reason=reason, by=by, application=assignment.application)
    if assignment.state != AssignmentState.RECUSED:
        change_state(assignment, AssignmentState.RECUSED, by=by, action="assignment.recuse", note=reason)
    return conflict


@transaction.atomic
def record(person: Any, *, program: Any, reason: str, by: Any, organization: Any = None, application: Any = None) -> Conflict:
    """The office records a conflict with a company or one case; assignments that it touches are recused at once.

    Sheets of rounds that are over stay as they are: they belong to a result that was announced. Raises
    ConflictWithoutObject unless exactly one of the two is named, and PermissionDenied for a case of another program.
    """
    if not is_secretariat(by, program) or (application and application.round.program_id != program.pk):
        raise PermissionDenied
    if (organization is None) == (application is None):
        raise ConflictWithoutObject
    touched = Assignment.objects.counted().filter(judge=person, application__state=ApplicationState.IN_REVIEW)
    touched = touched.filter(application=application) if application else touched.filter(application__organization=organization)
    _wait_for_scorers(touched.values("application__round"))
    source = ConflictSource.OFFICE
    conflict = _confirm(person, source=source, reason=reason, by=by, organization=organization, application=application)
    for assignment in touched:
        change_state(assignment, AssignmentState.RECUSED, by=by, action="assignment.recuse", note=reason)
    return conflict


def _wait_for_scorers(rounds: Any) -> None:
    """Locks the rounds, as whoever scores does: a score is written before a conflict is on record, or not at all."""
    list(Round.objects.select_for_update(of=("self",)).filter(pk__in=rounds).order_by("pk"))


def _confirm(
    person: Any, *, source: ConflictSource, reason: str, by: Any, organization: Any = None, application: Any = None
) -> Conflict:
    """The confirmed conflict. What was on record before is kept in its history; the same words twice add nothing."""
    said = {"source": source, "reason": reason, "recorded_by": by, "recorded_at": clock.now()}
    found, created = Conflict.objects.get_or_create(
        person=person,
        organization=organization,
        application=application,
        defaults={"state": ConflictState.CONFIRMED, **said},
    )
    if created:
        found.history.append(found, action="conflict.record", by=by, to_state=found.state, note=reason, facts={"source": source})
        return found
    conflict = Conflict.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if conflict.state != ConflictState.CONFIRMED:
        change_state(conflict, ConflictState.CONFIRMED, by=by, action="conflict.confirm", note=reason, **said)
    elif (conflict.source, conflict.reason) != (source, reason):
        before = {"source": conflict.source, "reason": conflict.reason}
        Conflict.objects.filter(pk=conflict.pk).update(row_version=F("row_version") + 1, **said)
        conflict.refresh_from_db()
        conflict.history.append(
            conflict, action="conflict.amend", by=by, note=reason, facts={"source": source, "before": before}, held=True
        )
    return conflict
