"""What the office does with a committee meeting before and after it is held."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications.actions import committee_outcomes, meetings, motions, sessions
from certifications.meeting_permissions import RUNNING, runs_meeting
from certifications.meeting_states import SETTLED, MeetingState, MinutesState, MotionState
from certifications.models import AgendaItem
from certifications.permissions import runs_round
from certifications.refusals import Refusal
from certifications.stage_states import StageState
from certifications.states import ApplicationState, StageKind
from certifications.viewsets.forms import ReasonForm
from certifications.viewsets.meeting_forms import (
    ItemForm,
    ItemReasonForm,
    MeetingSettingsForm,
    MoveMeetingForm,
    OrderForm,
    PutOnForm,
)
from home.desk.verbs import DeskVerbView
from home.versions import StaleRecord


class PlanMeetingView(DeskVerbView):
    """A verb of the stage."""

    label, verb_form = _("Plan a meeting"), MeetingSettingsForm
    refusals: tuple[type[Exception], ...] = (Refusal,)
    explanation = _(
        "Every case that waits in this stage comes onto the agenda, in the order in which the fewest members have to leave. "
        "Nobody is told before you convene the meeting."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        running = record.kind == StageKind.COMMITTEE and record.state != StageState.CLOSED and record.round.state in RUNNING
        return running and runs_round(user, record.round)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"stage": self.record}

    def act(self, form: Any) -> None:
        meetings.plan(self.record, by=self.request.user, **form.settings())


class MeetingVerbView(DeskVerbView):
    """A verb on a meeting: not for somebody from whom one case of the round is kept."""

    refusals: tuple[type[Exception], ...] = (Refusal, StaleRecord)
    states: frozenset[str] = frozenset({MeetingState.PLANNED})

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.states and record.stage.round.state in RUNNING and runs_meeting(user, record)

    def rows(self) -> Any:
        """The items, for forms."""
        return AgendaItem.objects.filter(meeting=self.record).select_related("application__subject")


class ConveneView(MeetingVerbView):
    label = _("Convene the meeting")
    explanation = _("The panel gets a letter with an entry for the calendar. From then on agenda and rules stay as they are.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.stage.state == StageState.OPEN and record.items.exists()

    def act(self, form: Any) -> None:
        meetings.convene(self.record, by=self.request.user)


class SetUpMeetingView(MeetingVerbView):
    label, verb_form = _("Change time and rules"), MeetingSettingsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"stage": self.record.stage, "meeting": self.record}

    def act(self, form: Any) -> None:
        version = form.cleaned_data["row_version"] or 0
        meetings.set_up(self.record, row_version=version, by=self.request.user, **form.settings())


class ArrangeView(MeetingVerbView):
    label = _("Arrange for the fewest exits")
    explanation = _("The agenda gets the order in which the fewest members have to leave and come back.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.items.count() > 1

    def act(self, form: Any) -> None:
        meetings.arrange(self.record, by=self.request.user)


class OrderView(ArrangeView):
    label, verb_form = _("Change the order by hand"), OrderForm
    explanation = _("Give each case its place.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"items": self.rows()}

    def act(self, form: Any) -> None:
        meetings.arrange(self.record, order=form.order(), by=self.request.user)


class PutOnView(MeetingVerbView):
    label, verb_form = _("Put a case on the agenda"), PutOnForm

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and meetings.waiting_cases(record.stage).exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        cases = meetings.waiting_cases(self.record.stage).exclude(agenda_items__meeting=self.record)
        return super().get_form_kwargs() | {"cases": cases.select_related("subject").order_by("receipt_number")}

    def act(self, form: Any) -> None:
        meetings.put_on(self.record, form.cleaned_data["application"], by=self.request.user)


class TakeOffView(MeetingVerbView):
    label, verb_form = _("Take a case from the agenda"), ItemForm

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.items.exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"items": self.rows()}

    def act(self, form: Any) -> None:
        meetings.take_off(form.cleaned_data["item"], by=self.request.user)


class MoveMeetingView(MeetingVerbView):
    label, verb_form, states = _("Move the meeting"), MoveMeetingForm, frozenset({MeetingState.CONVENED})
    explanation = _("The panel gets a letter with the new time and place and your reason; its calendars follow.")

    def get_initial(self) -> dict[str, Any]:
        return {"starts_at": self.record.starts_at, "ends_at": self.record.ends_at, "place": self.record.place}

    def act(self, form: Any) -> None:
        meetings.move(self.record, by=self.request.user, **form.cleaned_data)


class CallOffView(MeetingVerbView):
    label, verb_form = _("Call the meeting off"), ReasonForm
    states = frozenset({MeetingState.PLANNED, MeetingState.CONVENED})
    explanation = _("Whoever has been asked gets a letter with your reason. The cases can be put on another meeting's agenda.")

    def act(self, form: Any) -> None:
        meetings.call_off(self.record, reason=form.cleaned_data["reason"], by=self.request.user)


class CloseMeetingView(MeetingVerbView):
    label, states = _("Close the meeting"), frozenset({MeetingState.CONVENED})
    explanation = _("Everybody has left, and nothing is decided in it any more. Then the minutes can be drafted.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        if not super().may(user, record):
            return False
        left = record.items.exclude(state__in=SETTLED).filter(application__state=ApplicationState.IN_REVIEW)
        return not record.held or not left.exists()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = _("The answers are counted. Items without enough answers, or without a majority, are put off.")
        return super().get_context_data(**kwargs) | ({} if self.record.held else {"explanation": words})

    def act(self, form: Any) -> None:
        meetings.close(self.record, by=self.request.user)


class WriteReasonView(MeetingVerbView):
    label, verb_form, states = _("Write the reason of an outcome"), ItemReasonForm, frozenset({MeetingState.CLOSED})
    explanation = _("An outcome against a case needs a reason before it is taken over. The minutes, once confirmed, close this.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        minutes = getattr(record, "minutes", None)
        open_still = minutes is None or minutes.state != MinutesState.CONFIRMED
        return open_still and super().may(user, record) and record.items.decided().exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"items": self.rows().decided()}

    def act(self, form: Any) -> None:
        sessions.write_reason(form.cleaned_data["item"], reason=form.cleaned_data["reason"], by=self.request.user)


class AskAgainView(MeetingVerbView):
    label, verb_form, states = _("Ask for the answers to a case again"), ItemReasonForm, frozenset({MeetingState.CONVENED})
    explanation = _("What was answered counts for nothing; every member is asked anew. The reason is kept.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return not record.held and super().may(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"items": self.rows().filter(motions__state=MotionState.OPEN).distinct()}

    def act(self, form: Any) -> None:
        motion = form.cleaned_data["item"].motions.get(state=MotionState.OPEN)
        motions.break_off(motion, reason=form.cleaned_data["reason"], by=self.request.user)


class FollowView(MeetingVerbView):
    label, states = _("Take over the outcomes"), frozenset({MeetingState.CLOSED})
    explanation = _(
        "Where the stage selects, it is said who goes on; otherwise decisions are drafted, which others then approve. "
        "The committee's reasons go along."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and bool(committee_outcomes.waiting(record))

    def act(self, form: Any) -> None:
        committee_outcomes.follow(self.record, by=self.request.user)


VERBS: dict[str, Any] = {
    "convene": ConveneView,
    "close": CloseMeetingView,
    "follow": FollowView,
    "write_reason": WriteReasonView,
    "ask_again": AskAgainView,
    "arrange": ArrangeView,
    "order": OrderView,
    "put_on": PutOnView,
    "take_off": TakeOffView,
    "set_up": SetUpMeetingView,
    "move": MoveMeetingView,
    "call_off": CallOffView,
}
STAGE_VERBS: dict[str, Any] = {"plan_meeting": PlanMeetingView}
