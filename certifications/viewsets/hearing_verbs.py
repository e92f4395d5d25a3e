"""What the office does with the timetable of a hearing."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from certifications.actions import appointments
from certifications.models import Application, Appointment, Slot
from certifications.permissions import runs_round, sees_all_of
from certifications.stage_states import StageState
from certifications.states import RoundState, StageKind
from certifications.viewsets.stage_verbs import UNDER_JUDGMENT, StageVerbView
from home import clock
from home.desk import DeskObjectView
from home.forms import offer
from organizations.models import User

MET = frozenset({StageKind.HEARING, StageKind.FINAL, StageKind.SITE_VISIT, StageKind.COMMITTEE})


class HearingVerbView(StageVerbView):
    """A verb on the timetable of a stage to which applicants come."""

    states = frozenset({StageState.OPEN})

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        if record.kind not in MET or record.state not in cls.states:
            return False
        return record.round.state in {*UNDER_JUDGMENT, RoundState.DECIDING} and runs_round(user, record.round)


class HoursForm(forms.Form):
    """Rooms and hours; one room a time, with the judges who sit in it."""

    room = forms.CharField(label=_("room"), max_length=80)
    judges = forms.ModelMultipleChoiceField(
        label=_("judges in this room"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    first = forms.DateTimeField(
        label=_("first hour begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    count = forms.IntegerField(label=_("number of hours"), min_value=1, max_value=60, initial=8)
    minutes = forms.IntegerField(label=_("minutes each"), min_value=5, max_value=240, initial=20)
    pause = forms.IntegerField(label=_("minutes between"), min_value=0, max_value=120, initial=5)

    def __init__(self, *args: Any, judges: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "judges", judges)


class AddHoursView(HearingVerbView):
    label, states, verb_form = _("Add rooms and hours"), frozenset({StageState.WAITING, StageState.OPEN}), HoursForm
    explanation = _("Hours of one room, one after the other. Do it again for every other room or day.")

    def get_form_kwargs(self) -> dict[str, Any]:
        judges = User.objects.filter(pk__in=self.record.seats().values("judge")).order_by("name_kana")
        return super().get_form_kwargs() | {"judges": judges}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        rooms = {data["room"].strip(): list(data["judges"])}
        hours = {name: data[name] for name in ("first", "count", "minutes", "pause")}
        appointments.add_hours(self.record, rooms=rooms, by=self.request.user, **hours)


class LayOutView(HearingVerbView):
    label = _("Lay out the timetable")
    explanation = _(
        "Every case without an hour gets one. No applicant, judge or room is asked for twice at one time. "
        "Nobody is told before you announce it."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.slots.exists()

    def act(self, form: Any) -> None:
        appointments.lay_out(self.record, by=self.request.user)


class AnnounceHoursView(HearingVerbView):
    label = _("Tell applicants and judges time and place")
    explanation = _(
        "Each applicant gets a letter with her own time and place, each judge one with all her hours and rooms. "
        "Who has been told already gets none; judges learn what has changed."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and Appointment.objects.filter(entry__stage=record, told_at=None).exists()

    def act(self, form: Any) -> None:
        appointments.announce(self.record, by=self.request.user)


class AppointmentField(forms.ModelChoiceField):
    """A case with its hour."""

    def label_from_instance(self, appointment: Any) -> str:
        application = appointment.entry.application
        return f"{application.receipt_number} {application.subject} ({slot_in_words(appointment.slot)})"


class SlotField(forms.ModelChoiceField):
    """A room at an hour."""

    def label_from_instance(self, slot: Any) -> str:
        return slot_in_words(slot)


def slot_in_words(slot: Slot) -> str:
    """Day, hour and room in Japan time."""
    return f"{slot.starts_at.astimezone(clock.TOKYO):%Y-%m-%d %H:%M} {slot.room}"


class MoveHourForm(forms.Form):
    """A case, its new place, and why."""

    appointment = AppointmentField(label=_("case"), queryset=Appointment.objects.none())
    slot = SlotField(label=_("new room and hour"), queryset=Slot.objects.none())
    reason = forms.CharField(label=_("reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, appointments: Any, slots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "appointment", appointments)
        offer(self, "slot", slots)


class MoveHourView(HearingVerbView):
    label, verb_form = _("Move a case to another room or hour"), MoveHourForm
    explanation = _(
        "Who was told the old time and place, applicant or judge, gets a letter with the new ones and the reason that you write."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and Appointment.objects.filter(entry__stage=record).exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        made = Appointment.objects.filter(entry__stage=self.record).select_related("slot", "entry__application__subject")
        free = self.record.slots.filter(appointment=None)
        return super().get_form_kwargs() | {"appointments": made, "slots": free}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        appointments.move(data["appointment"], data["slot"], reason=data["reason"], by=self.request.user)


class HearingTimetableView(DeskObjectView):
    """The timetable on one sheet, to be printed: who comes when into which room, and which judge leaves it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sees_all_of(request.user, self.record.round):
            raise PermissionDenied
        return render(request, "certifications/desk/hours.html", {"record": self.record, "hours": hours_of(self.record)})


def hours_of(stage: Any) -> list[dict[str, Any]]:
    """Every hour in every room, with the case that comes, who sits there, and who leaves the room for it as things stand."""
    related = ("appointment__entry__application__subject", "appointment__entry__application__organization")
    others = ("appointment__entry__application__team", "appointment__entry__application__person")
    rows = list(stage.slots.select_related(*related, *others).prefetch_related("judges"))
    judges = {judge.pk: judge for slot in rows for judge in slot.judges.all()}
    cases = Application.objects.filter(round=stage.round_id)
    free = {pk: set(cases.without_conflict(judge).values_list("pk", flat=True)) for pk, judge in judges.items()}
    found = []
    for slot in rows:
        appointment = getattr(slot, "appointment", None)
        leaving = [judge for judge in slot.judges.all() if appointment and appointment.entry.application_id not in free[judge.pk]]
        found.append({"slot": slot, "appointment": appointment, "judges": list(slot.judges.all()), "leaving": leaving})
    return found


VERBS: dict[str, Any] = {
    "add_hours": AddHoursView,
    "lay_out": LayOutView,
    "announce_hours": AnnounceHoursView,
    "move_hour": MoveHourView,
}
