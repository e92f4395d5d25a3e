"""Input of the desk, made clean."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications import self_checks
from certifications.conflict_states import TieKind
from certifications.models import Application, Round
from home.forms import DayField, DayInput, offer
from home.languages import suffix
from organizations.forms import AddressField


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = forms.CharField(label=_("reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class PublicReasonForm(forms.Form):
    """A reason that the public reads, in three languages; Japanese is needed."""

    ja = forms.CharField(label=_("reason that the public reads (Japanese)"), max_length=200)
    en = forms.CharField(label=_("the same in English"), max_length=300, required=False)
    zh = forms.CharField(label=_("the same in Chinese"), max_length=200, required=False)


class NoteForm(forms.Form):
    """What the office writes for itself."""

    note = forms.CharField(
        label=_("note of the office"),
        help_text=_("Neither the holder nor the public reads this."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ChecklistForm(forms.Form):
    """Every line of the round's checklist: met or not, with a note. The fields are data."""

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = {row.code: row for row in application.checks.all()}
        self.lines = application.round.rules["checklist"]
        said = self_checks.of_application(application)
        for line in self.lines:
            known = given.get(line["code"])
            self.fields[line["code"]] = forms.TypedChoiceField(
                label=line["text"].get(suffix()) or line["text"]["ja"],
                choices=[("", _("not looked at yet")), ("yes", _("met")), ("no", _("not met"))],
                widget=forms.RadioSelect,
                help_text=_said_in_words(said.of_line(line["code"])) if said.answers else "",
                required=False,
                initial="" if known is None else ("yes" if known.passed else "no"),
            )
            self.fields[f"{line['code']}-note"] = forms.CharField(
                label=_("note"), max_length=400, required=False, initial=known.note if known else ""
            )

    def results(self) -> dict[str, tuple[bool, str]]:
        """(met, note) by line, for the lines that were answered."""
        data = self.cleaned_data
        return {
            line["code"]: (data[line["code"]] == "yes", data[f"{line['code']}-note"]) for line in self.lines if data[line["code"]]
        }


def _said_in_words(results: Iterable[self_checks.Result]) -> str:
    """What the applicant said about a line, escaped."""
    found = [f"{each.verdict} {each.reason} " + ", ".join(said.text for said in each.said) for each in results]
    return str(escape(" / ".join(f"{gettext('said in the self-check')}: {text}" for text in found)))


class CorrectionDayForm(forms.Form):
    """More time for corrections; the applicant reads why."""

    due_on = DayField(label=_("due"))
    reason = forms.CharField(label=_("reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class SeenForm(forms.Form):
    """Carries what its page has shown, so that nothing else is approved."""

    seen_as = forms.CharField(widget=forms.HiddenInput())


class AssignForm(forms.Form):
    """A judge of the panel without a conflict."""

    judge: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("judge"), queryset=None)

    def __init__(self, *args: Any, judges: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "judge", judges)


class ConflictForm(forms.Form):
    """A judge's interest in this case or its company."""

    judge: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("judge"), queryset=None)
    scope = forms.ChoiceField(
        label=_("with"),
        choices=[
            ("application", _("this application")),
            ("subject", _("this product, also in later rounds")),
            ("organization", _("this company, also in later rounds")),
            ("group", _("this company and its group, also in later rounds")),
        ],
    )
    kind = forms.ChoiceField(label=_("kind of tie"), choices=TieKind, initial=TieKind.OTHER)
    reason = forms.CharField(label=_("reason"), max_length=400)

    def __init__(self, *args: Any, judges: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "judge", judges)


class RoundForm(forms.ModelForm):
    """A new round's dates and limits."""

    class Meta:
        model = Round
        fields = [
            "program", "fiscal_year", "number", "opens_at", "closes_at", "judging_until", "announces_at", "reviews_wanted",
            "sign_off",
        ]  # fmt: skip
        widgets = {
            "opens_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "closes_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "announces_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "judging_until": DayInput(),
        }

    blind = forms.BooleanField(
        label=_("judges do not see who applies"),
        required=False,
        help_text=_("In every stage that is scored; each stage can be set up on its own page."),
    )

    def __init__(self, *args: Any, programs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "program", programs)


class SeatForm(forms.Form):
    """A judge's e-mail address."""

    email = AddressField(label=_("e-mail address of the judge"))
    chair = forms.BooleanField(label=_("takes the chair"), required=False)
