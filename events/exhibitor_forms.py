"""What an organization is asked that wants to exhibit."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.expo_states import FeeKind, Region, Shape, Wish
from events.models import Exhibitor, Expo, Zone
from home.forms import LongTextField, TextField, offer
from organizations.forms import AddressField, NumberField
from organizations.models import Organization

MOST_TOGETHER = 20
# Field of the form, field of the expo that limits it, and the words for it.
LIMITED = {
    "booths_wanted": ("most_booths", _("At most %(limit)s.")),
    "power_kw": ("most_power_kw", _("At most %(limit)s kW.")),
    "heaviest_kg": ("most_weight_kg", _("At most %(limit)s kg.")),
    "highest_cm": ("most_height_cm", _("At most %(limit)s cm.")),
}


class BeginForm(forms.Form):
    """For whom one applies, and where it has its seat."""

    organization = forms.ModelChoiceField(label=_("Your organization"), queryset=Organization.objects.none(), empty_label=None)
    region = forms.ChoiceField(label=_("Where does it have its seat?"), choices=Region, widget=forms.RadioSelect)

    def __init__(self, *args: Any, organizations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organization", organizations)


class ExhibitorForm(forms.Form):
    """The application. Nothing but the number of booths is needed to keep a draft; sending asks for the rest."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    region = forms.ChoiceField(label=_("Where does your organization have its seat?"), choices=Region)
    zone = forms.ModelChoiceField(label=_("Zone"), queryset=Zone.objects.none(), required=False)
    booths_wanted = NumberField(label=_("Number of booths"), min_value=1, initial=1)
    shape = forms.ChoiceField(label=_("How several booths lie"), choices=Shape)
    co_exhibitors = LongTextField(
        label=_("Co-exhibitors"),
        required=False,
        max_length=2_000,
        help_text=_("Who shows something on your booth, too: one name a line."),
    )
    power_kw = NumberField(label=_("Electricity that you need (kW)"), min_value=0, required=False)
    heaviest_kg = NumberField(label=_("Heaviest exhibit (kg)"), min_value=0, required=False)
    highest_cm = NumberField(label=_("Highest exhibit (cm)"), min_value=0, required=False)
    wishes = forms.MultipleChoiceField(
        label=_("What else would you like to do?"), choices=Wish, required=False, widget=forms.CheckboxSelectMultiple
    )
    sign_ja = TextField(label=_("Name on the booth"), max_length=60, required=False)
    sign_en = TextField(label=_("Name on the booth (English)"), max_length=80, required=False)
    topics_ja = TextField(
        label=_("Subjects"), max_length=120, required=False, help_text=_("Such as: water treatment, sensors, recycling")
    )
    topics_en = TextField(label=_("Subjects (English)"), max_length=160, required=False)
    summary_ja = LongTextField(label=_("What you show"), max_length=400, required=False)
    summary_en = LongTextField(label=_("What you show (English)"), max_length=800, required=False)
    contact_name = TextField(label=_("Contact person"), max_length=100, required=False)
    contact_email = AddressField(label=_("E-mail address"), required=False)
    contact_telephone = TextField(label=_("Telephone"), max_length=30, required=False)
    remark = LongTextField(label=_("What the office should know"), max_length=1_000, required=False)

    def __init__(self, *args: Any, exhibitor: Exhibitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exhibitor, self.expo = exhibitor, exhibitor.expo
        offer(self, "zone", self.expo.zones.all())
        self.offered = [rule for rule in self.expo.fee_rules.all() if rule.kind == FeeKind.OPTION]
        for rule in self.offered:
            field = NumberField(label=str(rule.name), min_value=0, max_value=rule.largest or 999, required=False)
            self.fields[f"option_{rule.code}"] = field
        self._limit(self.expo)
        self._fill(exhibitor)

    def _limit(self, expo: Expo) -> None:
        for name, (limit, words) in LIMITED.items():
            if (most := getattr(expo, limit)) is not None:
                self.fields[name].help_text = words % {"limit": f"{most:,}"}

    def _fill(self, exhibitor: Exhibitor) -> None:
        for name in self.fields:
            if name.startswith("option_"):
                self.initial[name] = exhibitor.options.get(name.removeprefix("option_"), 0)
            elif name == "co_exhibitors":
                self.initial[name] = "\n".join(row.name_ja for row in exhibitor.co_exhibitors.all())
            else:
                self.initial[name] = getattr(exhibitor, name)

    def clean_co_exhibitors(self) -> list[dict[str, str]]:
        """A row for each line that is not empty."""
        names = [line.strip() for line in self.cleaned_data["co_exhibitors"].splitlines() if line.strip()]
        if len(names) > MOST_TOGETHER or any(len(name) > 120 for name in names):
            raise forms.ValidationError(
                gettext("At most %(number)d names of at most 120 characters.") % {"number": MOST_TOGETHER}
            )
        return [{"name_ja": name} for name in names]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        facts = dict(self.cleaned_data)
        version = facts.pop("row_version")
        numbers = {rule.code: facts.pop(f"option_{rule.code}") or 0 for rule in self.offered}
        for name in ("power_kw", "heaviest_kg", "highest_cm"):
            facts[name] = facts[name] or 0
        return facts | {"row_version": version, "options": {code: number for code, number in numbers.items() if number}}

    def parts(self) -> list[dict[str, Any]]:
        """The fields in groups, each with its heading."""
        options = [f"option_{rule.code}" for rule in self.offered]
        groups = [
            (_("The booth"), ["region", "zone", "booths_wanted", "shape", "co_exhibitors"]),
            (_("What you order with it"), options),
            (_("What the hall must carry"), ["power_kw", "heaviest_kg", "highest_cm"]),
            (
                _("What visitors read"),
                ["sign_ja", "sign_en", "topics_ja", "topics_en", "summary_ja", "summary_en"],
            ),
            (_("For the office"), ["wishes", "contact_name", "contact_email", "contact_telephone", "remark"]),
        ]
        return [{"title": title, "fields": [self[name] for name in names]} for title, names in groups if names]
