"""A judge's case is given to another judge of the same stage."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.actions import delegations
from certifications.models import Application, Assignment
from certifications.permissions import is_secretariat
from certifications.stage_states import StageState
from certifications.states import MAY_BE_ASSIGNED, AssignmentState
from certifications.viewsets.field_verbs import FieldVerbView
from home.forms import offer
from organizations.models import User

OPEN_SHEETS = (AssignmentState.ASSIGNED, AssignmentState.WORKING)


class SheetField(forms.ModelChoiceField):
    """A judge with one of her cases."""

    def label_from_instance(self, assignment: Any) -> str:
        application = assignment.application
        state = assignment.get_state_display()
        return f"{assignment.judge}: {application.receipt_number} {application.subject} ({state})"


class DelegateForm(forms.Form):
    """Which case of which judge goes to whom, and why."""

    assignment = SheetField(label=_("judge and case"), queryset=Assignment.objects.none())
    judge = forms.ModelChoiceField(label=_("goes to"), queryset=User.objects.none())
    reason = forms.CharField(label=_("reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, assignments: Any, judges: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "assignment", assignments)
        offer(self, "judge", judges)


class DelegateView(FieldVerbView):
    label, verb_form = _("Give a judge's case to another"), DelegateForm
    explanation = _("A sheet that was begun is kept and counts no more. The other judge gets a letter. The reason is kept.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        if record.state == StageState.CLOSED or record.round.state not in MAY_BE_ASSIGNED:
            return False
        return is_secretariat(user, record.round.program) and record.assignments.filter(state__in=OPEN_SHEETS).exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("entries")
        cases = Application.objects.of_office(self.request.user).filter(round=self.record.round_id)
        open_sheets = self.record.assignments.filter(state__in=OPEN_SHEETS, application__in=cases.values("pk"))
        related = ("judge", "application__subject", "application__round__program")
        judges = User.objects.filter(pk__in=self.record.seats().values("judge")).order_by("name_kana")
        return kwargs | {"assignments": open_sheets.select_related(*related), "judges": judges}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        delegations.delegate(data["assignment"], data["judge"], reason=data["reason"], by=self.request.user)


VERBS: dict[str, Any] = {"delegate": DelegateView}
