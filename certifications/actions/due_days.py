"""Judges are reminded of their sheets, and get more time where the office gives it."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import judge_emails
from certifications.actions.conditions import must_run
from certifications.models import DueDay, PanelMember, Stage
from certifications.permissions import is_secretariat
from certifications.refusals import DueDayNotLater, NothingToRemind, ReasonMissing, RemindedToday, WrongStage
from certifications.stage_states import StageState
from home import clock
from home.models import Letter

DAYS_BEFORE = 3
OFFICE_HOURS = range(8, 18)  # Asia/Tokyo: nobody is reminded at night


def _open_for(stage: Stage, by: Any) -> Stage:
    if not is_secretariat(by, stage.round.program):
        raise PermissionDenied
    must_run(stage.round)
    held = Stage.objects.select_for_update(of=("self",)).select_related("round__program").get(pk=stage.pk)
    if not held.is_scored or held.state != StageState.OPEN:
        raise WrongStage
    return held


@transaction.atomic
def extend(stage: Stage, judge: Any, *, until: date, reason: str, by: Any) -> DueDay:
    """Gives one judge of an open stage more time; she gets a letter, and the reason is kept.

    Raises ReasonMissing, DueDayNotLater unless the day is later than the one she has and not past, WrongStage, NothingToRemind
    for whoever has no open sheet.
    """
    if not reason.strip():
        raise ReasonMissing
    held = _open_for(stage, by)
    if not held.assignments.unfinished().filter(judge=judge).exists():
        raise NothingToRemind
    if until <= held.due_for(judge) or until < clock.today():
        raise DueDayNotLater
    row = DueDay.objects.create(stage=held, judge=judge, until=until, reason=reason.strip(), given_by=by, given_at=clock.now())
    facts = {"judge": str(judge), "until": until.isoformat()}
    held.history.append(held, action="stage.extend_judge", by=by, note=row.reason, facts=facts)
    judge_emails.due_day_given(row)
    return row


@transaction.atomic
def remind(stage: Stage, judge: Any, *, by: Any) -> Letter:
    """The office reminds one judge of her open sheets. Raises RemindedToday, NothingToRemind, WrongStage."""
    held = _open_for(stage, by)
    count = held.assignments.unfinished().filter(judge=judge).count()
    if not count:
        raise NothingToRemind
    occasion = f"hand:{clock.today()}"
    if judge_emails.has_been_reminded(held, judge, occasion):
        raise RemindedToday
    held.history.append(held, action="stage.remind_judge", by=by, facts={"judge": str(judge), "open": count})
    return judge_emails.sheets_due(held, judge, count, occasion)


def remind_due() -> int:
    """The worker reminds three days before a judge's last day and on the day after it, once each; says how many letters."""
    today = clock.today()
    if clock.now().astimezone(clock.TOKYO).hour not in OFFICE_HOURS:
        return 0
    written = 0
    for stage in Stage.objects.open().scored().running().select_related("round__program"):
        for seat in stage.seats().select_related("judge"):
            written += _remind(stage, seat, today)
    return written


@transaction.atomic
def _remind(stage: Stage, seat: PanelMember, today: date) -> int:
    count = stage.assignments.unfinished().filter(judge=seat.judge_id).count()
    due = stage.due_for(seat.judge)
    left = (due - today).days
    if not count or left > DAYS_BEFORE:
        return 0
    occasion = f"{'before' if left >= 0 else 'after'}:{due}"
    if judge_emails.has_been_reminded(stage, seat.judge, occasion):
        return 0
    judge_emails.sheets_due(stage, seat.judge, count, occasion)
    return 1
