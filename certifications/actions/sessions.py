"""A meeting while it is held: who is there, which item is under discussion, and what comes of it."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from certifications import meeting_facts, proposals
from certifications.actions.meeting_moves import (
    hold,
    hold_convened,
    item_of,
    must_be_ready,
    note_arrival,
    note_departure,
    settle,
    tell,
)
from certifications.meeting_states import ItemState, MeetingState, MinutesState, MotionState
from certifications.models import AgendaItem, Meeting, Minutes
from certifications.refusals import (
    ItemNotOpen,
    ItemOpen,
    MeetingNotConvened,
    MinutesFrozen,
    MustBeOut,
    NotInStage,
    NotOnPanel,
    NotPresent,
    OutcomeNotVoted,
    OutcomeUnknown,
    ReasonMissing,
    VoteOpen,
)
from certifications.states import ApplicationState
from home.states import change_state


@transaction.atomic
def arrive(meeting: Meeting, members: Collection[Any], *, by: Any, online: bool = False) -> None:
    """Notes that members have come, or come back. Who is there already stays. Raises NotOnPanel, MustBeOut."""
    held = _held(meeting, by)
    open_item = held.items.filter(state=ItemState.OPEN).first()
    away = meeting_facts.away_from(open_item) if open_item else frozenset()
    seated = {person.pk for person in meeting_facts.members(held)}
    for member in members:
        if member.pk not in seated:
            raise NotOnPanel
        if member.pk in away:
            raise MustBeOut
        note_arrival(held, member, online=online, by=by)


@transaction.atomic
def leave(meeting: Meeting, member: Any, *, by: Any) -> None:
    """Notes that a member has left. Raises NotPresent."""
    held = _held(meeting, by)
    if not note_departure(held, member, by=by):
        raise NotPresent


def _held(meeting: Meeting, by: Any) -> Meeting:
    held = hold_convened(meeting, by=by)
    if not held.held:
        raise MeetingNotConvened
    return held


def _held_item(item: AgendaItem, by: Any) -> AgendaItem:
    """The item as it stands now, behind its meeting's lock."""
    return item_of(item, _held(item.meeting, by))


@transaction.atomic
def open_item(item: AgendaItem, *, by: Any, moved: bool = False) -> AgendaItem:
    """Calls an item. `moved` also notes that those with an interest have gone out, and that who went out before is back.

    Raises ItemOpen, MustBeOut while somebody with an interest is there, NoQuorum, NotInStage for a case that was taken back.
    """
    held = _held_item(item, by)
    if held.meeting.items.filter(state=ItemState.OPEN).exclude(pk=held.pk).exists():
        raise ItemOpen
    if held.application.state != ApplicationState.IN_REVIEW:
        raise NotInStage
    away = meeting_facts.away_from(held)
    if moved:
        _move_people(held, away, by)
    must_be_ready(held)
    change_state(held, ItemState.OPEN, by=by, action="item.open", outcome="", reason="", voted=False, settled_at=None)
    tell(held.meeting, "meeting.open_item", by, item=held.pk)
    return held


def _move_people(item: AgendaItem, away: Collection[int], by: Any) -> None:
    meeting = item.meeting
    there = meeting_facts.present(meeting)
    for member in meeting_facts.members(meeting):
        if member.pk in there and member.pk in away:
            note_departure(meeting, member, by=by, item=item)
        elif member.pk not in there and member.pk not in away:
            last = meeting.presences.filter(member=member).order_by("-left_at").first()
            if last and last.left_for_id:
                note_arrival(meeting, member, online=last.online, by=by)


@transaction.atomic
def lay_aside(item: AgendaItem, *, by: Any) -> None:
    """Puts the item back among those to come. Raises ItemNotOpen, VoteOpen."""
    held = _under_discussion(item, by)
    change_state(held, ItemState.WAITING, by=by, action="item.lay_aside")
    tell(held.meeting, "meeting.lay_aside", by, item=held.pk)


@transaction.atomic
def decide(item: AgendaItem, *, outcome: str, reason: str, by: Any) -> AgendaItem:
    """Records what the committee proposes of the case: what was voted, or, without a vote, what nobody objected to.

    It decides nothing by itself: see `actions.committee_outcomes`. Raises ItemNotOpen, VoteOpen, NoQuorum, OutcomeUnknown,
    OutcomeNotVoted, and ReasonMissing for an outcome against the case.
    """
    held = _under_discussion(item, by)
    if outcome not in dict(proposals.outcomes(held.meeting.stage)):
        raise OutcomeUnknown
    if outcome in proposals.NEGATIVE and not reason.strip():
        raise ReasonMissing
    must_be_ready(held)
    motion = proposals.last_vote(held)
    if motion is not None and motion.outcome != outcome:
        raise OutcomeNotVoted
    settle(held, ItemState.DECIDED, outcome=outcome, reason=reason.strip(), voted=motion is not None, by=by)
    return held


@transaction.atomic
def defer(item: AgendaItem, *, reason: str, by: Any) -> None:
    """Puts an item off to another meeting, opened or not: also one for which no quorum can be had. Raises ReasonMissing."""
    held = _held_item(item, by)
    if not reason.strip():
        raise ReasonMissing
    _must_not_vote(held)
    settle(held, ItemState.DEFERRED, reason=reason.strip(), by=by)


@transaction.atomic
def write_reason(item: AgendaItem, *, reason: str, by: Any) -> None:
    """Writes the reason of an outcome, also after the close (in writing nobody gives one), until the minutes are confirmed.

    Raises MeetingNotConvened, MinutesFrozen, and ItemNotOpen unless the item is decided.
    """
    held = hold(item.meeting, by=by)
    if held.state not in {MeetingState.CONVENED, MeetingState.CLOSED}:
        raise MeetingNotConvened
    if Minutes.objects.filter(meeting=held, state=MinutesState.CONFIRMED).exists():
        raise MinutesFrozen
    found = AgendaItem.objects.get(pk=item.pk)
    if found.state != ItemState.DECIDED:
        raise ItemNotOpen
    AgendaItem.objects.filter(pk=found.pk).update(reason=reason.strip())
    found.history.append(found, action="item.write_reason", by=by, to_state=found.state, note=reason.strip())
    tell(held, "meeting.write_reason", by, item=found.pk)


def _under_discussion(item: AgendaItem, by: Any) -> AgendaItem:
    held = _held_item(item, by)
    if held.state != ItemState.OPEN:
        raise ItemNotOpen
    _must_not_vote(held)
    return held


def _must_not_vote(item: AgendaItem) -> None:
    if item.motions.filter(state=MotionState.OPEN).exists():
        raise VoteOpen
