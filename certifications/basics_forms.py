"""The basic facts of an application as its side types them: all of a draft's on one page, or one that the office asks about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from certifications import basics
from certifications.applying_forms import ReplyForm
from certifications.models import Application, Category, Theme
from certifications.subject_forms import SubjectForm
from organizations import addresses
from organizations.models.people import validate_address


class BasicsForm(SubjectForm):
    """The names of the subject, its field and theme, and of a nomination the candidate's address while it may change."""

    candidate_email = forms.CharField(
        label=gettext_lazy("E-mail address of the candidate"),
        help_text=gettext_lazy("If you change it, the link that we sent to the earlier address stops working."),
        max_length=254,
        widget=forms.EmailInput,
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("read", *basics.FIELDS, "candidate_email")

    def __init__(self, *args: Any, application: Application, may_readdress: bool, **kwargs: Any) -> None:
        self.may_readdress = may_readdress
        subject = application.subject
        present = {name: getattr(subject, name) for name in basics.NAMES}
        present["team_name"] = application.team.name if application.team else ""
        present |= {"category": application.category_id, "theme": application.theme_id, "candidate_email": subject.email}
        present["read"] = basics.fingerprint(basics.facts_of(application), subject.email)
        chosen = application.theme_id
        super().__init__(*args, round_=application.round, chosen_theme=chosen, initial=present, **kwargs)
        self.has_team = "team_name" in basics.questions(application)
        ask_for_team(self.fields["team_name"])
        self._leave_out()

    def _unasked(self) -> set[str]:
        unasked = super()._unasked() & set(self.fields)
        unasked |= set() if self.has_team else {"team_name"}
        return unasked if self.may_readdress else unasked | {"candidate_email"}

    def clean_candidate_email(self) -> str:
        address = addresses.normalize(self.cleaned_data["candidate_email"])
        validate_address(address)
        return address

    def facts(self) -> dict[str, Any]:
        """The arguments of `basic_facts.change`."""
        data = self.cleaned_data
        facts = {field: kept(data[field]) for field in basics.FIELDS if field in data}
        return {"facts": facts, "read": data["read"], "candidate_email": data.get("candidate_email")}


class BasicReplyForm(ReplyForm):
    """What is to stand in the place of a basic fact that the office asks about, and a word about it."""

    field_order = ("value", "text")

    def __init__(self, *args: Any, application: Application, field: str, value: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = SubjectForm(round_=application.round, chosen_theme=application.theme_id).fields[field]
        if field == "team_name":
            ask_for_team(asked)
        if isinstance(asked, forms.ModelChoiceField):
            asked.to_field_name = "code"
        self.fields["value"] = asked
        self.initial["value"] = value
        self.order_fields(self.field_order)

    @property
    def value(self) -> str:
        return kept(self.cleaned_data["value"])


def ask_for_team(field: forms.Field) -> None:
    """Of a team that is there, its name is always asked."""
    field.label, field.required = basics.LABELS["team_name"](), True


def kept(value: str | Category | Theme) -> str:
    """A fact as it is kept: a field or a theme by its code."""
    return value if isinstance(value, str) else value.code
