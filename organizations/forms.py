"""Forms about people and organizations. They read what people type: full width, spaces, hyphens, commas."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from home.forms import DayInput, DigitsField, KanaField, TextField, YenField, offer
from home.text import normalize_digits
from organizations import addresses
from organizations.models import Organization, Standing, User
from organizations.models.people import validate_address
from organizations.states import MembershipRole

YEN_LIMIT = 10**15


class AddressField(forms.CharField):
    """An e-mail address: half width and lower case when cleaned; old carriers' addresses pass."""

    widget = forms.EmailInput
    default_validators = [validate_address]

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 254)
        super().__init__(**options)
        # type="email" would refuse full-width typing and taro..yamada@docomo.ne.jp before we can read it.
        self.widget.input_type = "text"
        self.widget.attrs |= {"inputmode": "email", "autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}

    def to_python(self, value: Any) -> str:
        return addresses.normalize(super().to_python(value) or "")


class NumberField(forms.IntegerField):
    """A whole number; full-width digits and commas are read."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(normalize_digits(value).replace(",", "") if isinstance(value, str) else value)


class SignupForm(forms.Form):
    """What sign-up asks besides address and password."""

    name = TextField(label=_("Your name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def signup(self, request: Any, user: Any) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class ProfileForm(forms.ModelForm):
    """What a person keeps about herself."""

    name = TextField(label=_("name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    name_kana = KanaField(label=_("name in kana"), max_length=100, required=False)
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ["name", "name_kana", "language"]


class OrganizationForm(forms.ModelForm):
    """All facts of an organization that its people keep, with the version that was read."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name_ja = TextField(label=_("name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"}))
    name_kana = KanaField(label=_("organization in kana"), max_length=160, required=False)
    name_en = TextField(label=_("name (English)"), max_length=160, required=False)
    name_zh = TextField(label=_("name (Chinese)"), max_length=160, required=False)
    corporate_number = DigitsField(
        label=_("corporate number"),
        required=False,
        help_text=_("13 digits (法人番号). Leave it empty if there is none, as for sole proprietors."),
    )
    representative = TextField(label=_("representative"), max_length=100, required=False)
    postal_code = DigitsField(label=_("postal code"), digits=7, required=False, help_text=_("For example 210-0007"))
    prefecture = TextField(label=_("prefecture"), max_length=20, required=False)
    municipality = TextField(label=_("municipality"), max_length=60, required=False)
    street = TextField(label=_("town and number"), max_length=120, required=False)
    building = TextField(label=_("building"), max_length=120, required=False)
    telephone = TextField(label=_("telephone"), max_length=30, required=False)
    capital = YenField(label=_("capital (yen)"), required=False, max_value=YEN_LIMIT)
    employees = NumberField(label=_("staff"), required=False, min_value=0, max_value=10_000_000)
    website = forms.URLField(label=_("website"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Organization
        fields = [
            "kind", "name_ja", "name_kana", "name_en", "name_zh", "corporate_number", "representative", "postal_code",
            "prefecture", "municipality", "street", "building", "area", "telephone", "website", "capital", "employees",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["row_version"] = self.instance.row_version
            self.initial["postal_code"] = self.instance.postal_code_shown

    def clean_corporate_number(self) -> str | None:
        return self.cleaned_data["corporate_number"] or None

    def clean_telephone(self) -> str:
        return normalize_digits(self.cleaned_data["telephone"])

    def facts(self) -> dict[str, Any]:
        """The cleaned facts, without the version."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = AddressField(label=_("e-mail address"))
    role = forms.ChoiceField(label=_("role"), choices=MembershipRole, initial=MembershipRole.EDITOR, widget=forms.RadioSelect)


class MemberRoleForm(forms.Form):
    """What a member is to be."""

    role = forms.ChoiceField(label=_("role"), choices=MembershipRole, widget=forms.RadioSelect)


class StandingForm(forms.ModelForm):
    """A fact that the office has established, from what, and for how long."""

    holds = forms.TypedChoiceField(
        label=_("what was found"),
        choices=[("yes", _("it holds")), ("no", _("it does not hold"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    evidence = TextField(
        label=_("evidence"),
        max_length=300,
        help_text=_("What it was established from, with its date: a register extract, a visit."),
    )
    upload = forms.FileField(label=_("the paper as a file"), required=False, help_text=_("PDF or picture, up to 20 MB"))

    class Meta:
        model = Standing
        fields = ["kind", "holds", "valid_from", "valid_until", "evidence"]
        widgets = {
            "valid_from": DayInput(),
            "valid_until": DayInput(),
        }


class PersonForm(forms.Form):
    """An account that an administrator makes."""

    email = AddressField(label=_("e-mail address"))
    name = TextField(label=_("name"), max_length=100)
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)
    codes = forms.MultipleChoiceField(label=_("roles"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, roles: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "codes", roles)


class PersonRolesForm(forms.Form):
    """What an administrator changes about an account."""

    codes = forms.MultipleChoiceField(label=_("roles"), widget=forms.CheckboxSelectMultiple, required=False)
    is_active = forms.BooleanField(label=_("The account can be used"), required=False)

    def __init__(self, *args: Any, roles: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "codes", roles)
