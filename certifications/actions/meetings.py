"""Committee meetings are planned, convened, moved, called off and closed; their agenda is made and arranged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max

from certifications import agenda, meeting_emails, meeting_facts
from certifications.actions import motions
from certifications.actions.conditions import must_be_in
from certifications.actions.meeting_moves import hold, hold_convened
from certifications.meeting_permissions import RUNNING
from certifications.meeting_states import SETTLED, MeetingForm, MeetingState, QuorumRule
from certifications.models import AgendaItem, Application, Meeting, Stage
from certifications.permissions import runs_round
from certifications.refusals import (
    AgendaEmpty,
    AlreadyOnAgenda,
    ChairMissing,
    ItemsOpen,
    MeetingFrozen,
    MeetingNotPlanned,
    MeetingTimesWrong,
    NotACommittee,
    NotInStage,
    QuorumWrong,
    ReasonMissing,
    StageNotOpen,
    VoteOpen,
)
from certifications.stage_states import StageState
from certifications.states import ApplicationState, StageKind
from home import clock
from home.states import change_state
from home.versions import write_version

SETTINGS = (
    "form", "starts_at", "ends_at", "place", "online_url", "quorum_rule", "quorum_number", "quorum_of", "majority", "tie",
    "secrecy", "chair", "deputy",
)  # fmt: skip


@transaction.atomic
def plan(stage: Stage, *, by: Any, **settings: Any) -> Meeting:
    """Plans a meeting of the stage's panel and puts on its agenda every case that stands in the stage and waits for one.

    The order is the one with the fewest exits. Raises NotACommittee, MeetingTimesWrong, QuorumWrong, ChairMissing, WrongStage.
    """
    if not runs_round(by, stage.round):
        raise PermissionDenied
    must_be_in(stage.round, RUNNING)
    held = Stage.objects.select_for_update(of=("self",)).select_related("round__program").get(pk=stage.pk)
    if held.kind != StageKind.COMMITTEE:
        raise NotACommittee
    number = (held.meetings.aggregate(last=Max("number"))["last"] or 0) + 1
    meeting = Meeting(stage=held, number=number, changed_at=clock.now(), **settings)
    _must_make_sense(meeting)
    meeting.save(force_insert=True)
    meeting.history.append(meeting, action="meeting.plan", by=by, to_state=meeting.state)
    cases = waiting_cases(held).order_by("public_id")
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, application=case, order=order) for order, case in enumerate(cases, start=1)
    )
    _put_in_order(meeting)
    return meeting


def waiting_cases(stage: Stage) -> Any:
    """Cases that stand in the stage and on no agenda of it, but for those that were put off."""
    taken = AgendaItem.objects.filter(meeting__stage=stage).exclude(meeting__state=MeetingState.CALLED_OFF)
    return Application.objects.entering(stage).exclude(pk__in=taken.exclude(state="deferred").values("application"))


def _must_make_sense(meeting: Meeting) -> None:
    """Times, place, quorum and chair fit each other and the panel."""
    if meeting.form == MeetingForm.WRITTEN:
        meeting.starts_at, meeting.place, meeting.online_url = None, "", ""
    elif meeting.starts_at is None or meeting.starts_at >= meeting.ends_at or not (meeting.place or meeting.online_url):
        raise MeetingTimesWrong
    if (meeting.starts_at or meeting.ends_at) <= clock.now():
        raise MeetingTimesWrong
    seated = set(meeting.stage.seats().values_list("judge", flat=True))
    if meeting.quorum_rule != QuorumRule.NUMBER:
        meeting.quorum_number = None
    elif not meeting.quorum_number or (seated and meeting.quorum_number > len(seated)):
        raise QuorumWrong
    leading = [person for person in (meeting.chair_id, meeting.deputy_id) if person]
    if not set(leading) <= seated or len(set(leading)) != len(leading):
        raise ChairMissing


@transaction.atomic
def set_up(meeting: Meeting, *, row_version: int, by: Any, **settings: Any) -> Meeting:
    """Changes time, place and rules until the meeting is convened. Raises MeetingFrozen besides what `plan` raises."""
    held = hold(meeting, by=by)
    if held.state != MeetingState.PLANNED:
        raise MeetingFrozen
    for name in SETTINGS:
        setattr(held, name, settings.get(name, getattr(held, name)))
    _must_make_sense(held)
    changes = {name: getattr(held, name) for name in SETTINGS}
    write_version(held, row_version=row_version, changed_at=clock.now(), **changes)
    held.history.append(held, action="meeting.set_up", by=by, to_state=held.state, held=True)
    return held


@transaction.atomic
def put_on(meeting: Meeting, application: Application, *, by: Any) -> AgendaItem:
    """Puts a case at the end of the agenda. Raises MeetingNotPlanned, NotInStage, AlreadyOnAgenda."""
    held = _held_planned(meeting, by)
    if not Application.objects.entering(held.stage).filter(pk=application.pk).exists():
        raise NotInStage
    if not waiting_cases(held.stage).filter(pk=application.pk).exists() or held.items.filter(application=application).exists():
        raise AlreadyOnAgenda
    last = held.items.aggregate(last=Max("order"))["last"] or 0
    item = AgendaItem.objects.create(meeting=held, application=application, order=last + 1)
    item.history.append(item, action="item.put_on", by=by, to_state=item.state)
    return item


@transaction.atomic
def take_off(item: AgendaItem, *, by: Any) -> None:
    """Takes a case from the agenda of a meeting that nobody has been asked to yet. Raises MeetingNotPlanned."""
    held = _held_planned(item.meeting, by)
    facts = {"case": item.application.receipt_number}
    AgendaItem.objects.filter(pk=item.pk, meeting=held).delete()
    held.history.append(held, action="meeting.take_off", by=by, to_state=held.state, facts=facts, held=True)


@transaction.atomic
def arrange(meeting: Meeting, *, by: Any, order: Sequence[int] | None = None) -> None:
    """Puts the agenda in the order with the fewest exits, or in the order that is given, by the items' keys.

    What a given order leaves out follows in its old order. Raises MeetingNotPlanned.
    """
    held = _held_planned(meeting, by)
    _put_in_order(held, order)
    held.history.append(held, action="meeting.arrange", by=by, to_state=held.state, held=True)


def _held_planned(meeting: Meeting, by: Any) -> Meeting:
    held = hold(meeting, by=by)
    if held.state != MeetingState.PLANNED:
        raise MeetingNotPlanned
    return held


def _put_in_order(meeting: Meeting, order: Sequence[int] | None = None) -> None:
    rows = meeting_facts.items(meeting)
    if order is None:
        away = meeting_facts.recusals(meeting_facts.members(meeting), [row.application_id for row in rows])
        named = agenda.arranged({str(row.pk): away[row.application_id] for row in rows}, seed=meeting.pk)
        order = [int(name) for name in named]
    wanted = {key: place for place, key in enumerate(order)}
    for place, row in enumerate(sorted(rows, key=lambda row: (wanted.get(row.pk, len(rows)), row.order)), start=1):
        if row.order != place:
            AgendaItem.objects.filter(pk=row.pk).update(order=place)


@transaction.atomic
def convene(meeting: Meeting, *, by: Any) -> None:
    """Asks the panel to come, or to answer in writing, by a letter with the date for their calendars; the rules are frozen.

    Raises AgendaEmpty, ChairMissing, StageNotOpen, MeetingTimesWrong and QuorumWrong.
    """
    held = hold(meeting, by=by)
    if held.chair is None:
        raise ChairMissing
    if held.stage.state != StageState.OPEN:
        raise StageNotOpen
    if not held.items.exists():
        raise AgendaEmpty
    _must_make_sense(held)
    change_state(held, MeetingState.CONVENED, by=by, action="meeting.convene", convened_at=clock.now())
    if not held.held:
        for item in meeting_facts.items(held):
            motions.ask_in_writing(item, by=by)
    meeting_emails.convened(held)
    meeting.refresh_from_db()


@transaction.atomic
def move(meeting: Meeting, *, starts_at: datetime | None, ends_at: datetime, place: str, reason: str, by: Any) -> None:
    """Another time or place for a meeting to which members have been asked; they get a letter with the reason.

    Raises ReasonMissing, MeetingTimesWrong, MeetingNotConvened.
    """
    if not reason.strip():
        raise ReasonMissing
    held = hold_convened(meeting, by=by)
    held.starts_at, held.ends_at, held.place = starts_at if held.held else None, ends_at, place.strip()
    _must_make_sense(held)
    changes = {"starts_at": held.starts_at, "ends_at": ends_at, "place": held.place, "changed_at": clock.now()}
    Meeting.objects.filter(pk=held.pk).update(sequence=F("sequence") + 1, row_version=F("row_version") + 1, **changes)
    held.refresh_from_db()
    held.history.append(held, action="meeting.move", by=by, to_state=held.state, note=reason, held=True)
    meeting_emails.moved(held, reason)
    meeting.refresh_from_db()


@transaction.atomic
def call_off(meeting: Meeting, *, reason: str, by: Any) -> None:
    """Calls the meeting off; who has been asked is told, and votes that are going on are broken off. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    held = hold(meeting, by=by)
    asked = held.state == MeetingState.CONVENED
    motions.break_off_all(held, reason=reason, by=by)
    facts = {"changed_at": clock.now(), "sequence": held.sequence + 1}
    change_state(held, MeetingState.CALLED_OFF, by=by, action="meeting.call_off", note=reason, **facts)
    if asked:
        meeting_emails.called_off(held, reason)
    meeting.refresh_from_db()


@transaction.atomic
def close(meeting: Meeting, *, by: Any) -> None:
    """Ends the meeting: everybody has left, nothing is decided any more. Raises ItemsOpen, VoteOpen, MeetingNotConvened."""
    held = hold_convened(meeting, by=by)
    if not held.held:
        motions.count_written(held, by=by)
    if held.items.filter(motions__state="open").exists():
        raise VoteOpen
    if held.items.exclude(state__in=SETTLED).filter(application__state=ApplicationState.IN_REVIEW).exists():
        raise ItemsOpen
    now = clock.now()
    held.presences.now().update(left_at=now)
    change_state(held, MeetingState.CLOSED, by=by, action="meeting.close", closed_at=now)
    meeting.refresh_from_db()
