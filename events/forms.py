"""Forms of the events' desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event, Venue
from events.states import PartyRole

MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A day and a time in Asia/Tokyo, by the browser's own control."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT), **kwargs)


class PartiesField(forms.CharField):
    """One name a line; the English and the Chinese one may follow, each after a vertical bar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)

    def clean(self, value: Any) -> list[dict[str, str]]:
        names = []
        for line in super().clean(value).replace("｜", "|").splitlines():
            japanese, english, chinese = ([part.strip() for part in line.split("|", 2)] + ["", ""])[:3]
            if len(japanese) > 120 or max(len(english), len(chinese)) > 160:
                raise forms.ValidationError(_("One of the names is too long: %(name)s…") % {"name": japanese[:20]})
            if japanese:
                names.append({"name_ja": japanese, "name_en": english, "name_zh": chinese})
        return names


class EventForm(forms.ModelForm):
    """An event and who holds it, with the version that was read. Announced dates are moved by their own form."""

    starts_at = MomentField(label=_("begins"))
    ends_at = MomentField(label=_("ends"))
    row_version = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    class Meta:
        model = Event
        fields = [
            "title_ja", "title_en", "title_zh", "kind", "starts_at", "ends_at", "mode", "venue", "summary_ja", "summary_en",
            "summary_zh", "capacity", "fee_yen", "payee", "edition", "fiscal_year", "program", "slug",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fiscal_year"].required = False
        self.fields["fiscal_year"].help_text = _("Leave it empty for the fiscal year of the first day.")
        event = self.instance if self.instance.pk else None
        self.initial["row_version"] = event.row_version if event else 0
        if event and event.announced_at:
            for name in ("starts_at", "ends_at", "slug"):
                self.fields[name].disabled = True
        for role in PartyRole:
            known = "\n".join(_line(party) for party in event.parties.all() if party.role == role) if event else ""
            self.fields[f"parties_{role}"] = PartiesField(label=role.label, initial=known)
        self.fields[f"parties_{PartyRole.HOST}"].help_text = _(
            "One name per line. The English and the Chinese name may follow, each after a vertical bar."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("The event ends before it begins."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the record gets; the year is left to the action when nobody named one."""
        known = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if not known["fiscal_year"]:
            del known["fiscal_year"]
        return known

    def parties(self) -> list[dict[str, Any]]:
        """Who holds it. An organization that is linked keeps its link while its line stays as it is."""
        linked = {_line(party): party.organization for party in self.instance.parties.all()} if self.instance.pk else {}
        found = []
        for role in PartyRole:
            for names in self.cleaned_data[f"parties_{role}"]:
                line = _written(names["name_ja"], names["name_en"], names["name_zh"])
                organization = linked.get(line)
                found.append({"role": role, "organization": organization} | ({} if organization else names))
        return found


class VenueForm(forms.ModelForm):
    """A venue with the version that was read."""

    online_url = forms.URLField(label=_("address in the net"), required=False, assume_scheme="https")
    row_version = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    class Meta:
        model = Venue
        fields = [
            "code", "name_ja", "name_en", "name_zh", "address_ja", "address_en", "address_zh", "area", "online_url",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["row_version"] = self.instance.row_version if self.instance.pk else 0


class AnnounceForm(forms.Form):
    """From when the public sees the event."""

    at = MomentField(label=_("public from"), required=False, help_text=_("Leave it empty to announce it at once."))
    note = forms.CharField(
        label=_("note"), required=False, max_length=300, help_text=_("Stays in the history; the public does not see it.")
    )


class ReasonForm(forms.Form):
    """Why the event does not take place as announced."""

    reason = forms.CharField(
        label=_("reason"), max_length=300, help_text=_("One or two sentences. They stand on top of the event's page.")
    )
    reason_en = forms.CharField(label=_("reason (English)"), required=False, max_length=400)
    reason_zh = forms.CharField(label=_("reason (Chinese)"), required=False, max_length=300)


class RescheduleForm(ReasonForm):
    """The new day, and why."""

    starts_at = MomentField(label=_("begins"))
    ends_at = MomentField(label=_("ends"))
    field_order = ["starts_at", "ends_at", "reason", "reason_en", "reason_zh"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("The event ends before it begins."))
        return cleaned


def _line(party: Any) -> str:
    source = party.organization or party
    return _written(source.name_ja, source.name_en, source.name_zh)


def _written(*names: str) -> str:
    return " | ".join(names).rstrip(" |")
