"""Votes of a committee are opened, cast, counted or broken off; in writing they run until the closing hour.

Whoever votes and whoever counts wait for each other at the motion's lock: a vote is in the count, or it is refused.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from certifications import meeting_facts, proposals, voting
from certifications.actions.blocking import hold_judges
from certifications.actions.meeting_moves import hold_convened, item_of, must_be_ready, settle, tell
from certifications.meeting_permissions import may_vote
from certifications.meeting_states import ItemState, MotionState
from certifications.models import AgendaItem, Meeting, Motion, Slip, Vote
from certifications.refusals import (
    CastingVoteMissing,
    ChoiceUnknown,
    ItemNotOpen,
    NobodyMayCast,
    NotPresent,
    ProposalMissing,
    ReasonMissing,
    ResolutionOver,
    ResolutionStillOpen,
    VoteCast,
    VoteClosed,
    VoteOpen,
    VoterInConflict,
)
from certifications.states import ApplicationState
from home import clock
from home.states import change_state

YES_NO = [voting.FOR, voting.AGAINST, voting.ABSTAIN]


@transaction.atomic
def open_vote(item: AgendaItem, *, by: Any, proposal: str = "", options: Sequence[str] = ()) -> Motion:
    """Puts an item to the vote: for or against one outcome, or a choice between several.

    Raises ItemNotOpen, VoteOpen, ProposalMissing, MustBeOut and NoQuorum.
    """
    held = item_of(item, hold_convened(item.meeting, by=by))
    if held.state != ItemState.OPEN:
        raise ItemNotOpen
    must_be_ready(held)
    return _put(held, proposal, options, by)


def ask_in_writing(item: AgendaItem, *, by: Any) -> Motion:
    """In a written resolution each item is a choice between all outcomes, from the convening on."""
    return _put(item, "", [code for code, _words in proposals.outcomes(item.meeting.stage)], by)


def _put(item: AgendaItem, proposal: str, options: Sequence[str], by: Any) -> Motion:
    if item.motions.filter(state=MotionState.OPEN).exists():
        raise VoteOpen
    known = dict(proposals.outcomes(item.meeting.stage))
    if (proposal and proposal not in known) or not set(options) <= set(known) or (not proposal and len(set(options)) < 2):
        raise ProposalMissing
    motion = Motion.objects.create(
        item=item,
        number=(item.motions.aggregate(last=Max("number"))["last"] or 0) + 1,
        proposal=proposal,
        options=YES_NO if proposal else [*[code for code in known if code in options], voting.ABSTAIN],
        secrecy=item.meeting.secrecy,
        opened_at=clock.now(),
    )
    motion.history.append(motion, action="motion.open", by=by, to_state=motion.state)
    tell(item.meeting, "meeting.open_vote", by, item=item.pk, motion=motion.pk)
    return motion


def held_motion(motion: Motion) -> Motion:
    """The motion as it stands now, behind its lock."""
    related = ("item__meeting__stage__round__program", "item__application__subject", "item__application__round__program")
    return Motion.objects.select_for_update(of=("self",)).select_related(*related).get(pk=motion.pk)


@transaction.atomic
def cast(motion: Motion, choice: str, *, by: Any) -> None:
    """A member votes; an open vote can be changed until it is counted, a secret one cannot.

    Raises VoteClosed, ResolutionOver, NotPresent, ChoiceUnknown, VoteCast.
    """
    held = held_motion(motion)
    _must_take_votes(held)
    hold_judges([by])  # an interest that is being confirmed comes before or after
    if not may_vote(by, held):
        if meeting_facts.is_of_panel(held.item, by) and held.item.meeting.held:
            raise NotPresent
        raise PermissionDenied
    _write(held, by, choice, entered_by=None)


@transaction.atomic
def enter(motion: Motion, member: Any, choice: str, *, by: Any) -> None:
    """The office enters a vote by show of hands; of a secret vote it enters none. Raises what `cast` raises."""
    hold_convened(motion.item.meeting, by=by)
    held = held_motion(motion)
    _must_take_votes(held)
    if held.secret:
        raise ChoiceUnknown
    hold_judges([member])
    if not may_vote(member, held):
        raise NotPresent
    _write(held, member, choice, entered_by=by)


def _must_take_votes(motion: Motion) -> None:
    meeting = motion.item.meeting
    if motion.state != MotionState.OPEN or meeting.state != "convened":
        raise VoteClosed
    if not meeting.held and clock.transaction_now() >= meeting.ends_at:
        raise ResolutionOver


def _write(motion: Motion, member: Any, choice: str, entered_by: Any) -> None:
    if choice not in motion.options:
        raise ChoiceUnknown
    given = motion.votes.filter(member=member).first()
    if given and motion.secret:
        raise VoteCast
    facts = {"choice": "" if motion.secret else choice, "cast_at": clock.now(), "entered_by": entered_by}
    Vote.objects.update_or_create(motion=motion, member=member, defaults=facts)
    if motion.secret:
        Slip.objects.create(motion=motion, choice=choice)
    said = {"member": str(member.public_id)} | ({} if motion.secret else {"choice": choice})
    action = "motion.change" if given else "motion.cast"
    motion.history.append(motion, action=action, by=entered_by or member, to_state=motion.state, facts=said, held=True)


@transaction.atomic
def break_off(motion: Motion, *, reason: str, by: Any) -> None:
    """Ends a vote that was opened by mistake, or in which somebody must not have voted; it counts for nothing."""
    meeting = hold_convened(motion.item.meeting, by=by)
    if not reason.strip():
        raise ReasonMissing
    held = held_motion(motion)
    change_state(held, MotionState.VOID, by=by, action="motion.break_off", note=reason)
    tell(meeting, "meeting.break_off", by, note=reason, item=held.item_id, motion=held.pk)
    if not meeting.held:  # in writing there is always one to answer
        ask_in_writing(item_of(held.item, meeting), by=by)


def break_off_all(meeting: Meeting, *, reason: str, by: Any) -> None:
    """The meeting is called off: nothing is counted any more."""
    for motion in Motion.objects.filter(item__meeting=meeting, state=MotionState.OPEN):
        change_state(held_motion(motion), MotionState.VOID, by=by, action="motion.break_off", note=reason)


@transaction.atomic
def close_vote(motion: Motion, *, by: Any, casting: str = "") -> Motion:
    """Counts a vote. On equal votes `casting` is what was said by whoever takes the chair, where the rule leaves it to her.

    Raises VoteClosed, NoQuorum, MustBeOut, VoterInConflict, CastingVoteMissing, NobodyMayCast and ChoiceUnknown.
    """
    meeting = hold_convened(motion.item.meeting, by=by)
    if not meeting.held:
        raise ResolutionStillOpen
    held = held_motion(motion)
    if held.state != MotionState.OPEN:
        raise VoteClosed
    held.item = item_of(held.item, meeting)
    must_be_ready(held.item)
    away = meeting_facts.away_from(held.item)
    voters = set(held.votes.values_list("member", flat=True))
    if voters & away:
        raise VoterInConflict
    there = meeting_facts.present(meeting)
    return _count(held, len((there | voters) - away), casting, meeting_facts.presider(meeting, there, away), by)


def _count(motion: Motion, present: int, casting: str, presider: int | None, by: Any) -> Motion:
    meeting = motion.item.meeting
    votes = list((motion.slips if motion.secret else motion.votes).values_list("choice", flat=True))
    found = _result(motion, votes, present, "")
    if found.result == voting.TIED:
        if presider is None:
            raise NobodyMayCast
        if not casting:
            raise CastingVoteMissing
        found = _result(motion, votes, present, casting)
    facts: dict[str, Any] = {
        "closed_at": clock.now(),
        "present": present,
        "tally": dict(found.tally),
        "result": found.result,
        "casting": casting if found.tied and casting else "",
        "casting_by_id": presider if found.tied and casting else None,
    }
    change_state(motion, MotionState.CLOSED, by=by, action="motion.close", **facts)
    tell(meeting, "meeting.close_vote", by, item=motion.item_id, motion=motion.pk, tally=dict(found.tally), result=found.result)
    return motion


def _result(motion: Motion, votes: Sequence[str], present: int, casting: str) -> voting.Count:
    meeting = motion.item.meeting
    try:
        return voting.counted(motion.options, votes, rule=meeting.majority, present=present, tie=meeting.tie, casting=casting)
    except ValueError as unknown:
        raise ChoiceUnknown from unknown


def count_written(meeting: Meeting, *, by: Any) -> None:
    """Counts the answers to every item. Silence is no consent: who has not answered does not count towards the quorum.

    An item without enough answers, or without a majority, is put off. On equal votes the chair's own vote decides, where the
    rule leaves it to her. The caller holds the meeting. Raises ResolutionStillOpen, VoterInConflict.
    """
    people = meeting_facts.members(meeting)
    rows = meeting_facts.items(meeting)
    away = meeting_facts.recusals(people, [row.application_id for row in rows])
    motions = {row.pk: held_motion(row.motions.get(state=MotionState.OPEN)) for row in rows}
    votes = {key: dict(motion.votes.values_list("member", "choice")) for key, motion in motions.items()}
    everybody = {person.pk for person in people}
    asked = [row for row in rows if row.application.state == ApplicationState.IN_REVIEW]
    silent = any(everybody - away[row.application_id] - set(votes[row.pk]) for row in asked)
    if silent and clock.transaction_now() < meeting.ends_at:
        raise ResolutionStillOpen
    for row in rows:
        recused, given, motion = away[row.application_id], votes[row.pk], motions[row.pk]
        if row not in asked:
            change_state(motion, MotionState.VOID, by=by, action="motion.break_off", facts={"why": "case_taken_back"})
            continue
        if set(given) & recused:
            raise VoterInConflict
        motion.item = item_of(row, meeting)
        _count_answers(motion, given, len(people), recused, by)


def _count_answers(motion: Motion, given: dict[int, str], panel: int, recused: frozenset[int], by: Any) -> None:
    meeting, item = motion.item.meeting, motion.item
    standing = meeting_facts.standing(meeting, given, panel, recused)
    presider = meeting_facts.presider(meeting, given, recused)
    casting = given.get(presider, "") if presider and not motion.secret else ""
    tied = _result(motion, list(given.values()) if not motion.secret else _slips(motion), panel - len(recused), "")
    if tied.result == voting.TIED and casting not in tied.tied:
        casting, presider = "", None
    if not standing.quorate or (tied.result == voting.TIED and not casting):
        why = "not_enough_answers" if not standing.quorate else "equal_votes"
        change_state(motion, MotionState.VOID, by=by, action="motion.break_off", facts={"why": why})
        settle(item, ItemState.DEFERRED, reason="", by=by)
        return
    _count(motion, panel - len(recused), casting, presider, by)
    outcome = motion.outcome
    settle(item, ItemState.DECIDED if outcome else ItemState.DEFERRED, reason="", outcome=outcome, voted=bool(outcome), by=by)


def _slips(motion: Motion) -> list[str]:
    return list(motion.slips.values_list("choice", flat=True))
