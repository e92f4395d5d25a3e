"""What the desk asks about a theme: its words, its pictures, its place among the others."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.models import Round, Theme, ThemePicture
from certifications.states import ThemeState
from home.forms import offer
from organizations.models import Organization

WORDS = ("title", "brief", "material")


class ThemeForm(forms.ModelForm):
    """A company's theme in a contest."""

    class Meta:
        model = Theme
        fields = [
            "code", "organization", "title_ja", "title_en", "title_zh", "brief_ja", "brief_en", "brief_zh",
            "material_ja", "material_en", "material_zh", "target_price_yen",
        ]  # fmt: skip
        labels = {
            "code": _("short code, for example A"), "organization": _("company that sets the theme"),
            "title_ja": _("title (Japanese)"), "title_en": _("title (English)"), "title_zh": _("title (Chinese)"),
            "brief_ja": _("what is asked for (Japanese)"), "brief_en": _("what is asked for (English)"),
            "brief_zh": _("what is asked for (Chinese)"), "material_ja": _("material or technique (Japanese)"),
            "material_en": _("material or technique (English)"), "material_zh": _("material or technique (Chinese)"),
            "target_price_yen": _("target price (yen)"),
        }  # fmt: skip
        widgets = {f"brief_{suffix}": forms.Textarea(attrs={"rows": 4}) for suffix in ("ja", "en", "zh")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organization", Organization.objects.order_by("name_kana"))


class ThemeChangeForm(ThemeForm):
    """The same, of a theme that is there; its code stays once it was published."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row_version"].initial = self.instance.row_version
        if self.instance.state != ThemeState.DRAFT:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = _("It stays, because applications name it.")


class PictureForm(forms.Form):
    """A picture, and what it shows."""

    file = forms.FileField(label=_("picture"), help_text=_("JPEG, PNG or HEIC, up to 20 MB"))
    description_ja = forms.CharField(
        label=_("what the picture shows (Japanese)"), max_length=200, help_text=_("Read out to those who cannot see it.")
    )
    description_en = forms.CharField(label=_("what the picture shows (English)"), max_length=300, required=False)
    description_zh = forms.CharField(label=_("what the picture shows (Chinese)"), max_length=200, required=False)


class TakeOffForm(forms.Form):
    """Which picture leaves the theme."""

    picture = forms.ModelChoiceField(label=_("picture"), queryset=ThemePicture.objects.none())

    def __init__(self, *args: Any, pictures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "picture", pictures)


class OrderForm(forms.Form):
    """A place for each theme of a round; two with the same place stand as they stood before."""

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = list(round_.themes.all())
        for place, theme in enumerate(self.themes, start=1):
            self.fields[f"theme-{theme.pk}"] = forms.IntegerField(label=str(theme), min_value=1, initial=place)

    def sorted_themes(self) -> list[int]:
        """The ids in the order that was asked for."""
        data = self.cleaned_data
        return [theme.pk for theme in sorted(self.themes, key=lambda theme: data[f"theme-{theme.pk}"])]
