"""How far a stage has come: what is missing, how many cases stand in it, go on or do not, and what the judges have done."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from certifications.models import Application, Assignment, FieldReport, Stage, StageEntry
from certifications.stage_states import CompletionRule
from certifications.states import ApplicationState, AssignmentState

OPEN_SHEETS = (AssignmentState.ASSIGNED, AssignmentState.WORKING)


@dataclass(frozen=True)
class Progress:
    """A stage with its numbers. `done` are cases for which nothing is missing."""

    stage: Stage
    cases: int
    done: int
    promoted: int
    stopped: int

    @property
    def tone(self) -> str:
        return {"open": "info", "closed": "good"}.get(self.stage.state, "plain")


def missing(stage: Stage) -> list[Application]:
    """The cases of the stage for which something is still missing by its rule of completion."""
    if stage.completes == CompletionRule.OFFICE:
        return []
    cases = Application.objects.filter(stage_entries__stage=stage, state=ApplicationState.IN_REVIEW).order_by("receipt_number")
    done = _done(stage)
    if stage.completes == CompletionRule.AT_LEAST:
        wanted = stage.completion_n or 1
        return [case for case in cases if done[case.pk] < wanted]
    waiting = set(Assignment.objects.filter(stage=stage, state__in=OPEN_SHEETS).values_list("application", flat=True))
    return [case for case in cases if case.pk in waiting or not done[case.pk]]


def _done(stage: Stage) -> Counter[int]:
    """How many sheets count for each case; where nobody scores, how many reports are in."""
    if not stage.is_scored:
        return Counter(FieldReport.objects.handed_in().filter(entry__stage=stage).values_list("entry__application", flat=True))
    return Counter(Assignment.objects.counting().filter(stage=stage).values_list("application", flat=True))


def of_round(stages: Iterable[Stage]) -> list[Progress]:
    """The stages in order with their numbers, by one reading each of the cases, the sheets and the reports."""
    rows = list(stages)
    entries = Counter(StageEntry.objects.present().filter(stage__in=rows).values_list("stage", "state"))
    sheets = Assignment.objects.filter(stage__in=rows, application__state=ApplicationState.IN_REVIEW)
    waiting = set(sheets.filter(state__in=OPEN_SHEETS).values_list("stage", "application"))
    in_hand = set(sheets.filter(state=AssignmentState.SUBMITTED).values_list("stage", "application"))
    reports = FieldReport.objects.handed_in().filter(entry__stage__in=rows, entry__application__state=ApplicationState.IN_REVIEW)
    in_hand |= set(reports.values_list("entry__stage", "entry__application"))
    done = Counter(stage for stage, case in in_hand if (stage, case) not in waiting)
    return [
        Progress(
            stage,
            sum(entries[stage.pk, state] for state in ("in", "promoted", "stopped")),
            done[stage.pk],
            entries[stage.pk, "promoted"],
            entries[stage.pk, "stopped"],
        )
        for stage in rows
    ]


def waiting_judges(stage: Stage) -> list[dict[str, Any]]:
    """Per judge of the stage: cases, sheets in, stepped back, her last day. Never what was scored."""
    members = list(stage.seats().select_related("judge").order_by("-chair", "judge__name_kana"))
    own = dict(stage.due_days.order_by("given_at", "pk").values_list("judge", "until"))
    totals = Counter(stage.assignments.values_list("judge", "state"))
    return [
        {
            "member": member,
            "assigned": sum(totals[member.judge_id, state] for state in ("assigned", "working", "submitted")),
            "submitted": totals[member.judge_id, "submitted"],
            "recused": totals[member.judge_id, "recused"],
            "due": max(own[member.judge_id], stage.due) if member.judge_id in own else stage.due,
        }
        for member in members
    ]
