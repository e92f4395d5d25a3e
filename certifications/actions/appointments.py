"""The timetable of a hearing: rooms and hours, cases laid out without clashes, letters with time and place, and changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F

from certifications import hearing_times, stage_emails
from certifications.actions import judges_hours, stage_moves
from certifications.actions.conditions import must_run
from certifications.models import Appointment, Attendance, Slot, Stage, StageEntry
from certifications.permissions import in_conflict, runs_round
from certifications.refusals import NotOnPanel, PlaceTaken, ReasonMissing, RoomsMissing, StageNotOpen
from certifications.stage_states import StageState
from home import clock


def _held(stage: Stage, by: Any) -> Stage:
    if not runs_round(by, stage.round):
        raise PermissionDenied
    must_run(stage.round)
    return stage_moves.hold(stage)


@transaction.atomic
def add_hours(
    stage: Stage,
    *,
    rooms: Mapping[str, Sequence[Any]],
    first: datetime,
    count: int,
    minutes: int,
    pause: int = 0,
    by: Any,
) -> int:
    """Adds hours in rooms, each with the judges who sit there; says how many are new.

    An hour that stands already stays. Raises NotOnPanel, and PlaceTaken when a room or a judge is in use at an hour that
    overlaps without being the same.
    """
    held = _held(stage, by)
    seated = set(held.seats().values_list("judge", flat=True))
    if any(judge.pk not in seated for judges in rooms.values() for judge in judges):
        raise NotOnPanel
    made = 0
    for number in range(count):
        starts = first + timedelta(minutes=number * (minutes + pause))
        ends = starts + timedelta(minutes=minutes)
        for room, judges in rooms.items():
            _must_be_free(room, judges, starts, ends)
            slot, created = Slot.objects.get_or_create(room=room, starts_at=starts, defaults={"stage": held, "ends_at": ends})
            if slot.stage_id != held.pk:
                raise PlaceTaken
            if created:
                slot.judges.set(judges)
                made += 1
    facts = {"rooms": sorted(rooms), "first": first.isoformat(), "new": made}
    held.history.append(held, action="stage.add_hours", by=by, to_state=held.state, facts=facts)
    return made


def _must_be_free(room: str, judges: Sequence[Any], starts: datetime, ends: datetime) -> None:
    overlapping = Slot.objects.filter(starts_at__lt=ends, ends_at__gt=starts)
    same_room = overlapping.filter(room=room).exclude(starts_at=starts)
    if same_room.exists() or overlapping.filter(judges__in=judges).exclude(room=room, starts_at=starts).exists():
        raise PlaceTaken


@transaction.atomic
def lay_out(stage: Stage, *, by: Any) -> list[Appointment]:
    """Gives every case that stands in the stage, and has none, a room and an hour. Nobody is told yet.

    Whose case it is comes once at a time; the cases come in their neutral order. Raises StageNotOpen and RoomsMissing.
    """
    held = _held(stage, by)
    if held.state != StageState.OPEN:
        raise StageNotOpen
    entries = list(
        StageEntry.objects.present()
        .filter(stage=held, appointment=None)
        .select_related("application__subject")
        .order_by("application__public_id")
    )
    free: dict[datetime, dict[str, Slot]] = defaultdict(dict)
    for slot in held.slots.filter(appointment=None, starts_at__gt=clock.now()).prefetch_related("judges"):
        free[slot.starts_at][slot.room] = slot
    hours = sorted(free)
    cases = [(str(entry.pk), applicant_of(entry.application)) for entry in entries]
    places = {at: sorted(free[hour]) for at, hour in enumerate(hours)}
    try:
        found = hearing_times.timetable(cases, places, _busy([applicant for _case, applicant in cases], hours))
    except hearing_times.NotEnoughPlaces as short:
        raise RoomsMissing from short
    return [_appoint(entry, free[hours[found[str(entry.pk)][0]]][found[str(entry.pk)][1]]) for entry in entries]


def applicant_of(application: Any) -> str:
    """Names who applies, so that nobody is asked to two places at one time."""
    if application.organization_id:
        return f"organization {application.organization_id}"
    return f"team {application.team_id}" if application.team_id else f"person {application.person_id}"


def _busy(applicants: Iterable[str], hours: Sequence[datetime]) -> dict[str, frozenset[int]]:
    """The hours at which somebody has an appointment already, in whatever stage."""
    busy: dict[str, set[int]] = defaultdict(set)
    taken = Appointment.objects.filter(applicant__in=set(applicants)).values_list("applicant", "starts_at", "slot__ends_at")
    for applicant, starts, ends in taken:
        busy[applicant] |= {at for at, hour in enumerate(hours) if starts <= hour < ends}
    return {applicant: frozenset(rows) for applicant, rows in busy.items()}


def _appoint(entry: StageEntry, slot: Slot) -> Appointment:
    made = Appointment.objects.create(
        entry=entry,
        slot=slot,
        applicant=applicant_of(entry.application),
        starts_at=slot.starts_at,
        changed_at=clock.now(),
    )
    _seat(made, slot)
    return made


def _seat(appointment: Appointment, slot: Slot) -> None:
    """The room's judges sit in it, but for those who have an interest in the case: they leave the room."""
    application = appointment.entry.application
    sitting = [judge for judge in slot.judges.all() if not in_conflict(judge, application)]
    Attendance.objects.bulk_create(
        Attendance(appointment=appointment, judge=judge, starts_at=slot.starts_at) for judge in sitting
    )


