"""The office screens: a checklist, then acceptance for judging, or a proposal that requirements are not met."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions import blinding, blocking, stage_moves
from certifications.actions.conditions import must_be_in, must_run
from certifications.models import Application, CheckResult, Decision
from certifications.permissions import is_case_secretariat
from certifications.refusals import ChecklistOpen, FilesArriving, RecheckOpen
from certifications.states import MAY_BE_ASSIGNED, ApplicationState
from home import clock
from home.states import IllegalTransition, change_state


@transaction.atomic
def check(application: Application, code: str, *, passed: bool, note: str = "", by: Any) -> CheckResult:
    """Records the answer to one line of the checklist; the last one counts."""
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    must_run(application.round)
    if application.state not in {ApplicationState.SUBMITTED, ApplicationState.CORRECTION}:
        raise IllegalTransition(application, "checked")
    result, _created = CheckResult.objects.update_or_create(
        application=application,
        code=code,
        defaults={"passed": passed, "note": note, "checked_by": by, "checked_at": clock.now()},
    )
    return result


@transaction.atomic
def check_all(application: Application, results: Mapping[str, tuple[bool, str]], *, by: Any) -> None:
    """Records several lines of the checklist at once: (met, note) by line."""
    for code, (passed, note) in results.items():
        check(application, code, passed=passed, note=note, by=by)


@transaction.atomic
def accept(application: Application, *, note: str = "", by: Any) -> None:
    """Passes the application on to judging, as long as judges can still be given to it.

    Raises WrongStage once the scores are locked, and ChecklistOpen unless every line of the checklist is met.

    Raises FilesArriving while a file is under way, RecheckOpen while corrected points wait for the office, and
    IllegalTransition for a case that has a decision.
    """
    if not is_case_secretariat(by, application):
        raise PermissionDenied
    must_be_in(application.round, MAY_BE_ASSIGNED)
    if Decision.objects.filter(application=application).exists():
        raise IllegalTransition(application, ApplicationState.IN_REVIEW)
    wanted = {row["code"] for row in application.round.rules["checklist"]}
    met = set(application.checks.filter(passed=True).values_list("code", flat=True))
    if not wanted <= met:
        raise ChecklistOpen
    if application.tickets.open().filter(awaited=True).exists():
        raise FilesArriving
    if application.correction_requests.answered().exists():
        raise RecheckOpen
    change_state(application, ApplicationState.IN_REVIEW, by=by, action="application.accept", note=note)
    if application.round.blind and (version := application.versions.last()):
        blinding.propose(version, by=None)
    blocking.enter(application)
    stage_moves.join(application)
