"""Committee meetings for their members: the agenda, one item with its papers and its vote, the minutes, the calendar."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certifications import blind_reading, calendars, proposals
from certifications.actions import minutes as minutes_actions
from certifications.actions import motions
from certifications.judging_forms import GiveBackForm
from certifications.meeting_permissions import is_member, may_vote, reads_part
from certifications.meeting_states import ItemState, MinutesState, MotionState
from certifications.models import AgendaItem, BlindCopy, FieldReport, Meeting, Minutes, Motion
from certifications.refusals import Refusal
from certifications.views.dockets import maker_of
from certifications.views.meeting_papers import chapters_of, copy_of, own_item
from home.states import IllegalTransition, StaleState
from home.text import read_count

RELATED = ("stage__round__program", "chair", "deputy")
CASE = (
    "application__subject", "application__organization", "application__team", "application__person",
    "application__round__program", "meeting__stage__round__program",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of the agenda as a member sees it. A case in which she has an interest has no name and no outcome."""

    item: AgendaItem
    hidden: bool
    title: str = ""
    maker: str = ""
    outcome: str = ""
    votes: bool = False

    @property
    def tone(self) -> str:
        return {"open": "info", "decided": "good", "deferred": "wait"}.get(self.item.state, "plain")

    @property
    def state(self) -> str:
        """Of a hidden item only whether it is being discussed: then she waits outside."""
        if not self.hidden or self.item.state in {ItemState.WAITING, ItemState.OPEN}:
            return str(self.item.get_state_display())
        return _("over")


def own_meeting(request: HttpRequest, public_id: UUID) -> Meeting:
    """The meeting, for somebody who was asked to it; else it does not exist."""
    return get_object_or_404(Meeting.objects.of_member(request.user).select_related(*RELATED), public_id=public_id)


def rows_of(user: Any, meeting: Meeting) -> list[Row]:
    """The agenda with what this member may know of each item."""
    items = list(meeting.items.select_related(*CASE))
    seen = set(AgendaItem.objects.visible_to(user).filter(meeting=meeting).values_list("pk", flat=True))
    words = dict(proposals.outcomes(meeting.stage))
    copies = copies_of(meeting, items)
    voting = set(Motion.objects.filter(item__in=items, state=MotionState.OPEN).values_list("item", flat=True))
    return [
        Row(
            item,
            hidden=False,
            title=title_of(item, meeting, copies),
            maker="" if meeting.stage.blind else maker_of(item.application),
            outcome=words.get(item.outcome, ""),
            votes=item.pk in voting,
        )
        if item.pk in seen
        else Row(item, hidden=True)
        for item in items
    ]


def copies_of(meeting: Meeting, items: list[AgendaItem]) -> dict[int, dict[str, Any]]:
    """What is hidden in the texts of each case, where the stage is blind and the copy has been looked through."""
    if not meeting.stage.blind:
        return {}
    cases = [item.application_id for item in items]
    copies = BlindCopy.objects.checked().filter(version__application__in=cases).order_by("version__seq")
    return dict(copies.values_list("version__application", "hidden"))


def title_of(item: AgendaItem, meeting: Meeting, copies: dict[int, dict[str, Any]]) -> str:
    """The case's name; in a blind stage as its judges read it, and a number as long as nobody has looked it through."""
    if not meeting.stage.blind:
        return str(item.application.subject.name)
    if item.application_id not in copies:
        return _("Case %(number)d") % {"number": item.order}
    return blind_reading.title(item.application.subject, copies[item.application_id], item.order)


