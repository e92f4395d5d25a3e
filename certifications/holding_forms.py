"""What holders of certificates send, made clean."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from certifications.certificate_states import HOLDER_REASONS
from certifications.change_states import STEMS, ChangeKind
from certifications.models import ChangeNotice, PeriodicReport
from certifications.periodic_answers import in_language
from home.forms import DateField, LongTextField, TextField
from home.languages import COLUMN_LANGUAGES

MOST_NUMBER = 999_999_999


class AnswerForm(forms.Form):
    """What the holder says before a withdrawal is decided."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("It can be sent once. If it needs papers, please say so: the office then asks for them."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class GiveBackForm(forms.Form):
    """Why it is given back, and that it is meant."""

    reason_class = forms.ChoiceField(
        label=_("Why do you give it back?"),
        help_text=_("The register shows this choice."),
        choices=[(each.value, capfirst(each.label)) for each in HOLDER_REASONS],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note for the office (may be left out)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    meant = forms.BooleanField(
        label=_("I give it back for good. From today we no longer refer to it."),
        error_messages={"required": _("Please tick this box: giving back cannot be undone.")},
    )


class DeclineRenewalForm(forms.Form):
    """Why a certificate will not be renewed; it may be left out."""

    reason = forms.CharField(
        label=_("Reason (may be left out)"),
        help_text=_("The office reads it and learns from it. The public does not."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PeriodicReportForm(forms.Form):
    """The questions of a periodic report. The fields are data."""

    def __init__(self, *args: Any, report: PeriodicReport, **kwargs: Any) -> None:
        last = report.sendings.last()
        kwargs.setdefault("initial", dict(last.answers) if last else {})
        super().__init__(*args, **kwargs)
        for row in report.rules.get("questions", []):
            self.fields[row["code"]] = _report_field(row)

    def answers(self) -> dict[str, str]:
        """What the action takes; only what was asked."""
        return {code: "" if value is None else str(value) for code, value in self.cleaned_data.items()}


def _report_field(row: Mapping[str, Any]) -> forms.Field:
    said: dict[str, Any] = {"label": in_language(row["label"]), "required": row.get("required", True)}
    if help_text := in_language(row.get("help", {})):
        said["help_text"] = help_text
    match row.get("kind", "words"):
        case "number":
            return forms.IntegerField(min_value=0, max_value=MOST_NUMBER, **said)
        case "yes_no":
            return forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect, **said)
    return LongTextField(max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), **said)


class ChangeForm(forms.Form):
    """What has changed since the certificate was issued. A new name is asked for where the certificate itself says one."""

    kind = forms.ChoiceField(
        label=_("What has changed?"),
        help_text=_("One notice for one kind of change."),
        choices=[(value, capfirst(label)) for value, label in ChangeKind.choices],
        widget=forms.RadioSelect,
    )
    changed_on = DateField(
        label=_("Since when?"), help_text=_("Of what is no longer made or offered: the last day, which may be still to come.")
    )
    new_ja = TextField(
        label=_("New name (Japanese)"),
        help_text=_("Only for a new name of the holder, or of what is certified."),
        max_length=120,
        required=False,
    )
    new_en = TextField(label=_("New name (English)"), max_length=160, required=False)
    new_zh = TextField(label=_("New name (Chinese)"), max_length=120, required=False)
    words = LongTextField(
        label=_("What has changed, in words"),
        help_text=_("For example what differs in the product, or why the name has changed."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, notice: ChangeNotice | None = None, **kwargs: Any) -> None:
        """With a notice: to mend it. Its kind stays."""
        if notice is not None:
            names = ("changed_on", "new_ja", "new_en", "new_zh", "words")
            kwargs["initial"] = {name: getattr(notice, name) for name in names}
        super().__init__(*args, **kwargs)
        if notice is not None:
            del self.fields["kind"]
        if notice is not None and notice.kind not in STEMS:
            for name in ("new_ja", "new_en", "new_zh"):
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        new = {language: data.pop(f"new_{language}", "") for language in COLUMN_LANGUAGES}
        return data | {"new": new}
