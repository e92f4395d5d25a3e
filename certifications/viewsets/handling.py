"""Who handles a case: chosen on the case's page, or taken from the queue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.actions import handling
from certifications.permissions import is_case_secretariat
from certifications.viewsets.case_verb import CaseVerbView, runs
from home.forms import offer
from home.versions import StaleRecord


class HandlerForm(forms.Form):
    """Somebody of the secretariat, or nobody."""

    handler = forms.ChoiceField(label=_("handled by"), required=False)

    def __init__(self, *args: Any, colleagues: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.public_id): person for person in colleagues}
        rows = [("", _("nobody")), *((key, str(person)) for key, person in self.people.items())]
        offer(self, "handler", rows)

    def person(self) -> Any:
        return self.people.get(self.cleaned_data["handler"])


class HandOverView(CaseVerbView):
    label, verb_form = _("Choose who handles it"), HandlerForm
    refusals = (*CaseVerbView.refusals, StaleRecord)

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return runs(record) and record.state in {"submitted", "correction", "in_review"} and is_case_secretariat(user, record)

    def get_initial(self) -> dict[str, Any]:
        return {"handler": str(self.record.handler.public_id) if self.record.handler else ""}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"colleagues": handling.colleagues(self.record)}

    def act(self, form: Any) -> None:
        handling.hand_over(self.record, form.person(), by=self.request.user)
