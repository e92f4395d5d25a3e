"""The forms in which the office writes how one registers for an event."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.forms import MomentField
from events.models import Event, Quota, RegistrationTerms
from events.registration_states import Admission, PlaceMode, QuestionKind
from home import clock
from home.languages import COLUMN_LANGUAGES
from organizations.forms import NumberField

QUOTAS = range(1, 4)
QUESTIONS = range(1, 6)
PURPOSES = {"registration": True, "other": False}  # what one must agree to, and what one may
CONSENT = {
    "ja": "お申し込みの内容を、主催者がこのイベントの運営のために利用することに同意します。",
    "en": "I agree that the organizers use what I write here to run this event.",
    "zh": "我同意主办方为举办本次活动而使用我填写的内容。",
}
OWN = ("admission", "largest_group", "offer_hours", "refund_until")
DAY = timedelta(days=1)
KEPT = timedelta(days=365)


class WordsField(forms.CharField):
    """A text in one line; the English and the Chinese one may follow, each after a vertical bar."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(max_length=longest * 4, **kwargs)
        self.longest = longest

    def clean(self, value: Any) -> Any:
        return worded(super().clean(value), self.longest)


class ChoicesField(forms.CharField):
    """One choice a line, each as in WordsField."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def clean(self, value: Any) -> Any:
        return [worded(line, 80) for line in super().clean(value).splitlines() if line.strip()]


class TimesForm(forms.Form):
    """When one can register, and until when one can change."""

    opens_at = MomentField(label=_("registration from"))
    closes_at = MomentField(label=_("registration until"))
    change_until = MomentField(
        label=_("changes and cancellations until"), help_text=_("Until then people change and cancel by themselves.")
    )
    remind_at = MomentField(label=_("reminder"), help_text=_("Then those who have a place get a letter."))
    kept_until = MomentField(
        label=_("names deleted"), help_text=_("Then names, addresses and answers are deleted; the numbers stay.")
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def __init__(self, *args: Any, event: Event, terms: RegistrationTerms | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.terms = event, terms
        names = ("opens_at", "closes_at", "change_until", "remind_at", "kept_until", "row_version")
        self.initial.update({name: getattr(terms, name) for name in names} if terms else _usual(event))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("Registration ends before it begins."))
        return cleaned

    def times(self) -> dict[str, Any]:
        """What both actions take."""
        names = ("opens_at", "closes_at", "change_until", "remind_at", "kept_until", "row_version")
        return {name: self.cleaned_data[name] for name in names}


class TermsForm(TimesForm):
    """All of the terms, before registration is opened."""

    admission = forms.ChoiceField(label=_("how places are given"), choices=Admission.choices)
    largest_group = NumberField(label=_("seats per registration, at most"), min_value=1, max_value=50, initial=1)
    offer_hours = NumberField(
        label=_("hours to take an offered place"),
        min_value=1,
        max_value=336,
        initial=48,
        help_text=_("When a place comes free, the next on the waiting list has so long to take it."),
    )

    refund_until = MomentField(
        label=_("fee paid back when cancelled before"),
        required=False,
        help_text=_("Whoever cancels before gets the fee back. Leave it empty if it is never paid back."),
    )

    def __init__(self, *args: Any, quotas: Iterable[Quota] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.event.fee_yen:
            del self.fields["refund_until"]
        elif not self.terms:
            self.initial["refund_until"] = self.initial["change_until"]
        if self.terms:
            self.initial.update({name: getattr(self.terms, name) for name in OWN})
        self._add_quotas(list(quotas))
        self._add_questions(self.terms.questions if self.terms else [])
        self._add_consents({each["purpose"]: each["words"] for each in self.terms.consents} if self.terms else {})
        self.order_fields(["admission", *TimesForm.base_fields, "largest_group", "offer_hours"])

    def _add_quotas(self, known: list[Quota]) -> None:
        for number in QUOTAS:
            quota = known[number - 1] if number <= len(known) else None
            words = {code: getattr(quota, f"name_{code}") for code in COLUMN_LANGUAGES} if quota else {}
            initial = _line(words) or ("会場 | On site | 现场" if number == 1 else "")
            label = _("seats %(number)s: name") % {"number": number}
            self.fields[f"quota_{number}_words"] = WordsField(label=label, longest=60, required=number == 1, initial=initial)
            label = _("seats %(number)s: how") % {"number": number}
            mode = quota.mode if quota else PlaceMode.ONSITE
            self.fields[f"quota_{number}_mode"] = forms.ChoiceField(label=label, choices=PlaceMode.choices, initial=mode)
            label = _("seats %(number)s: how many") % {"number": number}
            size = quota.size if quota else self.event.capacity if number == 1 else None
            self.fields[f"quota_{number}_size"] = NumberField(
                label=label, min_value=1, max_value=1_000_000, required=number == 1, initial=size
            )
        self.fields["quota_1_words"].help_text = _("The English and the Chinese words may follow, each after a vertical bar.")

    def _add_questions(self, known: list[dict[str, Any]]) -> None:
        for number in QUESTIONS:
            question = known[number - 1] if number <= len(known) else None
            label = _("question %(number)s") % {"number": number}
            initial = _line(question["words"]) if question else ""
            self.fields[f"question_{number}_words"] = WordsField(label=label, longest=120, required=False, initial=initial)
            self.fields[f"question_{number}_kind"] = forms.ChoiceField(
                label=_("question %(number)s: answer") % {"number": number},
                choices=QuestionKind.choices,
                initial=question["kind"] if question else QuestionKind.TEXT,
            )
            self.fields[f"question_{number}_choices"] = ChoicesField(
                label=_("question %(number)s: choices") % {"number": number},
                help_text=_("One choice per line."),
                initial="\n".join(_line(words) for words in question["choices"]) if question else "",
            )
            self.fields[f"question_{number}_required"] = forms.BooleanField(
                label=_("question %(number)s must be answered") % {"number": number},
                required=False,
                initial=bool(question and question["required"]),
            )

    def _add_consents(self, known: dict[str, Any]) -> None:
        labels = {"registration": _("consent that everybody gives"), "other": _("another consent, which one may give")}
        for purpose, required in PURPOSES.items():
            initial = _line(known.get(purpose, {} if self.terms or not required else CONSENT))
            self.fields[f"consent_{purpose}"] = WordsField(
                label=labels[purpose], longest=300, required=required, initial=initial, widget=forms.Textarea(attrs={"rows": 3})
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for number in QUOTAS:
            if cleaned.get(f"quota_{number}_words") and not cleaned.get(f"quota_{number}_size"):
                self.add_error(f"quota_{number}_size", _("Please say how many seats there are."))
        for number in QUESTIONS:
            asks = cleaned.get(f"question_{number}_words") and cleaned.get(f"question_{number}_kind") != QuestionKind.TEXT
            if asks and len(cleaned.get(f"question_{number}_choices", [])) < 2:
                self.add_error(f"question_{number}_choices", _("Please name at least two choices."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        facts = self.times() | {name: self.cleaned_data.get(name) for name in OWN}
        return facts | {"quotas": self._quotas(), "questions": self._questions(), "consents": self._consents()}

    def _quotas(self) -> list[dict[str, Any]]:
        return [
            {f"name_{code}": words[code] for code in COLUMN_LANGUAGES}
            | {name: self.cleaned_data[f"quota_{number}_{name}"] for name in ("mode", "size")}
            for number in QUOTAS
            if (words := self.cleaned_data[f"quota_{number}_words"])
        ]

    def _questions(self) -> list[dict[str, Any]]:
        return [
            {"key": f"q{number}", "words": words}
            | {name: self.cleaned_data[f"question_{number}_{name}"] for name in ("kind", "choices", "required")}
            for number in QUESTIONS
            if (words := self.cleaned_data[f"question_{number}_words"])
        ]

    def _consents(self) -> list[dict[str, Any]]:
        found = {purpose: self.cleaned_data[f"consent_{purpose}"] for purpose in PURPOSES}
        return [consent(purpose, words) for purpose, words in found.items() if words]


class AlterForm(TimesForm):
    """What may change after opening: times, and how many seats there are."""

    def __init__(self, *args: Any, quotas: Iterable[Quota], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quotas = list(quotas)
        for quota in self.quotas:
            label = _("seats: %(name)s") % {"name": quota.name}
            lowest = quota.used + quota.held
            self.fields[f"size_{quota.pk}"] = NumberField(
                label=label, min_value=lowest, max_value=1_000_000, initial=quota.size,
                help_text=_("%(number)s have been given.") % {"number": lowest},
            )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return self.times() | {"sizes": {quota.pk: self.cleaned_data[f"size_{quota.pk}"] for quota in self.quotas}}


def consent(purpose: str, words: dict[str, str]) -> dict[str, Any]:
    """A consent with the version of its words: other words are another version."""
    version = sha256("|".join(words[code] for code in COLUMN_LANGUAGES).encode()).hexdigest()[:8]
    return {"purpose": purpose, "required": PURPOSES[purpose], "words": words, "version": version}


def worded(line: str, longest: int) -> dict[str, str]:
    """A line as texts by language; nothing for an empty one. Raises ValidationError."""
    parts = [part.strip() for part in line.replace("｜", "|").split("|", 2)]
    words = dict(zip(COLUMN_LANGUAGES, [*parts, "", ""][:3], strict=True))
    if any(len(text) > longest for text in words.values()):
        raise ValidationError(_("One of the texts is too long: %(text)s…") % {"text": words["ja"][:20]})
    return words if words["ja"] else {}


def _line(words: dict[str, str]) -> str:
    return " | ".join(words.get(code, "") for code in COLUMN_LANGUAGES).rstrip(" |")


def _usual(event: Event) -> dict[str, Any]:
    """What is usual: from now on until the day before, names kept for a year."""
    before = max(event.starts_at - DAY, clock.now())
    return {
        "opens_at": clock.now(),
        "closes_at": before,
        "change_until": before,
        "remind_at": before,
        "kept_until": event.ends_at + KEPT,
        "row_version": 0,
    }
