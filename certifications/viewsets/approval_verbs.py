"""Who signs at which step of a program's approvals: named, and taken off, on the page of a round."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.actions import approval_seats
from certifications.approval_steps import steps_of
from certifications.models import Program, Round
from certifications.states import MAY_BE_MOVED, ProgramRoleKind
from certifications.viewsets.round_verbs import RoundVerbView
from home import clock
from home.forms import DayField, offer
from home.languages import suffix
from organizations.models import User


def planned(rules: dict[str, Any]) -> list[tuple[str, str]]:
    """Code and name of the steps, in order."""
    return [(step.code, step.name.get(suffix()) or step.name["ja"]) for step in steps_of(rules)]


def standing(round_: Round) -> list[dict[str, Any]]:
    """The steps of a round's approvals with who stands at each, today or later."""
    seats = list(round_.program.approval_seats.not_over(clock.today()).select_related("user"))
    steps = planned(round_.rules or {"approval": round_.program.approval})
    return [{"name": name, "seats": [seat for seat in seats if seat.code == code]} for code, name in steps]


class NameApproverForm(forms.Form):
    """A step, one of the program's approvers, and for a deputy the days and the reason."""

    code = forms.ChoiceField(label=_("step"))
    user: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("person"), queryset=None)
    deputy = forms.BooleanField(label=_("as a deputy"), required=False)
    since = DayField(label=_("from"), required=False)
    until = DayField(label=_("until"), required=False)
    reason = forms.CharField(
        label=_("reason"), required=False, max_length=200, help_text=_("A deputy needs a last day and a reason.")
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "code", planned({"approval": program.approval}))
        approvers = program.roles.filter(role=ProgramRoleKind.APPROVER, ended_at__isnull=True).values("user")
        offer(self, "user", User.objects.filter(pk__in=approvers).order_by("name_kana", "pk"))


class NameApproverView(RoundVerbView):
    label, states, verb_form = _("Name who signs at a step"), MAY_BE_MOVED, NameApproverForm
    explanation = _("A step for which nobody is named can be signed by every approver of the program.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"program": self.record.program}

    def act(self, form: Any) -> None:
        data = dict(form.cleaned_data)
        approval_seats.name(self.record.program, data.pop("code"), data.pop("user"), by=self.request.user, **data)


class EndApproverForm(forms.Form):
    """One of those who stand at a step now or later."""

    seat: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("person"), queryset=None)

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "seat", program.approval_seats.not_over(clock.today()).select_related("user"))


class EndApproverView(RoundVerbView):
    label, states, verb_form = _("Take somebody off a step"), MAY_BE_MOVED, EndApproverForm
    explanation = _("From now on she signs nothing more at this step. What she has signed stands.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.program.approval_seats.not_over(clock.today()).exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"program": self.record.program}

    def act(self, form: Any) -> None:
        approval_seats.end(form.cleaned_data["seat"], by=self.request.user)


VERBS: dict[str, Any] = {"name_approver": NameApproverView, "end_approver": EndApproverView}
