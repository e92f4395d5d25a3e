"""What the desk asks about the design of a certificate."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.accents import ACCENTS
from certifications.certificate_designs import FACTS, LANGUAGES, LIMITS, MOST_SIGNATURES, SIGNATURE_LIMIT, Fault, Look
from certifications.design_words import ACCENT_WORDS, FACT_WORDS, fault_in_words
from certifications.models import CertificateDesign, Program
from home.forms import offer

OWN = "own"
STEMS: dict[str, Any] = {
    "title": _("heading of the certificate"),
    "lead": _("text above the names"),
    "closing": _("text below the names"),
}
LANGUAGE_WORDS: dict[str, Any] = {"ja": _("Japanese"), "en": _("English")}
PARTS: dict[str, Any] = {"title": _("office or title"), "name": _("name under the signature")}


class BeginDesignForm(forms.Form):
    """Of which program."""

    program: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("program"), queryset=None)

    def __init__(self, *args: Any, programs: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "program", programs if programs is not None else Program.objects.none())


class SeenDesignForm(forms.Form):
    """Carries the row version, so that nobody acts on what somebody else has just changed."""

    row_version = forms.IntegerField(widget=forms.HiddenInput())


class SealForm(SeenDesignForm):
    """A picture, and what it shows."""

    file = forms.FileField(
        label=_("picture"),
        help_text=_("PNG, JPEG or WebP, up to 2 MB, at least 300 by 300 pixels; best a PNG without background"),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
    )
    alt_ja = forms.CharField(
        label=_("what the picture shows (Japanese)"),
        max_length=LIMITS["seal_alt"][0],
        help_text=_("Read out to those who cannot see it."),
    )
    alt_en = forms.CharField(label=_("what the picture shows (English)"), max_length=LIMITS["seal_alt"][1])

    def alt(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"alt_{language}"] for language in LANGUAGES}


class LookForm(SeenDesignForm):
    """How the paper looks and what it says. What cannot stand is told at its field."""

    orientation = forms.ChoiceField(
        label=_("size and direction of the paper"), choices=[("portrait", _("A4, standing")), ("landscape", _("A4, lying"))]
    )
    frame = forms.ChoiceField(
        label=_("frame"), choices=[("band", _("band at the left")), ("border", _("double line around")), ("none", _("none"))]
    )
    accent = forms.ChoiceField(label=_("color"))
    own_color = forms.CharField(
        label=_("own color"),
        max_length=7,
        required=False,
        help_text=_("# and six digits, for example #123f6b. It must be dark enough to be read on white."),
    )

    def __init__(self, *args: Any, design: CertificateDesign, **kwargs: Any) -> None:
        self.design = design
        super().__init__(*args, **kwargs)
        colors = [(name, ACCENT_WORDS[name]) for name in ACCENTS]
        offered = [("", _("the program's color")), *colors, (OWN, _("own color"))]
        self.fields["accent"] = forms.ChoiceField(label=_("color"), choices=offered, required=False)
        for stem, label in STEMS.items():
            for place, language in enumerate(LANGUAGES):
                self._ask(f"{stem}_{language}", label, language, LIMITS[stem][place], needed=stem != "lead", long=stem != "title")
        for number in range(1, MOST_SIGNATURES + 1):
            for part, label in PARTS.items():
                for language in LANGUAGES:
                    self._ask(f"signature{number}_{part}_{language}", label, language, SIGNATURE_LIMIT)
        for fact in FACTS:
            self.fields[f"place_{fact}"] = forms.IntegerField(
                label=FACT_WORDS[fact], required=False, min_value=1, max_value=len(FACTS),
                widget=forms.NumberInput(attrs={"class": "certificate-design__place"}),
            )  # fmt: skip
        self.initial = {**self.initial_of(design.look), "row_version": design.row_version, **self.initial}

    def _ask(self, name: str, label: Any, language: str, limit: int, *, needed: bool = False, long: bool = False) -> None:
        widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
        widget.attrs["lang"] = language
        words = LANGUAGE_WORDS[language]
        self.fields[name] = forms.CharField(
            label=_("%(label)s (%(language)s)") % {"label": label, "language": words},
            max_length=limit,
            required=needed,
            widget=widget,
        )

    @staticmethod
    def initial_of(look: Look) -> dict[str, Any]:
        """The fields' values for a look."""
        own = look["accent"].startswith("#")
        found = {"orientation": look["orientation"], "frame": look["frame"], "accent": OWN if own else look["accent"]}
        found["own_color"] = look["accent"] if own else ""
        found |= {f"{stem}_{language}": look[stem][language] for stem in STEMS for language in LANGUAGES}
        for number, line in enumerate(look["signatures"], start=1):
            found |= {f"signature{number}_{part}_{lang}": line[part][lang] for part in PARTS for lang in LANGUAGES}
        return found | {f"place_{fact}": place for place, fact in enumerate(look["facts"], start=1)}

    def look(self) -> Look:
        """What was typed, as a look; a line of signature without any word is none."""
        data = self.cleaned_data
        lines = [
            {part: {lang: data[f"signature{number}_{part}_{lang}"] for lang in LANGUAGES} for part in PARTS}
            for number in range(1, MOST_SIGNATURES + 1)
        ]
        shown = [fact for fact in FACTS if data[f"place_{fact}"]]
        return {
            "orientation": data["orientation"],
            "frame": data["frame"],
            "accent": data["own_color"].strip() if data["accent"] == OWN else data["accent"],
            **{stem: {language: data[f"{stem}_{language}"] for language in LANGUAGES} for stem in STEMS},
            "signatures": [line for line in lines if any(text for part in line.values() for text in part.values())],
            "facts": sorted(shown, key=lambda fact: data[f"place_{fact}"]),
            "seal_alt": self.design.look["seal_alt"],
        }

    def add_faults(self, faults: Sequence[Fault]) -> None:
        """Says each at its field."""
        for fault in faults:
            name = "own_color" if fault.place == "accent" else fault.place
            self.add_error(name if name in self.fields else None, fault_in_words(fault))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("accent") == OWN and not data.get("own_color"):
            self.add_error("own_color", fault_in_words(Fault("accent", "color")))
        return data

    def in_languages(self, stem: str) -> list[Any]:
        """The fields of one text, Japanese first."""
        return [self[f"{stem}_{language}"] for language in LANGUAGES]

    @property
    def texts(self) -> list[dict[str, Any]]:
        return [{"label": label, "fields": self.in_languages(stem)} for stem, label in STEMS.items()]

    @property
    def signatures(self) -> list[list[dict[str, Any]]]:
        return [
            [{"label": label, "fields": self.in_languages(f"signature{number}_{part}")} for part, label in PARTS.items()]
            for number in range(1, MOST_SIGNATURES + 1)
        ]

    @property
    def places(self) -> list[Any]:
        return [self[f"place_{fact}"] for fact in FACTS]
