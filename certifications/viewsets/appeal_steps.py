"""What comes next of an appeal, and whose turn it is."""

from typing import Any

from django.utils.translation import gettext

from certifications.appeal_permissions import may_answer, may_handle
from certifications.appeal_states import UNDER_WAY, AppealState
from certifications.models import Appeal, Decision
from certifications.next_steps import NextStep
from certifications.states import DecisionState


def next_step(record: Appeal, user: Any, answer: Decision | None) -> NextStep:
    """What comes next, and whose turn it is."""
    if record.state not in UNDER_WAY:
        return NextStep(gettext("Nothing more to do"))
    office, approvers = gettext("the secretariat"), gettext("the approver")
    mine = may_handle(user, record)
    seats = list(record.seats.select_related("opinion"))
    given = sum(hasattr(seat, "opinion") and seat.opinion.given_at is not None for seat in seats)
    if answer is not None and answer.state == DecisionState.APPROVED:
        turn = may_answer(user, record)
        return NextStep(gettext("Release the answer"), "release_answer" if turn else "", waits_for="" if turn else approvers)
    if answer is not None and answer.state != DecisionState.DRAFTED:
        return NextStep(gettext("The answer is being approved"), waits_for=approvers)
    if not seats:
        label, verb = gettext("Seat people who had no part in the first decision"), "seat_member"
    elif record.state == AppealState.RECEIVED:
        label, verb = gettext("Find it admissible, or answer that it is not"), "begin"
    elif given < len(seats):
        label = gettext("The panel looks into it: %(given)d of %(all)d have given their opinions") % {
            "given": given,
            "all": len(seats),
        }
        return NextStep(label, waits_for=gettext("the panel"))
    else:
        label, verb = gettext("Draft the answer from the opinions"), "draft_answer"
    return NextStep(label, verb if mine else "", waits_for="" if mine else office)
