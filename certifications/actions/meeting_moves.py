"""What the verbs of a meeting share: its lock, its quorum, its record, who comes and goes, and how an item is settled.

The verbs that call this ask who may, and when.
"""

from typing import Any

from django.core.exceptions import PermissionDenied

from certifications import meeting_facts
from certifications.actions.conditions import must_be_in
from certifications.meeting_permissions import RUNNING, runs_meeting
from certifications.meeting_states import ItemState, MeetingState
from certifications.models import AgendaItem, Meeting, Presence
from certifications.refusals import MeetingNotConvened, MustBeOut, NoQuorum
from home import clock
from home.states import change_state


def lock(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, behind its lock: two who write in it come one after the other."""
    related = ("stage__round__program", "chair", "deputy")
    return Meeting.objects.select_for_update(of=("self",)).select_related(*related).get(pk=meeting.pk)


def hold(meeting: Meeting, *, by: Any) -> Meeting:
    """As `lock`, for who runs it, while its round runs. Raises WrongStage."""
    if not runs_meeting(by, meeting):
        raise PermissionDenied
    held = lock(meeting)
    must_be_in(held.stage.round, RUNNING)
    return held


def hold_convened(meeting: Meeting, *, by: Any) -> Meeting:
    """As `hold`, of a meeting that has been convened and is not over. Raises MeetingNotConvened."""
    held = hold(meeting, by=by)
    if held.state != MeetingState.CONVENED:
        raise MeetingNotConvened
    return held


def item_of(item: AgendaItem, held: Meeting) -> AgendaItem:
    """The item as it stands now, with the meeting whose lock the caller holds."""
    found = AgendaItem.objects.select_related("application__subject", "application__round__program").get(pk=item.pk)
    found.meeting = held
    return found


def must_be_ready(item: AgendaItem) -> None:
    """Raises MustBeOut while somebody with an interest is in the meeting, and NoQuorum."""
    if item.meeting.held and meeting_facts.present(item.meeting) & meeting_facts.away_from(item):
        raise MustBeOut
    if not meeting_facts.standing_of(item).quorate:
        raise NoQuorum


def note_arrival(meeting: Meeting, member: Any, *, online: bool, by: Any) -> None:
    """Who is there already stays."""
    if meeting.presences.now().filter(member=member).exists():
        return
    Presence.objects.create(meeting=meeting, member=member, came_at=clock.now(), online=online)
    tell(meeting, "meeting.arrive", by, member=str(member.public_id), online=online)


def note_departure(meeting: Meeting, member: Any, *, by: Any, item: AgendaItem | None = None) -> bool:
    """Says whether there was somebody to leave. `item` is the one for which she goes out; then she may come back."""
    if not meeting.presences.now().filter(member=member).update(left_at=clock.now(), left_for=item):
        return False
    facts: dict[str, Any] = {"member": str(member.public_id)} | ({"item": item.pk} if item else {})
    tell(meeting, "meeting.leave", by, **facts)
    return True


def settle(item: AgendaItem, to: str, *, reason: str, by: Any, outcome: str = "", voted: bool = False) -> None:
    """Writes what came of an item, in its own history and in the meeting's record."""
    changes = {"reason": reason, "outcome": outcome, "voted": voted, "settled_at": clock.now()}
    decided = to == ItemState.DECIDED
    change_state(item, to, by=by, action="item.decide" if decided else "item.defer", note=reason, **changes)
    action = "meeting.decide_item" if decided else "meeting.defer_item"
    tell(item.meeting, action, by, note=reason, item=item.pk, outcome=outcome, voted=voted)


def tell(meeting: Meeting, action: str, by: Any, note: str = "", **facts: Any) -> None:
    """Adds to the meeting's record, from which its minutes are drafted. The caller holds the meeting's lock."""
    meeting.history.append(meeting, action=action, by=by, to_state=meeting.state, note=note, facts=facts, held=True)
