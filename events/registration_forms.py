"""What is asked of somebody who registers, and what the office enters by hand."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Quota, Registration, RegistrationTerms
from events.models.terms import worded
from events.registration_states import QuestionKind
from home.forms import KanaField, LongTextField, TextField, offer
from home.open_forms import OpenForm
from organizations.forms import AddressField, NumberField

CHARACTERS = 200


class NamesForm(forms.Form):
    """The person, her seats, and the questions and consents of the event's terms."""

    name = TextField(
        label=_("Your name"), max_length=160, max_characters=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    kana = KanaField(label=_("Your name in kana"), max_length=160, max_characters=80, required=False)
    organization_name = TextField(
        label=_("Company, school or other organization"),
        max_length=240,
        max_characters=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    invoice_name = TextField(
        label=_("Name on the invoice and the receipt"),
        max_length=160,
        max_characters=80,
        required=False,
        help_text=_("If it is not your own name: that of your company, for example."),
    )
    quota = forms.ChoiceField(label=_("Which seats?"), widget=forms.RadioSelect)
    seats = NumberField(label=_("Number of seats"), min_value=1, initial=1)

    def __init__(self, *args: Any, terms: RegistrationTerms, quotas: list[Quota], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms, self.quotas = terms, {str(quota.public_id): quota for quota in quotas}
        offer(self, "quota", [(key, str(quota.name)) for key, quota in self.quotas.items()])
        if len(self.quotas) == 1:
            self.fields["quota"].widget = forms.HiddenInput()
            self.initial["quota"] = next(iter(self.quotas))
        most: Any = self.fields["seats"]
        if terms.largest_group == 1:
            del self.fields["seats"]
        else:
            most.max_value = terms.largest_group
            most.validators.append(MaxValueValidator(terms.largest_group))
            most.help_text = _("At most %(number)s, with you.") % {"number": terms.largest_group}
        if not terms.event.fee_yen:
            del self.fields["invoice_name"]
        for question in terms.questions:
            self.fields[f"question_{question['key']}"] = asked(question)
        for consent in terms.consents:
            field = forms.BooleanField(label=worded(consent["words"]), required=consent["required"])
            self.fields[f"consent_{consent['purpose']}"] = field

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in ("name", "kana", "organization_name", "invoice_name") if name in self.fields},
            "quota": self.quotas[cleaned["quota"]],
            "seats_wanted": cleaned.get("seats", 1),
            "answers": {each["key"]: cleaned[f"question_{each['key']}"] for each in self.terms.questions},
            "consents": [each["purpose"] for each in self.terms.consents if cleaned[f"consent_{each['purpose']}"]],
        }


class RegisterForm(OpenForm, NamesForm):
    """Registering without an account."""

    email = AddressField(
        label=_("Your e-mail address"),
        help_text=_("We write to this address. The letter has a link with which you can change or cancel."),
    )
    field_order = ["quota", "seats", "name", "kana", "email", "organization_name", "invoice_name"]


class ChangeForm(NamesForm):
    """Changing what was said. The address stays: it is where the link went."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = ["quota", "seats", "name", "kana", "organization_name", "invoice_name"]

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if registration.order_id is not None:  # both stand in the order
            for name in ("invoice_name", "seats"):
                self.fields.pop(name, None)
        self.fixed_seats = registration.seats
        given = {each.purpose for each in registration.consents.all() if each.withdrawn_at is None}
        said = ("name", "kana", "organization_name", "invoice_name", "seats", "row_version")
        self.initial.update({name: getattr(registration, name) for name in said})
        self.initial["quota"] = str(registration.quota.public_id)
        self.initial.update({f"question_{key}": value for key, value in registration.answers.items()})
        self.initial.update({f"consent_{each['purpose']}": each["purpose"] in given for each in self.terms.consents})

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return facts if "seats" in self.fields else facts | {"seats_wanted": self.fixed_seats}


class EnterForm(forms.Form):
    """A registration that came by telephone, on paper or at the door."""

    quota = forms.ModelChoiceField(label=_("seats"), queryset=Quota.objects.none())
    seats = NumberField(label=_("number of seats"), min_value=1, max_value=200, initial=1)
    name = TextField(label=pgettext_lazy("registration", "name"), max_length=160, max_characters=80)
    kana = KanaField(label=_("name in kana"), max_length=160, max_characters=80, required=False)
    email = AddressField(label=_("e-mail address"), required=False, help_text=_("With an address, a letter goes out."))
    organization_name = TextField(label=_("organization"), max_length=240, max_characters=120, required=False)
    remark = TextField(label=_("remark of the office"), max_length=300, required=False)
    invoice_name = TextField(label=_("name on the invoice"), max_length=160, max_characters=80, required=False)
    waived = forms.BooleanField(label=_("The fee is waived"), required=False)

    def __init__(self, *args: Any, quotas: Any, fee_yen: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not fee_yen:
            del self.fields["invoice_name"], self.fields["waived"]
        offer(self, "quota", quotas)

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        facts = dict(self.cleaned_data)
        return facts | {"seats_wanted": facts.pop("seats")}


class DeclineForm(forms.Form):
    """Why somebody gets no place."""

    reason = LongTextField(label=_("reason"), max_length=300, required=False, help_text=_("It stands in the letter."))


def asked(question: dict[str, Any]) -> forms.Field:
    """The field of one question, in the active language. An answer of several is kept as their numbers."""
    label, required = worded(question["words"]), question["required"]
    if question["kind"] == QuestionKind.TEXT:
        return TextField(label=label, required=required, max_length=CHARACTERS * 2, max_characters=CHARACTERS)
    choices = [(str(number), worded(words)) for number, words in enumerate(question["choices"])]
    if question["kind"] == QuestionKind.CHOICE:
        offered = choices if required else [("", _("no answer")), *choices]
        return forms.ChoiceField(label=label, required=required, choices=offered, widget=forms.RadioSelect)
    return forms.MultipleChoiceField(label=label, required=required, choices=choices, widget=forms.CheckboxSelectMultiple)
