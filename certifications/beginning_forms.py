"""Who applies, with what: the first page of an application."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certifications.actions.applications import NewTeam
from certifications.basics import NAMES
from certifications.models import Application, Round
from certifications.states import ApplicantKind
from certifications.subject_forms import OTHER, OWN, SubjectForm, must_be_a_team
from organizations import addresses
from organizations.models import Organization
from organizations.models.people import validate_address


class BeginForm(SubjectForm):
    """The applicant, the subject, and where it belongs. Its fields depend on the program and on who is asking."""

    applicant = forms.ChoiceField(label=gettext_lazy("Who applies?"), widget=forms.RadioSelect)
    team_members = forms.CharField(
        label=gettext_lazy("E-mail addresses of the other members (for a team)"),
        help_text=gettext_lazy("One per line. Each of them becomes a member by agreeing on her or his own page of this site."),
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
    field_order = ("applicant", "team_name", "team_members", "nominates", *NAMES, "candidate_email", "previous")

    def __init__(self, *args: Any, round_: Round, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, round_=round_, **kwargs)
        self.user, program = user, round_.program
        self.organizations = {
            f"organization:{each.public_id}": each
            for each in Organization.objects.editable_by(user)
            if ApplicantKind.ORGANIZATION in program.applicant_kinds
        }
        self.fields["applicant"].choices = choices = list(self._applicants())
        if len(choices) == 1:
            self.fields["applicant"].initial = choices[0][0]
        earlier = Application.objects.of_applicant(user).filter(round__program=program).exclude(state="draft")
        self.fields["previous"].queryset = earlier.select_related("subject", "round__program", "organization")
        self.fields["previous"].label_from_instance = _earlier_in_words
        self._leave_out()

    def _applicants(self) -> Any:
        kinds = self.round.program.applicant_kinds
        yield from ((key, str(each)) for key, each in self.organizations.items())
        if ApplicantKind.PERSON in kinds:
            yield ApplicantKind.PERSON, _("I myself, as a person (%(name)s)") % {"name": self.user}
        if ApplicantKind.TEAM in kinds:
            yield ApplicantKind.TEAM, _("A team of several persons")

    def _unasked(self) -> set[str]:
        unasked = super()._unasked()
        unasked |= set() if self.round.program.nomination else {"candidate_email"}
        return unasked | (set() if self.fields["previous"].queryset.exists() else {"previous"})

    def clean_team_members(self) -> list[str]:
        """The addresses. Whether they belong to an account is not said: they are asked on their own pages."""
        typed = [addresses.normalize(text) for text in re.split(r"[\s,;、，；]+", self.cleaned_data["team_members"]) if text]
        must_be_a_team(typed)
        for address in typed:
            validate_address(address)
        return typed

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
        return self.about_subject() | {
            "organization": self.organizations.get(data["applicant"]),
            "team": NewTeam(data["team_name"], data["team_members"]) if team else None,
            "candidate_email": data.get("candidate_email", "") if data.get("nominates") == OTHER else "",
            "previous": data.get("previous"),
        }


def _earlier_in_words(application: Application) -> str:
    """An earlier application in the list: year, subject."""
    return f"{application.round.year_label} {application.subject.name} ({application.applicant})"
