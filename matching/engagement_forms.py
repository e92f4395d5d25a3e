"""What is asked of who wants a master, a class or a tour, of the host, and of the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.models import Category
from home.forms import DateField, LongTextField, TextField
from home.open_forms import OpenForm
from matching.engagement_states import EngagementKind, Origin
from matching.forms import MOST_CHARACTERS
from organizations.forms import AddressField, NumberField
from organizations.models import Area

MOST_PEOPLE = 100_000


class EngagementForm(OpenForm):
    """The public form."""

    kind = forms.ChoiceField(label=_("What do you ask for?"), choices=EngagementKind, widget=forms.RadioSelect)
    category = forms.ModelChoiceField(
        label=_("craft or field"), queryset=Category.objects.none(), required=False, empty_label=_("any")
    )
    area = forms.ModelChoiceField(label=_("ward"), queryset=Area.objects.none(), required=False, empty_label=_("any"))
    first_day = DateField(label=_("day wished for"))
    second_day = DateField(label=_("second choice"), required=False)
    people = NumberField(label=_("how many people"), min_value=1, max_value=MOST_PEOPLE)
    body = LongTextField(
        label=_("what it is about"),
        max_length=MOST_CHARACTERS * 2,
        max_characters=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For whom, where, how long, and what should be shown or seen."),
    )
    organization_name = TextField(label=_("School, organizer or delegation"), max_length=240, max_characters=120)
    origin = forms.ChoiceField(label=_("Where do you come from?"), choices=Origin, widget=forms.RadioSelect)
    name = TextField(
        label=_("Your name"), max_length=160, max_characters=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = AddressField(
        label=_("Your e-mail address"),
        help_text=_("We write to this address first. Only when you have confirmed it does the office get your request."),
    )

    def __init__(self, *args: Any, hosts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(pk__in=hosts.values("category")).order_by("order", "pk")  # type: ignore[attr-defined]
        self.fields["area"].queryset = Area.objects.filter(in_city=True)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"homepage", "opened"}}


class CallOffForm(forms.Form):
    """Why it is called off, or cannot be arranged."""

    reason = LongTextField(label=_("reason"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))


class ReportForm(forms.Form):
    """How it was."""

    attended = NumberField(label=_("how many came"), min_value=0, max_value=MOST_PEOPLE)
    words = LongTextField(
        label=_("report"),
        max_length=MOST_CHARACTERS * 2,
        max_characters=MOST_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What was done, what was liked. Please name no visitor."),
    )


class OfferForm(forms.Form):
    """Whom to ask."""

    host: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("host"), queryset=None, to_field_name="public_id")

    def __init__(self, *args: Any, hosts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = hosts  # type: ignore[attr-defined]
        self.fields["host"].label_from_instance = lambda each: f"{each.holder} {each.name} ({each.number})"  # type: ignore[attr-defined]


class ArrangeForm(forms.Form):
    """Day and place."""

    held_on = DateField(label=_("day"))
    place = TextField(label=_("place and hour"), max_length=240, max_characters=120)
