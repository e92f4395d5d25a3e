"""Input about deadlines, made clean."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from certifications.models import Application
from home import dates
from home.forms import offer


class ExtendForm(forms.Form):
    """A later deadline, and why; the applicants read it."""

    until = forms.DateTimeField(
        label=_("new deadline"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Japan time. The first instant at which it is too late."),
    )
    reason = forms.CharField(
        label=_("reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the letter, and in the log of extensions."),
    )


class DraftChoice(forms.ModelChoiceField[Application]):
    """A draft by its applicant and the day it was begun: what it is about is not the office's to know yet."""

    def label_from_instance(self, obj: Application) -> str:
        begun = dates.day(obj.created_at, get_language() or "ja")
        return gettext("%(applicant)s, begun on %(day)s") % {"applicant": obj.applicant, "day": begun}


class ShortenForm(ExtendForm):
    """An earlier deadline for one of those who alone were given more time, and why; she reads it."""

    application = DraftChoice(label=_("applicant"), queryset=Application.objects.none())
    field_order = ("application", "until", "reason")

    def __init__(self, *args: Any, drafts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = _("Japan time, at least three days from now, and not before the deadline of all others.")
        offer(self, "application", drafts)


class ExtendOneForm(ExtendForm):
    """The same for one draft."""

    application = DraftChoice(label=_("applicant"), queryset=Application.objects.none())
    field_order = ("application", "until", "reason")

    def __init__(self, *args: Any, drafts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "application", drafts)
