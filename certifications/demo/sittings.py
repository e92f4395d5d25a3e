"""Committee meetings of the running rounds: one is planned while judges still score, one was held and has its minutes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from certifications import proposals
from certifications.actions import meetings, minutes, motions, sessions
from certifications.meeting_states import MinutesState
from certifications.models import AgendaItem, Meeting, Minutes, Round, Stage
from certifications.states import StageKind
from certifications.voting import FOR
from home import clock
from home.actions import letters

HALF_AN_HOUR = timedelta(minutes=30)
VOTED = 2  # items that are put to the vote; to the others nobody objects


def committee_of(round_: Round) -> Stage | None:
    """The stage in which the committee meets."""
    return round_.stages.filter(kind=StageKind.COMMITTEE).select_related("round__program").first()


def plan(round_: Round, *, starts: datetime, place: str, by: Any) -> Meeting | None:
    """A meeting with its agenda; nobody has been asked to it yet."""
    stage = committee_of(round_)
    if stage is None:
        return None
    panel = [member.judge for member in stage.seats().select_related("judge").order_by("-chair", "pk")]
    return meetings.plan(
        stage,
        form="held",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place=place,
        chair=panel[0],
        deputy=panel[1],
        by=by,
    )


def hold(meeting: Meeting, rows: Mapping[int, Mapping[str, Any]], *, asked: datetime, by: Any) -> None:
    """The meeting from the letters to the panel to the confirmed minutes; `rows` say by case what it came to, and why."""
    starts = cast(datetime, meeting.starts_at)
    with clock.at(asked):
        meetings.convene(meeting, by=by)
        letters.deliver_due()
    panel = [member.judge for member in meeting.stage.seats().select_related("judge").order_by("pk")]
    with clock.at(starts):
        sessions.arrive(meeting, panel[:-1], by=by)
        sessions.arrive(meeting, panel[-1:], online=True, by=by)
    for number, item in enumerate(meeting.items.select_related("application").order_by("order")):
        with clock.at(starts + timedelta(minutes=5 + 10 * number)):
            _settle(item, rows[item.application_id], vote=number < VOTED, by=by)
    with clock.at(starts + timedelta(minutes=110)):
        meetings.close(meeting, by=by)
        found = minutes.draft(meeting, by=by)
        minutes.submit(found, by=by)
        letters.deliver_due()
    with clock.at(starts + timedelta(minutes=115)):
        for member in panel:
            _confirm(found, member)


def _settle(item: AgendaItem, facts: Mapping[str, Any], *, vote: bool, by: Any) -> None:
    opened = sessions.open_item(item, moved=True, by=by)
    if vote:
        motion = motions.open_vote(opened, proposal=facts["outcome"], by=by)
        for presence in opened.meeting.presences.now().select_related("member").order_by("pk"):
            motions.enter(motion, presence.member, FOR, by=by)
        motions.close_vote(motion, by=by)
    sessions.decide(opened, outcome=facts["outcome"], reason=facts["reason"], by=by)


def _confirm(found: Minutes, member: Any) -> None:
    found.refresh_from_db()
    mine = minutes.to_confirm(found, member) if found.state == MinutesState.SUBMITTED else []
    if mine:
        minutes.confirm(found, seen_as=minutes.digest(mine), by=member)


def outcome_of(level: str | None) -> str:
    """The outcome as a committee proposes it: a level, or none."""
    return f"{proposals.CERTIFIED}{level}" if level else "not_certified"
