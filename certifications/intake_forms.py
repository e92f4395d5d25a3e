"""What the office types of an application that came on paper or at the counter."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certifications.actions.intake import PaperApplicant, PaperPerson
from certifications.basics import NAMES
from certifications.models import Round
from certifications.states import ApplicantKind, Channel
from certifications.subject_forms import OTHER, OWN, SubjectForm, must_be_a_team
from home import clock
from home.forms import DateField, DigitsField, KanaField, LongTextField, TextField
from organizations import addresses
from organizations.models import Organization, User
from organizations.models.organizations import validate_corporate_number
from organizations.states import OrganizationKind

SCANS = 3
ORGANIZATION = ("organization", "organization_name", "organization_kind", "corporate_number")
PERSON = ("person_name", "person_kana", "person_email")
TEAM = ("team_name", "team_members")
KINDS = {
    ApplicantKind.ORGANIZATION: gettext_lazy("an organization"),
    ApplicantKind.PERSON: gettext_lazy("a person by herself or himself"),
    ApplicantKind.TEAM: gettext_lazy("a team of several persons"),
}


class EnterForm(SubjectForm):
    """How and when it came in, who applies, with what, and where letters go. Its fields depend on the program."""

    channel = forms.ChoiceField(
        label=gettext_lazy("how it came in"),
        choices=[(value, label) for value, label in Channel.choices if value != Channel.ONLINE],
        widget=forms.RadioSelect,
    )
    received_on = DateField(
        label=gettext_lazy("arrived on"),
        help_text=gettext_lazy("The day of arrival counts for the deadline, not today: take it from the stamp of receipt."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Who applies?"), choices=ApplicantKind.choices, widget=forms.RadioSelect)
    organization: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        Organization.objects.order_by("name_kana", "name_ja"),
        label=gettext_lazy("organization on record"),
        required=False,
        help_text=gettext_lazy("Please look here first. Only if it is not there, fill in the three fields below."),
    )
    organization_name = TextField(label=gettext_lazy("name of a new organization"), max_length=120, required=False)
    organization_kind = forms.ChoiceField(
        label=gettext_lazy("kind of the new organization"), choices=OrganizationKind.choices, required=False
    )
    corporate_number = DigitsField(
        label=gettext_lazy("corporate number of the new organization"),
        required=False,
        help_text=gettext_lazy("13 digits (法人番号). Leave it empty if there is none, as for sole proprietors."),
    )
    person_name = TextField(label=gettext_lazy("name of the person who applies"), max_length=100, required=False)
    person_kana = KanaField(label=gettext_lazy("the same in kana"), max_length=100, required=False)
    person_email = forms.CharField(
        label=gettext_lazy("e-mail address of the person's account, if there is one"), max_length=254, required=False
    )
    team_members = forms.CharField(
        label=gettext_lazy("names of the team's members"),
        help_text=gettext_lazy("One per line."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    nominates = forms.ChoiceField(
        label=gettext_lazy("Who is proposed?"),
        choices=[(OWN, gettext_lazy("the person who applies")), (OTHER, gettext_lazy("Somebody else (nomination)"))],
        initial=OWN,
        widget=forms.RadioSelect,
    )
    post_to = LongTextField(
        label=gettext_lazy("name and address for letters by post"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("As it is to stand in the window of the envelope."),
    )

    field_order = (
        *("channel", "received_on", "kind", *ORGANIZATION, *PERSON, *TEAM),
        *("nominates", *NAMES, "category", "theme", "post_to"),
    )

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, round_=round_, **kwargs)
        kinds = round_.program.applicant_kinds
        self.fields["received_on"].initial = clock.today()
        self.fields["kind"].choices = [(kind, KINDS[ApplicantKind(kind)]) for kind in kinds]
        self.fields["kind"].initial = kinds[0]
        for number in range(1, SCANS + 1):
            label = _("scan %(number)d") % {"number": number}
            self.fields[f"scan_{number}"] = forms.FileField(
                label=label, required=False, help_text=_("PDF or picture, up to 20 MB")
            )
        self._leave_out()

    def _unasked(self) -> set[str]:
        kinds, unasked = self.round.program.applicant_kinds, super()._unasked()
        unasked |= set() if ApplicantKind.ORGANIZATION in kinds else {*ORGANIZATION}
        return unasked | (set() if ApplicantKind.PERSON in kinds else {*PERSON})

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise ValidationError(_("This day has not come yet."))
        if not self.round.took_in(day):
            raise ValidationError(_("On this day the call was not open, so what arrived on it does not count."))
        return day

    def clean_corporate_number(self) -> str:
        number = self.cleaned_data["corporate_number"]
        if number:
            validate_corporate_number(number)
            if known := Organization.objects.verified().filter(corporate_number=number).first():
                words = _("%(name)s has this corporate number already. Please choose it above.")
                raise ValidationError(words % {"name": known})
        return number

    def clean_person_email(self) -> User | None:
        typed = addresses.normalize(self.cleaned_data["person_email"])
        if not typed:
            return None
        found = User.objects.filter(email=typed, is_active=True).first()
        if found is None:
            raise ValidationError(_("Nobody has an account with this address. Please leave the field empty."))
        return found

    def clean_team_members(self) -> list[str]:
        names = [name.strip() for name in re.split(r"[\n、,]", self.cleaned_data["team_members"]) if name.strip()]
        must_be_a_team(names)
        return names

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind, please = data.get("kind"), _("Please fill this in.")
        if kind == ApplicantKind.ORGANIZATION and "corporate_number" not in self.errors:
            named, new = data.get("organization"), data.get("organization_name")
            if not named and not new:
                self.add_error("organization", _("Please choose an organization, or name a new one."))
            if named and new:
                self.add_error("organization_name", _("Please choose an organization on record or name a new one, not both."))
        if kind == ApplicantKind.PERSON and not data.get("person_name") and not data.get("person_email"):
            self.add_error("person_name", please)
        if kind == ApplicantKind.TEAM:
            for name in TEAM:
                if not data.get(name):
                    self.add_error(name, please)
        return data

    def facts(self) -> dict[str, Any]:
        """The arguments of `intake.enter`."""
        data = self.cleaned_data
        return self.about_subject() | {
            "channel": data["channel"],
            "received_on": data["received_on"],
            "post_to": data["post_to"],
            "applicant": self._applicant(),
            "nominates": data.get("nominates") == OTHER,
            "scans": [data[f"scan_{number}"] for number in range(1, SCANS + 1) if data.get(f"scan_{number}")],
        }

    def _applicant(self) -> PaperApplicant:
        data = self.cleaned_data
        match data["kind"]:
            case ApplicantKind.ORGANIZATION if data["organization"]:
                return PaperApplicant(organization=data["organization"])
            case ApplicantKind.ORGANIZATION:
                kind = data["organization_kind"] or OrganizationKind.SME
                facts = {"name_ja": data["organization_name"], "kind": kind, "corporate_number": data["corporate_number"]}
                return PaperApplicant(new_organization=facts)
            case ApplicantKind.TEAM:
                return PaperApplicant(team_name=data["team_name"], team=[PaperPerson(name) for name in data["team_members"]])
        return PaperApplicant(person=PaperPerson(data["person_name"], data["person_kana"], data["person_email"]))
