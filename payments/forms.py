"""Forms about payees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payments import invoice_number
from payments.models import Payee
from payments.states import OFFERED


class RegistrationNumberField(forms.CharField):
    """Reads what people type: full width, spaces, hyphens, a small t."""

    def to_python(self, value: Any) -> str:
        return invoice_number.normalize(super().to_python(value) or "")


class PayeeForm(forms.ModelForm):
    """A payee with the version that was read."""

    methods = forms.MultipleChoiceField(
        label=_("ways to pay"),
        choices=[(method.value, method.label) for method in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    class Meta:
        model = Payee
        fields = ["code", "name_ja", "name_en", "name_zh", "registration_number", "methods", "bank_account"]
        field_classes = {"registration_number": RegistrationNumberField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["registration_number"].widget.attrs.pop("maxlength", None)
        self.initial["row_version"] = self.instance.row_version if self.instance.pk else 0