@never_cache
@login_required
@require_safe
def meeting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The agenda: time, place, items in order, which of them is under discussion, and for which she waits outside."""
    found = own_meeting(request, public_id)
    if not is_member(request.user, found):
        return redirect("certifications:judging")  # there she pledges secrecy
    rows = rows_of(request.user, found)
    context = {
        "judging": True,
        "meeting": found,
        "rows": rows,
        "current": next((row for row in rows if row.item.state == ItemState.OPEN), None),
        "leaves": any(row.hidden for row in rows),
        "minutes": shown_minutes(found),
    }
    return render(request, "certifications/judging/meeting.html", context)


def shown_minutes(found: Meeting) -> Minutes | None:
    """The minutes, from when the members are asked to confirm them."""
    minutes = Minutes.objects.filter(meeting=found).exclude(state=MinutesState.DRAFTED)
    return minutes.first()


@never_cache
@login_required
@require_safe
def item(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One item: the vote on top when one is going on, then the papers as the stage shows them."""
    found = own_item(request, public_id)
    stage = found.meeting.stage
    motion = found.motions.filter(state=MotionState.OPEN).first()
    mine = motion.votes.filter(member=request.user.pk).first() if motion else None
    copies = copies_of(found.meeting, [found])
    context = {
        "judging": True,
        "meeting": found.meeting,
        "item": found,
        "title": title_of(found, found.meeting, copies),
        "maker": "" if stage.blind else maker_of(found.application),
        "outcome": dict(proposals.outcomes(stage)).get(found.outcome, ""),
        "motion": motion,
        "proposed": proposals.words(stage, motion.proposal) if motion and motion.proposal else "",
        "choices": [(code, proposals.words(stage, code)) for code in motion.options] if motion else [],
        "mine": mine,
        "mine_words": proposals.words(stage, mine.choice) if mine and mine.choice else "",
        "votes_now": bool(motion and may_vote(request.user, motion)),
        "counted": [
            (each, proposals.tally(each), proposals.words(stage, each.result))
            for each in found.motions.filter(state=MotionState.CLOSED)
        ],
        "readable": not stage.blind or copy_of(found) is not None,
        "chapters": chapters_of(found),
        "field_reports": reports_of(request.user, found),
        "papers_at": request.path,
    }
    return render(request, "certifications/judging/meeting_item.html", context)


def reports_of(user: Any, found: AgendaItem) -> list[FieldReport]:
    """What was handed in of trials and visits of the case. A report may name who applies: a blind stage shows none."""
    if found.meeting.stage.blind:
        return []
    seen = FieldReport.objects.visible_to(user).handed_in().filter(entry__application=found.application_id)
    return list(seen.select_related("entry__stage").prefetch_related("photographs").order_by("happened_on"))


@never_cache
@login_required
@require_POST
def vote(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The member's vote on the item."""
    found = own_item(request, public_id)
    motion = get_object_or_404(Motion, item=found, number=read_count(request.POST.get("motion")))
    try:
        motions.cast(motion, request.POST.get("choice", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    except (IllegalTransition, StaleState, PermissionDenied) as gone:
        raise Http404 from gone
    else:
        messages.success(request, _("Your vote has been taken."))
    return redirect("certifications:meeting_item", public_id)


@never_cache
@login_required
@require_safe
def calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The meeting for one's own calendar; also when it was called off, so that calendars take it out."""
    found = own_meeting(request, public_id)
    method = "CANCEL" if found.state == "called_off" else "REQUEST"
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    content_type = f"text/calendar; charset=utf-8; method={method}"
    return HttpResponse(calendars.of_meeting(found, to=request.user), content_type=content_type, headers=headers)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The minutes without the cases that are kept from her; what is hers to confirm can be confirmed or given back."""
    asked = own_meeting(request, public_id)
    found = shown_minutes(asked)
    if found is None or not is_member(request.user, asked):
        raise Http404
    form = GiveBackForm(request.POST if request.POST.get("action") == "give_back" else None)
    if request.method == "POST" and (answered := _answer(request, found, form)):
        return answered
    mine = minutes_actions.to_confirm(found, request.user) if found.state == MinutesState.SUBMITTED else []
    parts = list(found.parts.select_related("item__application__subject", "confirmed_by"))
    for part in parts:
        part.minutes = found
    shown = [(part, reads_part(request.user, part), part in mine) for part in parts]
    context = {
        "judging": True,
        "meeting": found.meeting,
        "minutes": found,
        "parts": shown,
        "whole": all(readable for _part, readable, _mine in shown),
        "mine": mine,
        "seen_as": minutes_actions.digest(mine),
        "form": form,
    }
    return render(request, "certifications/judging/minutes.html", context, status=422 if request.method == "POST" else 200)


def _answer(request: HttpRequest, found: Minutes, form: GiveBackForm) -> HttpResponse | None:
    """Where it goes on; None when it was refused: the page then shows what was typed."""
    try:
        if not form.is_bound:
            minutes_actions.confirm(found, seen_as=request.POST.get("seen_as", ""), by=request.user)
            messages.success(request, _("Thank you. You have confirmed the minutes."))
            return redirect("certifications:meeting_minutes", found.meeting.public_id)
        if form.is_valid():
            minutes_actions.give_back(found, comment=form.cleaned_data["comment"], by=request.user)
            messages.success(request, _("Thank you. The office will change the minutes and ask you again."))
            return redirect("certifications:meeting", found.meeting.public_id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return None
