"""What is projected in a meeting: where the agenda stands, in neutral words; numbers of a vote only when it was counted."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certifications import proposals
from certifications.meeting_permissions import SHOWN, is_member, runs_meeting
from certifications.meeting_states import ItemState, MotionState
from certifications.models import AgendaItem, Meeting
from certifications.views.meetings import CASE, RELATED, copies_of, title_of


@never_cache
@login_required
@require_safe
def screen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For the office that runs the meeting, and for members who follow it from elsewhere.

    Who has an interest in an item sees of it that it is being discussed or over, and nothing else. No page says who that is.
    """
    meeting = get_object_or_404(Meeting.objects.select_related(*RELATED), public_id=public_id, state__in=SHOWN)
    office = runs_meeting(request.user, meeting)
    member = Meeting.objects.of_member(request.user).filter(pk=meeting.pk).exists() and is_member(request.user, meeting)
    if not (office or member):
        raise Http404
    items = list(meeting.items.select_related(*CASE))
    seen = set(AgendaItem.objects.visible_to(request.user).filter(meeting=meeting).values_list("pk", flat=True))
    copies = copies_of(meeting, items)
    titles = {item.pk: title_of(item, meeting, copies) for item in items if item.pk in seen}
    current = next(((item, titles.get(item.pk, "")) for item in items if item.state == ItemState.OPEN), None)
    context: dict[str, object] = {
        "meeting": meeting,
        "rows": [_row(item, hidden=item.pk not in seen) for item in items],
        "current": current,
        "settled": sum(item.state in {ItemState.DECIDED, ItemState.DEFERRED} for item in items),
    }
    if current and current[1]:
        context |= _votes(current[0])
    return render(request, "certifications/judging/screen.html", context)


def _row(item: AgendaItem, *, hidden: bool) -> tuple[AgendaItem, str, str]:
    """An item's place in the row, with its state and the words for it: of a hidden one not whether it was put off."""
    if hidden and item.state in {ItemState.DECIDED, ItemState.DEFERRED}:
        return item, "over", _("over")
    return item, item.state, str(item.get_state_display())


def _votes(item: AgendaItem) -> dict[str, object]:
    """The vote that is going on, by what is proposed; else the last one that was counted, with its numbers."""
    stage = item.meeting.stage
    motion = item.motions.filter(state=MotionState.OPEN).first()
    if motion:
        return {"motion": motion, "proposed": proposals.words(stage, motion.proposal) if motion.proposal else ""}
    last = proposals.last_vote(item)
    if last is None:
        return {}
    return {"last": last, "counts": proposals.tally(last), "result": proposals.words(stage, last.result)}
