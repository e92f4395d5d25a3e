"""Who applies, with what: the first page of an application."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certifications.actions.applications import NewTeam
from certifications.models import Application, Round
from certifications.states import ApplicantKind, SubjectKind
from home.forms import KanaField, TextField
from organizations import addresses
from organizations.models import Organization, User
from organizations.models.people import validate_address

TEAM_SIZE = 20
NAMES = {
    SubjectKind.PRODUCT: gettext_lazy("Name of the product"),
    SubjectKind.TECHNOLOGY: gettext_lazy("Name of the product or technology"),
    SubjectKind.PERSON: gettext_lazy("Name of the candidate"),
    SubjectKind.WORK: gettext_lazy("Title of the work"),
}
OWN, OTHER = "self", "other"


class BeginForm(forms.Form):
    """The applicant, the subject, and where it belongs. Its fields depend on the program and on who is asking."""

    applicant = forms.ChoiceField(label=gettext_lazy("Who applies?"), widget=forms.RadioSelect)
    team_name = TextField(label=gettext_lazy("Name of the team (for a team)"), max_length=100, required=False)
    team_members = forms.CharField(
        label=gettext_lazy("E-mail addresses of the other members (for a team)"),
        help_text=gettext_lazy("One per line. Each member needs an account on this site."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    nominates = forms.ChoiceField(
        label=gettext_lazy("Whom do you propose?"),
        choices=[(OWN, gettext_lazy("Myself")), (OTHER, gettext_lazy("Somebody else (nomination)"))],
        initial=OWN,
        widget=forms.RadioSelect,
    )
    name_ja = TextField(max_length=120)
    name_kana = KanaField(label=gettext_lazy("Reading in kana"), max_length=160, required=False)
    name_en = TextField(label=gettext_lazy("Name in English, if there is one"), max_length=160, required=False)
    candidate_email = forms.CharField(
        label=gettext_lazy("E-mail address of the candidate (for a nomination)"),
        help_text=gettext_lazy(
            "Only for a nomination. Later you can have a letter sent there that asks for the candidate's consent."
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput,
    )
    previous: forms.ModelChoiceField = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Start from an earlier application"),
        help_text=gettext_lazy(
            "What still fits the form is taken over. Dates and consents are not; the next page names what to write anew."
        ),
        required=False,
        empty_label=gettext_lazy("Start with an empty form"),
    )
    category: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=gettext_lazy("Field"), empty_label=gettext_lazy("Please choose")
    )
    theme: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label=gettext_lazy("Theme"), widget=forms.RadioSelect, empty_label=None
    )

    fields: dict[str, Any]

    def __init__(self, *args: Any, round_: Round, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round, self.user = round_, user
        program = round_.program
        self.organizations = {
            f"organization:{each.public_id}": each
            for each in Organization.objects.editable_by(user)
            if ApplicantKind.ORGANIZATION in program.applicant_kinds
        }
        self.fields["applicant"].choices = list(self._applicants())
        self.fields["name_ja"].label = NAMES[SubjectKind(program.subject_kind)]
        self.fields["category"].queryset = program.categories.all()
        earlier = Application.objects.of_applicant(user).filter(round__program=program).exclude(state="draft")
        self.fields["previous"].queryset = earlier.select_related("subject", "round__program", "organization")
        self.fields["previous"].label_from_instance = _earlier_in_words
        self.fields["theme"].queryset = round_.themes.select_related("organization")
        self._leave_out()

    def _applicants(self) -> Any:
        kinds = self.round.program.applicant_kinds
        yield from ((key, str(each)) for key, each in self.organizations.items())
        if ApplicantKind.PERSON in kinds:
            yield ApplicantKind.PERSON, _("I myself, as a person (%(name)s)") % {"name": self.user}
        if ApplicantKind.TEAM in kinds:
            yield ApplicantKind.TEAM, _("A team of several persons")

    def _leave_out(self) -> None:
        """Takes away what this program does not ask; one choice only is made beforehand."""
        program, choices = self.round.program, self.fields["applicant"].choices
        if len(choices) == 1:
            self.fields["applicant"].initial = choices[0][0]
        unasked = {
            "team_name": ApplicantKind.TEAM not in program.applicant_kinds,
            "team_members": ApplicantKind.TEAM not in program.applicant_kinds,
            "nominates": not program.nomination,
            "candidate_email": not program.nomination,
            "previous": not self.fields["previous"].queryset.exists(),
            "category": not self.fields["category"].queryset.exists(),
            "theme": not program.themes or not self.fields["theme"].queryset.exists(),
        }
        for name in (name for name, out in unasked.items() if out):
            del self.fields[name]

    def clean_team_members(self) -> list[User]:
        """The members who have an account. Says which addresses have none."""
        typed = [addresses.normalize(text) for text in re.split(r"[\s,;、，；]+", self.cleaned_data["team_members"]) if text]
        if len(typed) > TEAM_SIZE:
            raise forms.ValidationError(_("A team has at most %(count)d members.") % {"count": TEAM_SIZE})
        found = {user.email: user for user in User.objects.filter(email__in=typed, is_active=True)}
        if unknown := [address for address in typed if address not in found]:
            words = _("There is no account with this address yet: %(addresses)s. Please ask the member to sign up, or check it.")
            raise forms.ValidationError(words % {"addresses": ", ".join(unknown)})
        return list(found.values())

    def clean_candidate_email(self) -> str:
        address = addresses.normalize(self.cleaned_data["candidate_email"])
        if address:
            validate_address(address)
        return address

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("applicant") == ApplicantKind.TEAM and not data.get("team_name"):
            self.add_error("team_name", _("Please enter the name of the team."))
        if data.get("nominates") == OTHER and not data.get("candidate_email") and "candidate_email" not in self.errors:
            self.add_error("candidate_email", _("Please enter the candidate's address: we can only ask for consent by letter."))
        return data

    def facts(self) -> dict[str, Any]:
        """The arguments of `applications.begin`."""
        data = self.cleaned_data
        team = data["applicant"] == ApplicantKind.TEAM
        return {
            "names": {name: data[name] for name in ("name_ja", "name_kana", "name_en")},
            "organization": self.organizations.get(data["applicant"]),
            "team": NewTeam(data["team_name"], data["team_members"]) if team else None,
            "candidate_email": data.get("candidate_email", "") if data.get("nominates") == OTHER else "",
            "category": data.get("category"),
            "theme": data.get("theme"),
            "previous": data.get("previous"),
        }


def _earlier_in_words(application: Application) -> str:
    """An earlier application in the list: year, subject."""
    return f"{application.round.year_label} {application.subject.name} ({application.applicant})"
