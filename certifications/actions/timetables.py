"""The dates of a round are moved: the call, the scores, the announcement, the stages, and which ceremony ends it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.actions.conditions import must_be_in
from certifications.models import Round, Stage
from certifications.permissions import is_secretariat
from certifications.refusals import (
    AlreadyPassed,
    DatesOutOfOrder,
    DeadlineAfterResult,
    DeadlineMovesByExtension,
    LiesInThePast,
    RoundChanged,
)
from certifications.states import MAY_BE_MOVED, RoundState
from home import clock, freshness
from home.versions import write_version

Period = tuple[date, date]


@transaction.atomic
def move(
    round_: Round,
    *,
    opens_at: datetime,
    closes_at: datetime,
    judging_until: date,
    announces_at: datetime,
    ceremony: Any,
    stages: Mapping[int, Period],
    row_version: int,
    by: Any,
) -> Round:
    """Writes the whole timetable over the one that was read; `stages` are first and last day by the stage's id.

    Once the call is public, what has passed stays, nothing moves into the past, and the deadline moves only by an extension,
    which writes to the applicants. No letters: the public timetable shows the new dates at once. Raises WrongStage,
    RoundCancelled, RoundChanged, AlreadyPassed, LiesInThePast, DeadlineMovesByExtension, DatesOutOfOrder and
    DeadlineAfterResult.
    """
    if not is_secretariat(by, round_.program):
        raise PermissionDenied
    held = Round.objects.select_for_update(of=("self",), no_key=True).select_related("program", "ceremony").get(pk=round_.pk)
    must_be_in(held, MAY_BE_MOVED)
    if held.row_version != row_version:
        raise RoundChanged
    wanted = {"opens_at": opens_at, "closes_at": closes_at, "judging_until": judging_until, "announces_at": announces_at}
    changes: dict[str, Any] = {name: value for name, value in wanted.items() if value != getattr(held, name)}
    moved = [(stage, stages[stage.pk]) for stage in held.stages.all() if stages.get(stage.pk, _days(stage)) != _days(stage)]
    if held.state != RoundState.PREPARING:
        if "closes_at" in changes:
            raise DeadlineMovesByExtension
        _must_lie_ahead([(getattr(held, name), value) for name, value in changes.items()])
        _must_lie_ahead(pair for stage, days in moved for pair in zip(_days(stage), days, strict=True) if pair[0] != pair[1])
    _must_be_in_order(held, wanted, changes, dict(stages))
    if ceremony != held.ceremony:
        if held.ceremony and held.ceremony.starts_at <= clock.now():
            raise AlreadyPassed
        changes["ceremony"] = ceremony
    if not changes and not moved:
        return round_
    facts = {name: [str(getattr(held, name) or ""), str(value or "")] for name, value in changes.items()}
    facts |= {f"stage {stage.order}": [_shown(_days(stage)), _shown(days)] for stage, days in moved}
    write_version(held, row_version=row_version, **changes)
    for stage, days in moved:
        stage.starts_on, stage.ends_on = days
        stage.save(update_fields=["starts_on", "ends_on"])
    held.history.append(held, action="round.move", by=by, to_state=held.state, facts=facts, held=True)
    freshness.renew("programs")
    round_.refresh_from_db()
    return round_


def _days(stage: Stage) -> Period:
    return stage.starts_on, stage.ends_on


def _shown(days: Period) -> str:
    return f"{days[0]}/{days[1]}"


def _must_lie_ahead(pairs: Any) -> None:
    """Neither the moment or day before the change nor the new one may be over. Today is not."""
    pairs = list(pairs)
    if any(_is_over(before) for before, _after in pairs):
        raise AlreadyPassed
    if any(_is_over(after) for _before, after in pairs):
        raise LiesInThePast


def _is_over(when: date) -> bool:
    return when <= clock.transaction_now() if isinstance(when, datetime) else when < clock.today()


def _must_be_in_order(held: Round, wanted: Mapping[str, Any], changes: Mapping[str, Any], stages: Mapping[int, Period]) -> None:
    if not wanted["opens_at"] < wanted["closes_at"] < wanted["announces_at"]:
        raise DatesOutOfOrder
    if any(first > last for first, last in stages.values()):
        raise DatesOutOfOrder
    if "announces_at" in changes and held.last_deadline() >= wanted["announces_at"]:
        raise DeadlineAfterResult
    first, last = _tokyo_days(wanted["closes_at"], wanted["announces_at"])
    if "judging_until" in changes and not first <= wanted["judging_until"] <= last:
        raise DatesOutOfOrder


def _tokyo_days(*moments: datetime) -> Iterator[date]:
    return (moment.astimezone(clock.TOKYO).date() for moment in moments)
