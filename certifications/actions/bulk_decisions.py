"""Decisions for a whole round at once; each is still a decision of its own, with its history."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions import decisions
from certifications.models import Decision, Level, Round
from certifications.permissions import is_approver, is_case_office, is_case_secretariat, is_secretariat
from certifications.states import ApplicationState, DecisionState, Outcome


@transaction.atomic
def draft_by_rank(round_: Round, places: Mapping[Level, int], *, refusal_reasons: str, by: Any) -> int:
    """Drafts a decision for every ranked case that has none: so many places per level, best level first; the rest are refused.

    Cases without a score are left to be decided one by one. A case that was withdrawn since, or whose requirements are not
    met, takes no place. Says how many were drafted.
    """
    if not is_secretariat(by, round_.program):
        raise PermissionDenied
    run = round_.result_runs.first()
    if run is None:
        return 0
    ladder = [level for level, count in sorted(places.items(), key=lambda item: item[0].rank) for _ in range(count)]
    drafted = 0
    rows = run.rows.filter(rank__isnull=False, application__state=ApplicationState.IN_REVIEW)
    rows = rows.exclude(application__decision__outcome=Outcome.INELIGIBLE)
    rows = rows.select_related("application__round__program", "application__subject")
    for position, row in enumerate(rows.order_by("rank", "application__receipt_number")):
        level = ladder[position] if position < len(ladder) else None
        application = row.application
        if Decision.objects.filter(application=application).exists() or not is_case_secretariat(by, application):
            continue
        outcome = Outcome.CERTIFIED if level else Outcome.NOT_CERTIFIED
        decisions.draft(application, outcome=outcome, level=level, reasons="" if level else refusal_reasons, by=by)
        drafted += 1
    return drafted


@transaction.atomic
def propose_all(round_: Round, *, by: Any) -> int:
    """Hands every drafted decision of the round to the approver. Raises ReasonsMissing, and then none is handed on."""
    found = _in_state(round_, DecisionState.DRAFTED)
    mine = [decision for decision in found if is_case_secretariat(by, decision.application)]
    for decision in mine:
        decisions.propose(decision, by=by)
    return len(mine)


@transaction.atomic
def approve_all(round_: Round, *, by: Any) -> int:
    """Approves every proposed decision that the person may; cases in conflict and own drafts wait for a deputy."""
    if not is_approver(by, round_.program):
        raise PermissionDenied
    found = _in_state(round_, DecisionState.PROPOSED)
    mine = [each for each in found if each.drafted_by_id != by.pk and is_case_office(by, each.application)]
    for decision in mine:
        decisions.approve(decision, by=by)
    return len(mine)


def _in_state(round_: Round, state: str) -> list[Decision]:
    rows = Decision.objects.filter(application__round=round_, state=state)
    return list(rows.select_related("application__round__program", "application__subject", "level", "result_run"))
