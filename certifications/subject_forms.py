"""What the first page of every application asks, on the site or at the desk: the team, the subject's names, its place."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certifications.basics import NAMES, SUBJECT_LABELS
from certifications.models import Round, Theme
from certifications.states import ApplicantKind, SubjectKind
from home.forms import KanaField, TextField

TEAM_SIZE = 20
OWN, OTHER = "self", "other"


class ThemeField(forms.ModelChoiceField):
    """A theme with the company that sets it."""

    def label_from_instance(self, theme: Any) -> str:
        return _("%(theme)s (%(company)s)") % {"theme": theme, "company": theme.organization}


class SubjectForm(forms.Form):
    """Its fields depend on the program: forms of this kind say by `_unasked` what else it does not ask."""

    team_name = TextField(label=gettext_lazy("Name of the team (for a team)"), max_length=100, required=False)
    name_ja = TextField(max_length=120)
    name_kana = KanaField(label=gettext_lazy("Reading in kana"), max_length=160, required=False)
    name_en = TextField(label=gettext_lazy("Name in English, if there is one"), max_length=160, required=False)
    category: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=gettext_lazy("Field"), empty_label=gettext_lazy("Please choose")
    )
    theme = ThemeField(Theme.objects.none(), label=gettext_lazy("Theme"), widget=forms.RadioSelect, empty_label=None)

    fields: dict[str, Any]

    def __init__(self, *args: Any, round_: Round, chosen_theme: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        self.fields["name_ja"].label = SUBJECT_LABELS[SubjectKind(round_.program.subject_kind)]
        self.fields["category"].queryset = round_.program.categories.all()
        offered = round_.themes.offered(besides=chosen_theme)
        self.fields["theme"].queryset = offered.select_related("organization")

    def _leave_out(self) -> None:
        """Takes away what this program does not ask."""
        for name in self._unasked():
            del self.fields[name]

    def _unasked(self) -> set[str]:
        program = self.round.program
        unasked = set() if ApplicantKind.TEAM in program.applicant_kinds else {"team_name", "team_members"}
        unasked |= set() if program.nomination else {"nominates"}
        unasked |= set() if self.fields["category"].queryset.exists() else {"category"}
        unasked |= set() if program.themes and self.fields["theme"].queryset.exists() else {"theme"}
        return unasked

    def about_subject(self) -> dict[str, Any]:
        """The arguments about the subject that `applications.begin` and `intake.enter` share."""
        data = self.cleaned_data
        names = {name: data[name] for name in NAMES}
        return {"names": names, "category": data.get("category"), "theme": data.get("theme")}


def must_be_a_team(members: list[Any]) -> None:
    """Raises ValidationError for more members than a team may have."""
    if len(members) > TEAM_SIZE:
        raise ValidationError(_("A team has at most %(count)d members.") % {"count": TEAM_SIZE})