@transaction.atomic
def announce(stage: Stage, *, by: Any) -> int:
    """Writes to every applicant who has not been told her time and place yet, and to every judge whose hours she does not know.

    Says how many applicants were told.
    """
    held = _held(stage, by)
    waiting = Appointment.objects.filter(entry__stage=held, told_at=None, entry__application__state="in_review")
    told = 0
    for appointment in waiting.select_related("slot", "entry__stage", *_CASE):
        appointment.told_at = clock.now()
        appointment.save(update_fields=["told_at"])
        stage_emails.appointment_made(appointment)
        told += 1
    facts = {"told": told, "judges": judges_hours.tell(held)}
    held.history.append(held, action="stage.announce_hours", by=by, to_state=held.state, facts=facts)
    return told


_CASE = (
    "entry__application__round__program", "entry__application__subject__person", "entry__application__organization",
    "entry__application__team", "entry__application__person",
)  # fmt: skip


@transaction.atomic
def move(appointment: Appointment, slot: Slot, *, reason: str, by: Any) -> Appointment:
    """Moves a case to another room or hour; whoever was told, judges too, gets a letter with the reason.

    Raises PlaceTaken, ReasonMissing.
    """
    stage = _held(appointment.entry.stage, by)
    if not reason.strip():
        raise ReasonMissing
    if slot.stage_id != stage.pk or Appointment.objects.filter(slot=slot).exists():
        raise PlaceTaken
    rows = Appointment.objects.select_related("slot", "entry__stage", *_CASE)
    held = rows.get(pk=appointment.pk)
    before = held.slot
    held.attendances.all().delete()
    try:
        with transaction.atomic():
            changes = {"slot": slot, "starts_at": slot.starts_at, "changed_at": clock.now(), "sequence": F("sequence") + 1}
            Appointment.objects.filter(pk=held.pk).update(**changes)
            held = rows.get(pk=held.pk)
            _seat(held, slot)
    except IntegrityError as taken:
        raise PlaceTaken from taken
    facts = {"case": held.entry.application.receipt_number, "before": str(before), "after": str(slot)}
    stage.history.append(stage, action="stage.move_hour", by=by, to_state=stage.state, note=reason, facts=facts)
    if held.told_at:
        stage_emails.appointment_moved(held, reason)
        judges_hours.tell(stage, reason=reason)
    return held
