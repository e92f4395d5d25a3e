"""A field for whole numbers as people type them."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberField(forms.IntegerField):
    """A whole number in any width, with or without separators."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    default_error_messages = {"invalid": _("Please enter a whole number.")}

    def to_python(self, value: Any) -> int | None:
        text = unicodedata.normalize("NFKC", str(value)) if value not in self.empty_values else ""
        return super().to_python(re.sub(r"[\s,、]", "", text))
