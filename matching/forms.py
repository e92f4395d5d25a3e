"""What is asked of who writes to a maker, and of the maker."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.forms import LongTextField, TextField, YenField, offer
from home.languages import suffix
from home.open_forms import OpenForm
from matching import inquiry_words
from organizations.forms import AddressField

MOST_CHARACTERS = 2_000


class InquiryForm(OpenForm):
    """An inquiry from an entry's page."""

    topic = forms.ChoiceField(label=_("What is it about?"), widget=forms.RadioSelect)
    body = LongTextField(
        label=_("Your question"),
        max_length=MOST_CHARACTERS * 2,
        max_characters=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Please write what you would like to know, and for what you would use it."),
    )
    name = TextField(
        label=_("Your name"), max_length=160, max_characters=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    organization_name = TextField(
        label=_("Company, school or other organization"),
        max_length=240,
        max_characters=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = AddressField(
        label=_("Your e-mail address"),
        help_text=_("We write to this address first. Only when you have confirmed it does your question go to the maker."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "topic", inquiry_words.choices("topics", suffix()))

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("topic", "name", "organization_name", "email", "body")}


class WordsForm(forms.Form):
    """One message."""

    body = LongTextField(
        label=_("Message"),
        max_length=MOST_CHARACTERS * 2,
        max_characters=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("What came of it?"), widget=forms.RadioSelect)
    amount = YenField(
        label=_("Amount in yen"),
        required=False,
        help_text=_("If you like, of an order, a contract or a trial. It is added up; the single amount is not published."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "outcome", inquiry_words.choices("outcomes", suffix()))
