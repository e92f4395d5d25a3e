"""What judges are told of their hours: all of them when the timetable is announced, and later what has changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from certifications import hearing_times, stage_emails
from certifications.actions import stage_moves
from certifications.hearing_times import Hour
from certifications.models import Appointment, Stage, ToldHours
from certifications.stage_states import StageState
from certifications.states import RoundState
from home import clock
from organizations.models import User

UNDER_WAY = (RoundState.JUDGING, RoundState.DECIDING)


def tell(stage: Stage, *, reason: str = "") -> int:
    """Writes to each judge whose hours are not those that she was told last; says how many letters went out.

    Only hours that their applicants know count. The caller holds the stage.
    """
    known = {row.judge_id: row for row in ToldHours.objects.filter(stage=stage)}
    sitting = Q(attendances__appointment__entry__stage=stage, attendances__appointment__told_at__isnull=False)
    count = 0
    for judge in User.objects.filter(sitting | Q(pk__in=known), is_active=True).distinct().order_by("pk"):
        row = known.get(judge.pk)
        before, after = read(row.hours) if row else {}, hours_of(judge, stage)
        changes = hearing_times.changes(before, after, now=clock.now())
        if not changes or not judge.has_address:
            continue
        row = row or ToldHours(stage=stage, judge=judge)
        row.hours, row.letters, row.told_at = kept(after), row.letters + 1, clock.now()
        row.save()
        stage_emails.hours_told(row, changes, remaining=len(after) - len(changes.new) - len(changes.moved), reason=reason)
        count += 1
    return count


def hours_of(judge: User, stage: Stage) -> dict[str, Hour]:
    """Where the judge sits in the stage and when, by appointment; not for cases in which she has an interest."""
    told = Appointment.objects.of_judge(judge).filter(entry__stage=stage, told_at__isnull=False).select_related("slot")
    return {str(each.public_id): Hour(each.slot.starts_at, each.slot.ends_at, each.slot.room) for each in told}


def kept(hours: Mapping[str, Hour]) -> dict[str, list[str]]:
    """As JSON keeps them."""
    return {name: [hour.starts_at.isoformat(), hour.ends_at.isoformat(), hour.room] for name, hour in hours.items()}


def read(hours: Mapping[str, Any]) -> dict[str, Hour]:
    """Out of JSON."""
    found = {}
    for name, (starts, ends, room) in hours.items():
        found[name] = Hour(datetime.fromisoformat(starts), datetime.fromisoformat(ends), room)
    return found


def tell_changes() -> None:
    """Tells what has changed by another way than the timetable: a case was taken back, a judge has an interest or has left."""
    announced = Stage.objects.filter(told_hours__isnull=False, state=StageState.OPEN, round__state__in=UNDER_WAY).distinct()
    for stage in announced.order_by("pk"):
        with transaction.atomic():
            tell(stage_moves.hold(stage))
