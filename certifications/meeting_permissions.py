"""Who may run a meeting, read its papers, vote in it, and confirm its minutes. Objects are duck-typed, as in permissions.py.

An interest in a case takes away every right on its item, at once: its papers, its votes, its words in the minutes.
"""

from typing import Any

from certifications.permissions import in_conflict, runs_round
from home.permissions import is_active_user

RUNNING = frozenset({"published", "judging", "deciding"})
SHOWN = frozenset({"convened", "closed"})


def runs_meeting(user: Any, meeting: Any) -> bool:
    """May plan and run it: the secretariat of its round, from which no case of the round is kept."""
    return runs_round(user, meeting.stage.round)


def is_member(user: Any, meeting: Any) -> bool:
    """Sits on the panel of the meeting's stage and has pledged secrecy."""
    return is_active_user(user) and meeting.stage.seats().filter(judge=user, pledged_at__isnull=False).exists()


def reads_item(user: Any, item: Any) -> bool:
    """May read the papers of an item: a member without an interest in it, from the convening on, while the round runs."""
    meeting = item.meeting
    return (
        meeting.state in SHOWN
        and meeting.stage.round.state in RUNNING
        and item.application.state == "in_review"
        and is_member(user, meeting)
        and not in_conflict(user, item.application)
    )


def may_vote(user: Any, motion: Any) -> bool:
    """May cast a vote on the motion: reads the item, and, where people come together, is in the meeting now."""
    meeting = motion.item.meeting
    if motion.state != "open" or meeting.state != "convened" or not reads_item(user, motion.item):
        return False
    return meeting.form == "written" or meeting.presences.now().filter(member=user).exists()


def confirms_part(user: Any, part: Any) -> bool:
    """May confirm a part of the minutes: the chair; for a case of hers the deputy; for a case of both, whoever was there.

    Duck-typed: the part names its minutes and meeting; nobody confirms what an interest keeps from her.
    """
    meeting = part.minutes.meeting
    if not is_member(user, meeting) or (part.item and in_conflict(user, part.item.application)):
        return False
    for leading in (meeting.chair, meeting.deputy):
        if leading is None or (part.item and in_conflict(leading, part.item.application)):
            continue
        return bool(leading.pk == user.pk)
    return meeting.form == "written" or meeting.presences.filter(member=user).exists()


def reads_part(user: Any, part: Any) -> bool:
    """May read a part of the minutes: a member without an interest in its case."""
    return is_member(user, part.minutes.meeting) and not (part.item and in_conflict(user, part.item.application))
