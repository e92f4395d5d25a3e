"""The office records that a certified person has retired or died."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.actions import honors
from certifications.certificate_permissions import may_honor
from certifications.certificate_states import Honor
from certifications.refusals import Refusal
from certifications.viewsets.forms import NoteForm
from home.desk.verbs import DeskVerbView


class HonorForm(NoteForm):
    """What is to be shown, and who asked for it."""

    kind = forms.ChoiceField(
        label=_("shown with honor as"),
        choices=[*Honor.choices, ("", _("neither: works in the trade"))],
        required=False,
        widget=forms.RadioSelect,
    )
    year = forms.IntegerField(
        label=_("year of retirement or death"), help_text=_("May be left out."), min_value=1900, max_value=2200, required=False
    )
    asked_by = forms.CharField(
        label=_("who asked for it, and how"), help_text=_("For example: her son, by telephone."), max_length=200
    )
    field_order = ("kind", "year", "asked_by", "note")


class HonorView(DeskVerbView):
    label, verb_form = _("Record retirement or death"), HonorForm
    refusals = (Refusal,)
    explanation = _(
        "The register and the verification page show it with the year; the certificate stays in force. Nobody gets a letter. If "
        "the person or the family wishes that nothing is shown, hide the entry in the register instead."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return may_honor(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"initial": {"kind": self.record.honor, "year": self.record.honor_year}}

    def act(self, form: Any) -> None:
        honors.honor(self.record, by=self.request.user, **form.cleaned_data)
