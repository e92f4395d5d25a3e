"""What a judge tells of her ties, what she answers, and why an applicant challenges a judge."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.conflict_states import TieHolder, TieKind
from certifications.models import Application
from home.forms import DateField, DigitsField, LongTextField, TextField, offer
from organizations.models import User
from organizations.models.organizations import validate_corporate_number


class InterestForm(forms.Form):
    """One tie."""

    kind = forms.ChoiceField(label=_("kind of tie"), choices=TieKind)
    holder = forms.ChoiceField(label=_("whose"), choices=TieHolder, initial=TieHolder.SELF)
    name = TextField(label=_("company, organization or person"), max_length=120)
    corporate_number = DigitsField(
        label=_("corporate number"),
        required=False,
        help_text=_("13 digits (法人番号), if you know it."),
        validators=[validate_corporate_number],
    )
    since = DateField(label=_("since"), required=False)
    until = DateField(label=_("until (including)"), required=False, help_text=_("Leave it empty if it goes on."))
    note = TextField(label=_("note"), max_length=200, required=False)


class AnswerForm(forms.Form):
    """The judge's answer to a question of the office."""

    text = LongTextField(label=_("Your answer in a few words"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class DeclareForm(forms.Form):
    """An applicant with whom something connects the judge."""

    application = forms.ModelChoiceField(label=_("applicant"), queryset=Application.objects.none(), to_field_name="public_id")
    kind = forms.ChoiceField(label=_("kind of tie"), choices=TieKind)
    reason = LongTextField(label=_("What connects you with it?"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "application", cases)
        self.fields["application"].label_from_instance = lambda case: case.applicant  # type: ignore[attr-defined]


class ChallengeForm(forms.Form):
    """Which judge should not judge this application, and why."""

    judge = forms.ModelChoiceField(label=_("judge"), queryset=User.objects.none(), to_field_name="public_id")
    reason = LongTextField(
        label=_("Why should this judge not judge your application?"),
        help_text=_("For example: employed by a competitor until last year. The office reads it, and may ask the judge."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, judges: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "judge", judges)
