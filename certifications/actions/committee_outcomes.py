"""What a committee proposed is taken over: as who goes on from the stage, or as drafts of decisions that others approve."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import meeting_facts, proposals
from certifications.actions import decisions, promotions
from certifications.meeting_permissions import runs_meeting
from certifications.meeting_states import MeetingState
from certifications.models import AgendaItem, Meeting
from certifications.refusals import ItemOutdated, MeetingNotClosed, NothingToFollow, ReasonsMissing
from certifications.stage_states import EntryState
from certifications.states import ApplicationState, Outcome


def waiting(meeting: Meeting) -> list[AgendaItem]:
    """Decided items whose outcome has not been taken over, and of which nothing else has been said meanwhile."""
    rows = meeting_facts.items(meeting)
    found = [row for row in rows if row.state == "decided" and row.application.state == ApplicationState.IN_REVIEW]
    if meeting.stage.selects:
        entries = meeting.stage.entries.filter(state=EntryState.IN)
        still = set(entries.values_list("application", flat=True))
        return [row for row in found if row.application_id in still]
    return [row for row in found if not hasattr(row.application, "decision")]


@transaction.atomic
def follow(meeting: Meeting, *, by: Any) -> int:
    """Takes over what was proposed; says of how many cases. Where the stage selects: who goes on. Else: drafts, to be approved.

    Raises MeetingNotClosed, NothingToFollow, ItemOutdated, ReasonsMissing for an outcome against a case without a reason, and
    what `promotions.decide` and `decisions.draft` raise.
    """
    if not runs_meeting(by, meeting):
        raise PermissionDenied
    if not Meeting.objects.filter(pk=meeting.pk, state=MeetingState.CLOSED).exists():
        raise MeetingNotClosed
    rows = waiting(meeting)
    if not rows:
        raise NothingToFollow
    for row in rows:
        if meeting_facts.is_outdated(row):
            raise ItemOutdated
        if row.outcome in proposals.NEGATIVE and not row.reason:
            raise ReasonsMissing
        _take_over(row, by)
    meeting.history.append(meeting, action="meeting.follow", by=by, to_state=meeting.state, facts={"cases": len(rows)})
    return len(rows)


def _take_over(item: AgendaItem, by: Any) -> None:
    stage = item.meeting.stage
    if stage.selects:
        entry = stage.entries.select_related("stage__round__program").get(application=item.application_id)
        source = f"{item.meeting} / {item.order}"
        reason = f"{source}: {item.reason}" if item.reason else source
        promotions.decide(entry, goes_on=item.outcome == proposals.GOES_ON, reason=reason, by=by)
        return
    facts = proposed(item)
    decisions.draft(item.application, by=by, **facts)


def proposed(item: AgendaItem) -> dict[str, Any]:
    """Outcome, level and reasons of a draft as the committee proposed them."""
    level = proposals.level_of(item.meeting.stage, item.outcome)
    outcome = Outcome.CERTIFIED if level else Outcome.NOT_CERTIFIED
    return {"outcome": outcome.value, "level": level, "reasons": item.reason}


def proposed_of(application: Any) -> dict[str, Any]:
    """What the last committee that has closed proposed as the result of the case; nothing if its outcome holds no longer."""
    rows = AgendaItem.objects.decided().filter(application=application, meeting__state=MeetingState.CLOSED)
    item = rows.select_related("meeting__stage__round__program").order_by("-meeting__closed_at").first()
    if item is None or item.meeting.stage.selects or meeting_facts.is_outdated(item):
        return {}
    return proposed(item)
