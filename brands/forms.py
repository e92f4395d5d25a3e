"""What holders and the office write into the catalog, made clean."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brands.models import Manuscript, ManuscriptPicture, ManuscriptText
from brands.parts import EMPTY, PARTS
from brands.states import Focus
from certifications.states import SubjectKind
from certifications.table_fields import TableField
from home.forms import LongTextField, TextField

ROWS = 30
COLUMNS: list[dict[str, Any]] = [
    {"code": "label", "kind": "text", "label": _("what"), "required": True, "options": []},
    {"code": "value", "kind": "text", "label": _("value"), "required": True, "options": []},
]


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WordsForm(forms.Form):
    """All words of an entry in one language. What is left empty is shown in Japanese, or not at all."""

    name = TextField(
        label=_("Name"),
        required=False,
        max_length=160,
        max_characters=80,
        help_text=_("Left empty, the name of the certificate is shown."),
    )
    tagline = TextField(
        label=_("One line"),
        required=False,
        max_length=200,
        max_characters=60,
        help_text=_("What it does for whom, in one breath. It stands below the name and on lists."),
    )
    story = LongTextField(
        label=_("Story"),
        required=False,
        max_length=4000,
        widget=area(12),
        help_text=_("What it is, why it came to be, what people say of it. An empty line begins a new paragraph."),
    )
    features = LongTextField(label=_("Features"), required=False, max_length=2000, widget=area(5), help_text=_("One per line."))
    specifications = TableField(
        COLUMNS,
        least=3,
        most=ROWS,
        label=_("Specifications"),
        required=False,
        help_text=_("Size, weight, materials and the like, row by row."),
    )
    target_users = LongTextField(label=_("For whom"), required=False, max_length=1000, widget=area(3))
    price = TextField(
        label=_("Price"),
        required=False,
        max_length=200,
        max_characters=100,
        help_text=_("For example 128,000 yen (tax included)"),
    )
    price_note = TextField(
        label=_("Note on the price"),
        required=False,
        max_length=400,
        max_characters=200,
        help_text=_("Subsidies, rental, prices for several, from when it holds."),
    )
    where_to_buy = LongTextField(label=_("Where to buy"), required=False, max_length=1000, widget=area(3))
    where_to_try = LongTextField(label=_("Where to see or try"), required=False, max_length=1000, widget=area(3))
    interview = LongTextField(
        label=_("Interview"),
        required=False,
        max_length=8000,
        widget=area(10),
        help_text=_("Begin each question with “Q: ” and each answer with “A: ”, on lines of their own."),
    )

    def __init__(self, *args: Any, text: Any, kind: str, **options: Any) -> None:
        options.setdefault("initial", text.parts if text else {})
        super().__init__(*args, **options)
        if kind == SubjectKind.PERSON:
            self.fields["where_to_buy"].label = _("Where to meet the work")
            for name in ("price", "price_note"):
                self._drop(name, text)
        elif not (text and text.interview):
            self._drop("interview", text)

    def _drop(self, name: str, text: Any) -> None:
        """A part that such entries do not have; what stands there already may still be mended."""
        if not (text and getattr(text, name)):
            del self.fields[name]

    def words(self) -> dict[str, Any]:
        """The cleaned parts."""
        return {name: self.cleaned_data[name] for name in PARTS if name in self.fields}


class ManuscriptWordsForm(WordsForm):
    """The same on the holder's page, with the version that was read."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: ManuscriptText, **options: Any) -> None:
        super().__init__(*args, text=text, initial={**text.parts, "row_version": text.row_version}, **options)


class TranslationForm(WordsForm):
    """The same at the desk, with the digest of the words that stood there when it was opened."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: Any, **options: Any) -> None:
        known = {**text.parts, "seen": text.digest} if text else {"seen": EMPTY}
        super().__init__(*args, text=text, **{**options, "initial": known})


class FactsForm(forms.ModelForm):
    """Website, video and visits: the same in all languages."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
    video = forms.URLField(
        label=_("Address of a video"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("The page shows a link with the first picture. The video itself stays where it is."),
    )

    class Meta:
        model = Manuscript
        fields = ["website", "video", "visits_schools"]
        labels = {"visits_schools": _("Schools may ask for a visit or a class")}

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["row_version"] = self.instance.row_version
        if kind != SubjectKind.PERSON:
            del self.fields["visits_schools"]

    def facts(self) -> dict[str, Any]:
        """The cleaned facts, without the version."""
        known = {"visits_schools": self.instance.visits_schools}
        return known | {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}


class PictureForm(forms.ModelForm):
    """What one picture shows, in each language, and its place."""

    alt_ja = TextField(
        label=_("What it shows (Japanese)"),
        max_length=255,
        max_characters=120,
        help_text=_("For those who cannot see it: “A wheelchair, folded, beside a car”."),
    )
    alt_en = TextField(label=_("What it shows (English)"), required=False, max_length=255)
    alt_zh = TextField(label=_("What it shows (Chinese)"), required=False, max_length=255, max_characters=120)
    focus = forms.ChoiceField(
        label=_("The important part is"), choices=Focus, help_text=_("It stays in sight when the picture is cut to a shape.")
    )
    order = forms.IntegerField(
        label=_("Place among the pictures"), min_value=1, max_value=99, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    removed = forms.BooleanField(label=_("Take this picture away"), required=False)

    class Meta:
        model = ManuscriptPicture
        fields = ["alt_ja", "alt_en", "alt_zh", "focus", "order", "removed"]

    def __init__(self, data: Any = None, *, instance: ManuscriptPicture) -> None:
        super().__init__(data, instance=instance, prefix=f"text-{instance.pk}")
        self.initial["order"] = self.instance.order + 1
        if self.data.get(self.add_prefix("removed")):
            self.fields["alt_ja"].required = False

    def clean_order(self) -> int:
        return int(self.cleaned_data["order"]) - 1


class SeenForm(forms.Form):
    """The version of the manuscript that was read with its pictures."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)


class UploadForm(forms.Form):
    """One more picture."""

    file = forms.FileField(
        label=_("A further picture"),
        help_text=_("JPG, PNG, WebP or HEIC, up to 20 MB; at least 1,200 pixels wide looks best."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,.heic"}),
    )


class SendBackForm(forms.Form):
    """What the holder is to change."""

    words = LongTextField(
        label=_("what is to be changed"), max_length=4000, widget=area(6), help_text=_("The holder reads these words signed in.")
    )


class ApproveForm(forms.Form):
    """That exactly what was looked at is approved."""

    seen = forms.CharField(widget=forms.HiddenInput)
