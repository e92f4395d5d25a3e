"""One page on which a meeting is run: who is there, the item under discussion, its vote, and what comes of it."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from certifications import meeting_facts, proposals
from certifications.actions import motions, sessions
from certifications.meeting_permissions import runs_meeting
from certifications.meeting_states import SETTLED, ItemState, MeetingState, MotionState
from certifications.models import AgendaItem, Meeting, Motion
from certifications.refusals import Refusal
from certifications.viewsets.meeting_forms import (
    ArriveForm,
    CastingForm,
    HandForm,
    LeaveForm,
    NoteForm,
    OutcomeForm,
    VoteOnForm,
)
from home.desk import DeskObjectView
from home.desk.views import DeskPage
from home.states import IllegalTransition, StaleState
from home.text import read_count
from organizations.models import User


class RunView(DeskPage, DeskObjectView, TemplateView):
    """Each button sends `do` with the one thing it does; the answer is this page again, with what was typed if it was refused."""

    template_name = "certifications/desk/meeting_run.html"
    typed: Mapping[str, Any] = {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check()
        return super().get(request, *args, **kwargs)

    def check(self) -> None:
        if self.record.state != MeetingState.CONVENED or not runs_meeting(self.request.user, self.record):
            raise PermissionDenied

    def get_page_title(self) -> str:
        return _("Run the meeting")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check()
        verb = VERBS.get(request.POST.get("do", ""))
        try:
            if verb is None:
                raise forms.ValidationError(_("Please use one of the buttons of this page."))
            verb(self)
        except forms.ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        except (IllegalTransition, StaleState):
            messages.error(request, _("The state has changed in the meantime. Please look at the page again."))
        else:
            return redirect(self.viewset.url_of(self.record, "run"))
        self.typed = request.POST.dict()
        return self.render_to_response(self.get_context_data(), status=422)

    def people(self) -> Any:
        """The panel, for forms."""
        return User.objects.filter(pk__in=self.record.stage.seats().values("judge"))

    def item(self) -> AgendaItem:
        """The item that the button names."""
        rows = AgendaItem.objects.select_related("meeting__stage__round__program")
        return get_object_or_404(rows.filter(meeting=self.record), pk=read_count(self.request.POST.get("item")))

    def motion(self) -> Motion:
        """The vote that the button names."""
        rows = Motion.objects.select_related("item__meeting__stage__round__program")
        return get_object_or_404(rows.filter(item__meeting=self.record), pk=read_count(self.request.POST.get("motion")))

    def clean(self, form: forms.Form) -> Any:
        """What was typed. Raises ValidationError with all that is wrong."""
        if not form.is_valid():
            raise forms.ValidationError([error for errors in form.errors.values() for error in errors])
        return form.cleaned_data

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting: Meeting = self.record
        people = meeting_facts.members(meeting)
        places = meeting_facts.places(meeting, people)
        now = {row.member_id: row for row in meeting.presences.now()}
        current = next((place for place in places if place.item.state == ItemState.OPEN), None)
        left = any(place.item.state not in SETTLED and not place.gone for place in places)
        context = super().get_context_data(**kwargs) | {
            "places": places,
            "people": [(person, now.get(person.pk)) for person in people],
            "current": current,
            "first_waiting": next((place for place in places if place.item.state == ItemState.WAITING and not place.gone), None),
            "panel": len(people),
            "there": len(now),
            "close_url": "" if left else self.viewset.url_of(meeting, "close"),
            "typed": self.typed,
            "typed_item": read_count(self.typed.get("item")),
        }
        return context | (_floor(current, now, self.typed) if current else {})


def _floor(current: meeting_facts.Place, now: Mapping[int, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What can be done with the item under discussion."""
    item = current.item
    stage = item.meeting.stage
    motion = item.motions.filter(state=MotionState.OPEN).first()
    last = proposals.last_vote(item)
    away = {person.pk for person in current.recused}
    voters = [person for person in meeting_facts.members(item.meeting) if person.pk in now and person.pk not in away]
    given = {vote.member_id: vote for vote in motion.votes.all()} if motion else {}
    outcome = {"outcome": last.outcome if last else "", "reason": item.reason}
    return {
        "motion": motion,
        "still_in": [person for person in current.recused if person.pk in now],
        "voters": [(person, given.get(person.pk)) for person in voters],
        "given": len(given),
        "choices": [(code, proposals.words(stage, code)) for code in motion.options] if motion else [],
        "proposed": proposals.words(stage, motion.proposal) if motion and motion.proposal else "",
        "casting_form": CastingForm(motion=motion, initial=typed) if motion else None,
        "vote_form": VoteOnForm(item=item, initial=typed),
        "outcome_form": OutcomeForm(item=item, initial={**outcome, **typed}),
        "last": last,
        "last_words": proposals.tally(last) if last else [],
    }


def _arrive(view: RunView) -> None:
    data = view.clean(ArriveForm(view.request.POST, people=view.people()))
    sessions.arrive(view.record, list(data["members"]), online=data["online"], by=view.request.user)


def _leave(view: RunView) -> None:
    data = view.clean(LeaveForm(view.request.POST, people=view.people()))
    sessions.leave(view.record, data["member"], by=view.request.user)


def _open_item(view: RunView) -> None:
    sessions.open_item(view.item(), moved="moved" in view.request.POST, by=view.request.user)


def _lay_aside(view: RunView) -> None:
    sessions.lay_aside(view.item(), by=view.request.user)


def _defer(view: RunView) -> None:
    sessions.defer(view.item(), reason=view.clean(NoteForm(view.request.POST))["reason"], by=view.request.user)


def _decide(view: RunView) -> None:
    item = view.item()
    data = view.clean(OutcomeForm(view.request.POST, item=item))
    sessions.decide(item, outcome=data["outcome"], reason=data["reason"], by=view.request.user)


def _open_vote(view: RunView) -> None:
    item = view.item()
    proposal = view.clean(VoteOnForm(view.request.POST, item=item))["proposal"]
    options = [] if proposal else [code for code, _words in proposals.outcomes(item.meeting.stage)]
    motions.open_vote(item, proposal=proposal, options=options, by=view.request.user)


def _enter(view: RunView) -> None:
    data = view.clean(HandForm(view.request.POST, people=view.people()))
    motions.enter(view.motion(), data["member"], data["choice"], by=view.request.user)


def _close_vote(view: RunView) -> None:
    motion = view.motion()
    casting = view.clean(CastingForm(view.request.POST, motion=motion))["casting"]
    motions.close_vote(motion, casting=casting, by=view.request.user)


def _break_off(view: RunView) -> None:
    motions.break_off(view.motion(), reason=view.clean(NoteForm(view.request.POST))["reason"], by=view.request.user)


VERBS: Mapping[str, Callable[[RunView], None]] = {
    "arrive": _arrive,
    "leave": _leave,
    "open_item": _open_item,
    "lay_aside": _lay_aside,
    "defer": _defer,
    "decide": _decide,
    "open_vote": _open_vote,
    "enter": _enter,
    "close_vote": _close_vote,
    "break_off": _break_off,
}
