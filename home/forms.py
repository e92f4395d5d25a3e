"""Form fields that take what people type: any width, any kana, any form of date; and say how to mend the rest."""

import re
import unicodedata
from collections.abc import Sequence, Sized
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from home.japanese_dates import NoSuchDay, Unreadable, read_date
from home.text import HYPHENS, clean_text, count_characters, drop_unshowable, normalize_digits

QUERY_CHARACTERS = 100
MAX_YEN = 9_999_999_999
TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
KATAKANA = re.compile(r"[ァ-ヺー・ヽヾ　]*")
SPACES = re.compile(r"\s+")
YEN = re.compile(r"[¥\\]?(\d{1,3}(?:,\d{3})+|\d+)円?(?:也)?")

# What is said of a required field that was left empty. Nobody writes into a list or a file; all others keep Django's words.
REQUIRED: dict[type[forms.Field], Any] = {
    forms.ChoiceField: _("Please choose."),
    forms.FileField: _("Please add a file."),
}


def say_what_to_do() -> None:
    """Gives these kinds of fields, and all that are made from them, their own words; called once, when the site starts."""
    for kind, words in REQUIRED.items():
        kind.default_error_messages = {**kind.default_error_messages, "required": words}


@deconstructible
class MaxCharactersValidator(MaxLengthValidator):
    """Counts what a reader sees, so that 葛󠄀 is one character."""

    message = ngettext_lazy(
        "Please shorten the text to at most %(limit_value)d character (it has %(show_value)d).",
        "Please shorten the text to at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    )

    def clean(self, x: Sized) -> int:
        return count_characters(str(x))


def offer(form: forms.BaseForm, name: str, choices: QuerySet[Any] | Sequence[tuple[Any, Any]]) -> None:
    """What a field of this form lets one choose: records, or values with their words. Raises TypeError for other fields."""
    field = form.fields[name]
    if isinstance(choices, QuerySet):
        if not isinstance(field, forms.ModelChoiceField):
            raise TypeError(f"{name} does not let one choose a record.")
        field.queryset = choices
    else:
        if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
            raise TypeError(f"{name} does not let one choose a value.")
        field.choices = choices


class TextField(forms.CharField):
    """One line of free text, kept as typed.

    `max_characters` is the limit a person sees. `max_length` is the column's width, counted as the database counts:
    make it at least twice `max_characters` where names with variation sequences are expected.
    """

    def __init__(self, *, max_characters: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.max_characters = max_characters or self.max_length
        if self.max_characters:
            # Ahead of the column's own check: its words are the better ones.
            self.validators = [MaxCharactersValidator(self.max_characters), *self.validators]

    def to_python(self, value: Any) -> Any:
        return super().to_python(self.tidy(clean_text(str(value)))) if value not in self.empty_values else self.empty_value

    def tidy(self, text: str) -> str:
        return SPACES.sub(" ", text) if "\n" in text or "\t" in text else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: browsers count otherwise and would cut names short without a word."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class LongTextField(TextField):
    """Free text of several lines."""

    widget = forms.Textarea

    def tidy(self, text: str) -> str:
        return text


class KanaField(TextField):
    """A reading, kept in full-width katakana whether it was typed in hiragana, half-width or katakana."""

    default_error_messages = {"kana": _("Please enter the reading in hiragana or katakana only.")}

    def tidy(self, text: str) -> str:
        wide = unicodedata.normalize("NFKC", text).translate(TO_KATAKANA)
        wide = re.sub(rf"(?<=[ァ-ヺー])(?:{HYPHENS.pattern}|-)", "ー", wide)
        return SPACES.sub("　", wide.strip())

    def validate(self, value: str) -> None:
        super().validate(value)
        if not KATAKANA.fullmatch(value):
            raise ValidationError(self.error_messages["kana"], code="kana")


class DigitsField(forms.CharField):
    """A number that is a name (postal code, phone, corporate number), kept as half-width digits without separators."""

    default_error_messages = {
        "digits": _("Please enter digits only."),
        "length": _("Please enter %(digits)s digits (there are %(count)s)."),
    }

    def __init__(self, *, digits: int | tuple[int, int] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.bounds = (digits, digits) if isinstance(digits, int) else digits

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return re.sub(r"[\s().-]", "", normalize_digits(drop_unshowable(text))) if text else text

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        if not (value.isascii() and value.isdigit()):
            raise ValidationError(self.error_messages["digits"], code="digits")
        if self.bounds and not self.bounds[0] <= len(value) <= self.bounds[1]:
            wanted = str(self.bounds[0]) if self.bounds[0] == self.bounds[1] else f"{self.bounds[0]}–{self.bounds[1]}"
            raise ValidationError(self.error_messages["length"], code="length", params={"digits": wanted, "count": len(value)})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric"}


class DateField(forms.DateField):
    """A day as people write it: 令和8年4月1日, R8.4.1, 2026/4/1."""

    widget = forms.DateInput(format="%Y/%m/%d")
    default_error_messages = {
        "invalid": _("Please enter the date like 2026/4/1 or 令和8年4月1日."),
        "no_such_day": _("There is no such day. Please check year, month and day."),
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return read_date(str(value))
        except Unreadable as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        except NoSuchDay as error:
            raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from error


class DayInput(forms.DateInput):
    """The browser's own calendar; it wants its days as 2026-04-01 in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day chosen in a calendar: for the desk, where days are near. `DateField` takes what people write."""

    widget = DayInput


class YenField(forms.IntegerField):
    """An amount in yen: 1,000円, ￥1000, １０００. Units (千円, 万円) are not guessed."""

    default_error_messages = {
        "invalid": _("Please enter the amount as a whole number of yen, for example 120,000."),
        "unit": _("Please enter the amount in yen, without units of a thousand or more (for 1千円, enter 1000)."),
    }

    def __init__(self, *, max_value: int = MAX_YEN, min_value: int = 0, **options: Any) -> None:
        super().__init__(max_value=max_value, min_value=min_value, **options)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, int):
            return value
        if value in self.empty_values:
            return None
        text = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value))).replace("、", ",")
        if re.search("[十百千万億兆]", text):
            raise ValidationError(self.error_messages["unit"], code="unit")
        match = YEN.fullmatch(text)
        if match is None or not text.isprintable() or len(text) > 20:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(match.group(1).replace(",", ""))


class QueryField(forms.CharField):
    """A search box: never refuses; drops what cannot be shown and reads the first 100 characters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"required": False} | options))

    def to_python(self, value: Any) -> str:
        text = drop_unshowable(str(value)) if value not in self.empty_values else ""
        return SPACES.sub(" ", text).strip()[:QUERY_CHARACTERS].strip()

    def run_validators(self, value: str) -> None:
        """Nothing to hold against a search."""
