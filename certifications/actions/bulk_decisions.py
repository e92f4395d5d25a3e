"""Decisions for a whole round at once; each is still a decision of its own, with its history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import next_steps, reasoning
from certifications.actions import decisions
from certifications.actions.conditions import must_be_in
from certifications.approval_permissions import may_sign
from certifications.models import Application, Decision, Level, Round
from certifications.permissions import is_approver, is_case_secretariat, is_secretariat, runs_round
from certifications.refusals import DecisionChanged
from certifications.scoring import digest
from certifications.stage_states import EntryState
from certifications.states import ApplicationState, DecisionState, Outcome, RoundState

DECIDING = frozenset({RoundState.DECIDING})


@dataclass
class Drafted:
    """How many were drafted, and the cases that were left because a tie lies across a cut: people decide them."""

    count: int = 0
    tied: list[Application] = field(default_factory=list)


@transaction.atomic
def draft_by_rank(round_: Round, places: Mapping[Level, int], *, refusal_reasons: str, by: Any) -> Drafted:
    """Drafts a decision for every ranked case that has none: so many places per level, best level first; the rest are refused.

    Cases of one rank get the same decision or none: where the places of a level, or all places, end between them, they
    are left and named. A refusal says of each criterion that fell short which level was not reached.
    Cases that ended at an earlier stage are refused, too; those without a score are left to be decided
    one by one. A case that was withdrawn since, or whose requirements are not met, takes no place. Raises WrongStage,
    LevelWrong.
    """
    if not runs_round(by, round_):
        raise PermissionDenied
    must_be_in(round_, DECIDING)
    found = Drafted()
    run = round_.result_runs.first()
    if run is None:
        return found
    ladder = [level for level, count in sorted(places.items(), key=lambda item: item[0].rank) for _ in range(count)]
    rows = run.rows.filter(rank__isnull=False, application__state=ApplicationState.IN_REVIEW)
    rows = rows.exclude(application__decision__outcome=Outcome.INELIGIBLE)
    rows = rows.select_related("application__round__program", "application__subject")
    rows = rows.prefetch_related("application__decisions__appeal")
    position = 0
    for _rank, equals in groupby(rows.order_by("rank", "application__receipt_number"), key=lambda row: row.rank):
        cases = [row.application for row in equals]
        prizes = [ladder[at] if at < len(ladder) else None for at in range(position, position + len(cases))]
        position += len(cases)
        mine = [case for case in cases if not hasattr(case, "decision") and is_case_secretariat(by, case)]
        if prizes[0] != prizes[-1]:
            found.tied += mine
            continue
        level = prizes[0]
        for case in mine:
            outcome = Outcome.CERTIFIED if level else Outcome.NOT_CERTIFIED
            said: dict[str, Any] = {} if level else {"reasons": refusal_reasons, "criterion_reasons": _standards(case)}
            decisions.draft(case, outcome=outcome, level=level, by=by, **said)
            found.count += 1
    found.count += _refuse_stopped(round_, refusal_reasons, by)
    return found


def _refuse_stopped(round_: Round, reasons: str, by: Any) -> int:
    """Cases that ended at an earlier stage are refused with the same reasons; says how many were drafted."""
    ended = round_.applications.in_review().filter(stage_entries__state=EntryState.STOPPED, decision__isnull=True)
    mine = [case for case in ended.select_related("round__program", "subject") if is_case_secretariat(by, case)]
    for case in mine:
        decisions.draft(case, outcome=Outcome.NOT_CERTIFIED, reasons=reasons, criterion_reasons=_standards(case), by=by)
    return len(mine)


def _standards(case: Application) -> dict[str, str]:
    """A first wording for each criterion that fell short, from the rubric; the office can change it on the case."""
    return reasoning.standards(case, reasoning.run_of(case))


@transaction.atomic
def propose_all(round_: Round, *, by: Any) -> int:
    """Hands every drafted decision of the round to the approver.

    Raises WrongStage, and ReasonsMissing: then none is handed on.
    """
    if not is_secretariat(by, round_.program):
        raise PermissionDenied
    must_be_in(round_, DECIDING)
    found = _in_state(round_, DecisionState.DRAFTED)
    mine = [decision for decision in found if is_case_secretariat(by, decision.application)]
    for decision in mine:
        decisions.propose(decision, by=by)
    return len(mine)


def to_approve(round_: Round, by: Any) -> list[Decision]:
    """What the person would sign with `approve_all`: cases in conflict, own drafts, and steps of others are not among them."""
    return [each for each in _in_state(round_, DecisionState.PROPOSED) if may_sign(by, each)]


def without_work(round_: Round, by: Any) -> frozenset[str]:
    """Which of `propose_all` and `approve_all` would find no decision that the person may move on: they are not offered."""
    if round_.state not in DECIDING:
        return frozenset()
    drafted = Decision.objects.filter(application__round=round_, state=DecisionState.DRAFTED).exists()
    work = {"propose_all": drafted, "approve_all": bool(next_steps.to_sign(round_, by))}
    return frozenset(name for name, found in work.items() if not found)


def seen(found: list[Decision]) -> str:
    """What an approver has in front of her, in one word: which decisions, and each as `decisions.seen` says."""
    return digest(sorted([str(decision.application.public_id), decisions.seen(decision)] for decision in found))


@transaction.atomic
def approve_all(round_: Round, *, by: Any, seen_as: str) -> int:
    """Signs what `to_approve` has listed, if it is still what the approver's page has shown (`seen`).

    Raises WrongStage, and DecisionChanged when a decision has come, gone or changed since: then none is approved.
    """
    if not is_approver(by, round_.program):
        raise PermissionDenied
    must_be_in(round_, DECIDING)
    mine = to_approve(round_, by)
    if seen(mine) != seen_as:
        raise DecisionChanged
    for decision in mine:
        decisions.approve(decision, by=by)
    return len(mine)


def _in_state(round_: Round, state: str) -> list[Decision]:
    rows = Decision.objects.filter(application__round=round_, state=state)
    related = (
        "application__round__program", "application__subject__person", "application__organization", "application__person",
        "application__team", "level", "result_run",
    )  # fmt: skip
    return list(rows.with_result().select_related(*related).order_by("application__receipt_number"))
