"""What the office enters about renewals: a span of days, and a campaign."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.models import Program
from home.forms import DayField, offer


class WordsField(forms.CharField):
    """Some words of the office; they may be left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=1500, required=False, widget=forms.Textarea(attrs={"rows": 3}), **options)


class SpanForm(forms.Form):
    """Of which program, and between which last days."""

    program = forms.ModelChoiceField(label=_("program"), queryset=Program.objects.none(), empty_label=None)
    first = DayField(label=_("ends from"))
    last = DayField(label=_("ends until"))

    def __init__(self, *args: Any, programs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "program", programs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            self.add_error("last", _("The last day of the span lies before its first."))
        return data


class CampaignForm(forms.Form):
    """The span, the reminders, and words of the office for the letter."""

    first_day = DayField(label=_("certificates that end from"))
    last_day = DayField(label=_("certificates that end until"))
    remind_before_end = forms.IntegerField(
        label=_("reminder: days before the certificate ends"), help_text=_("0: no reminder"), min_value=0, max_value=366
    )
    remind_before_close = forms.IntegerField(
        label=_("reminder: days before the round closes"), help_text=_("0: no reminder"), min_value=0, max_value=366
    )
    ja = WordsField(label=_("words for the letter (Japanese)"), help_text=_("May be left out."))
    en = WordsField(label=_("the same in English"))
    zh = WordsField(label=_("the same in Chinese"))
