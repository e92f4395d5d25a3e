"""Which cases go on from a stage: by its rule, after a look at what the rule would do; or by hand, with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import promoting
from certifications.actions import stage_moves
from certifications.actions.conditions import must_be_in
from certifications.models import Stage, StageEntry
from certifications.permissions import runs_round
from certifications.refusals import LaterStageBegun, NotInStage, ReasonMissing, ResultOutdated, RuleChanged, StageStillOpen
from certifications.scoring import digest
from certifications.stage_states import EntryState, StageState
from certifications.states import ApplicationState, RoundState
from home.states import change_state


@dataclass(frozen=True)
class Prospect:
    """What the rule says of one case: "promoted", "stopped", "tied" or "unranked"."""

    entry: StageEntry
    verdict: str
    score: Decimal | None
    rank: int | None


def preview(stage: Stage) -> list[Prospect]:
    """What the rule would do, best first; cases that have been taken back by their applicants are left out. Writes nothing.

    Those of which it is said already whether they go on keep their word: the rule is about the whole stage.
    """
    parties = ("application__organization", "application__person", "application__team")
    entries = StageEntry.objects.present().filter(stage=stage).select_related("stage", "application__subject", *parties)
    run = stage.result_runs.first() if stage.is_scored else None
    rows = {row.application_id: row for row in run.rows.all()} if run else {}
    by_id = {str(entry.application.public_id): entry for entry in entries}
    places = {
        key: promoting.Placed(key, rows[entry.application_id].score, rows[entry.application_id].rank)
        if entry.application_id in rows
        else promoting.Placed(key)
        for key, entry in by_id.items()
    }
    found = promoting.select(stage.promotes, stage.promotion_value, places.values())
    verdicts = {key: name for name in ("promoted", "stopped", "tied", "unranked") for key in getattr(found, name)}
    prospects = [Prospect(by_id[key], verdicts[key], place.score, place.rank) for key, place in places.items()]
    return sorted(prospects, key=lambda each: (each.rank is None, each.rank or 0, each.entry.application.receipt_number or ""))


def seen(prospects: list[Prospect]) -> str:
    """What the office has in front of it, in one word."""
    return digest(sorted([str(each.entry.application.public_id), each.verdict, each.entry.state] for each in prospects))


def _held(stage: Stage, by: Any) -> Stage:
    if not runs_round(by, stage.round):
        raise PermissionDenied
    held = stage_moves.hold(stage)
    must_be_in(held.round, {RoundState.PUBLISHED, RoundState.JUDGING})
    if held.state != StageState.CLOSED:
        raise StageStillOpen
    return held


@transaction.atomic
def promote(stage: Stage, *, seen_as: str, by: Any) -> Mapping[str, int]:
    """Applies the stage's rule, if it still does what was seen; says how many go on, do not, and are left to people.

    Raises StageStillOpen, WrongStage, RuleChanged, and ResultOutdated when a sheet that went in counts no longer.
    """
    held = _held(stage, by)
    run = held.result_runs.first() if held.is_scored else None
    if run is not None and _is_outdated(run):
        raise ResultOutdated
    prospects = preview(held)
    if seen(prospects) != seen_as:
        raise RuleChanged
    as_ruled = {"why": "rule", "rule": held.promotes}
    counts = {"promoted": 0, "stopped": 0, "left": 0}
    for each in prospects:
        if each.entry.state != EntryState.IN:
            continue
        match each.verdict:
            case "promoted":
                change_state(each.entry, EntryState.PROMOTED, by=by, action="entry.promote", facts=as_ruled)
            case "stopped":
                change_state(each.entry, EntryState.STOPPED, by=by, action="entry.stop", facts=as_ruled)
        counts[each.verdict if each.verdict in counts else "left"] += 1
    held.history.append(held, action="stage.promote", by=by, to_state=held.state, facts=counts)
    return counts


def _is_outdated(run: Any) -> bool:
    """A sheet that went into the stage's ranking counts no longer. (Of a closed stage: `is_outdated` speaks of the round.)"""
    return bool(not run.still_counts())


@transaction.atomic
def decide(entry: StageEntry, *, goes_on: bool, reason: str, by: Any) -> StageEntry:
    """Says by hand whether a case goes on; the reason is on record. Raises StageStillOpen, WrongStage, ReasonMissing.

    Raises NotInStage for a case that was taken back by its applicant, and IllegalTransition for one that has its word.
    """
    _held(entry.stage, by)
    if not reason.strip():
        raise ReasonMissing
    held = StageEntry.objects.select_related("application", "stage").get(pk=entry.pk)
    if held.application.state != ApplicationState.IN_REVIEW:
        raise NotInStage
    to, action = (EntryState.PROMOTED, "entry.promote") if goes_on else (EntryState.STOPPED, "entry.stop")
    change_state(held, to, by=by, action=action, note=reason)
    return held


@transaction.atomic
def take_back(entry: StageEntry, *, reason: str, by: Any) -> StageEntry:
    """Takes back what was said of a case, as long as no later stage has begun. Raises LaterStageBegun, ReasonMissing."""
    held_stage = _held(entry.stage, by)
    if not reason.strip():
        raise ReasonMissing
    if Stage.objects.after(held_stage).readable().exists():
        raise LaterStageBegun
    held = StageEntry.objects.get(pk=entry.pk)
    change_state(held, EntryState.IN, by=by, action="entry.take_back", note=reason)
    return held
