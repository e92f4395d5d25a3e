"""The form of the self-check; its fields are data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.html import escape

from certifications import eligibility, eligibility_words
from certifications.number_fields import NumberField
from certifications.self_checks import words
from home.forms import DateField, YenField
from home.languages import suffix

MOST_YEN = 10**14
MOST = 10**7


@dataclass(frozen=True)
class Group:
    """One check: its question, what has to be pledged, and its fields. `lone` when its one field says the question itself."""

    code: str
    question: str
    help: str
    statements: list[str]
    fields: list[forms.BoundField]
    lone: bool


class EligibilityForm(forms.Form):
    """What every check asks. Nothing but the answers is asked: no name, no address."""

    use_required_attribute = False

    def __init__(self, checks: Sequence[Mapping[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checks = checks
        for check in checks:
            asked = eligibility.parts(check)
            for part in asked:
                self.fields[eligibility.name_of(check, part)] = _field(check, part)

    def groups(self) -> Iterator[Group]:
        """The checks in order, with their fields."""
        for check in self.checks:
            asked = eligibility.parts(check)
            lone = not eligibility_words.part(check, asked[0].name)
            yield Group(
                code=check["code"],
                question=words(check.get("question")),
                help="" if lone else words(check.get("help")),
                statements=[words(each) for each in check.get("statements", [])],
                fields=[self[eligibility.name_of(check, part)] for part in asked],
                lone=lone,
            )

    def answers(self) -> dict[str, Any]:
        """The answers as they are kept; what was left empty is left out."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
            if value not in (None, "")
        }


def initial(answers: Mapping[str, Any], checks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Kept answers as the fields show them."""
    days = {eligibility.name_of(check, part) for check in checks for part in eligibility.parts(check) if part.kind == "date"}
    return {name: date.fromisoformat(value) if name in days else value for name, value in answers.items()}


def _field(check: Mapping[str, Any], part: eligibility.Part) -> forms.Field:
    label = eligibility_words.part(check, part.name)
    facts: dict[str, Any] = {"label": label or words(check.get("question")), "required": part.needed}
    if not label:
        facts["help_text"] = escape(words(check.get("help")))
    if part.kind == "choice":
        options = [(value, eligibility_words.value(check, value, suffix())) for value in part.values]
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **facts)
    if part.kind == "date":
        return DateField(**facts)
    return YenField(max_value=MOST_YEN, **facts) if part.kind == "yen" else NumberField(min_value=0, max_value=MOST, **facts)
