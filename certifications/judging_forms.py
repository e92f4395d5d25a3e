"""What a judge types: a sheet of values and texts, and the reason for stepping back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certifications.appeal_states import Ruling
from certifications.models import Criterion, FieldReport, PanelOpinion, Review, RubricVersion
from home.forms import DayField, LongTextField

NOT_APPLICABLE = "na"
TEXT_CHARACTERS = 2_000


@dataclass(frozen=True)
class Choice:
    """One value that can be given, with what the rubric says it means."""

    value: int
    anchor: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One criterion as the sheet shows it: what is typed, else what is kept."""

    criterion: Criterion
    name: str
    choices: list[Choice]
    given: str
    errors: list[str]

    @property
    def not_applicable(self) -> bool:
        return self.given == NOT_APPLICABLE

    @property
    def anchored(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.anchor]


def read_mark(text: str) -> int | None:
    """The typed value; None for "does not apply". Raises ValueError for anything else than a whole number."""
    return None if text == NOT_APPLICABLE else int(text)


def read_expected(text: str) -> list[str] | None:
    """The values that a page takes for possible, sent as a JSON list; None where it says nothing. Raises ValueError."""
    if not text:
        return None
    values = json.loads(text)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(text[:100])
    return values


class SheetForm(forms.Form):
    """The whole sheet. Whether a value is on the scale is the action's question."""

    private_note = LongTextField(
        label=gettext_lazy("Note to myself"),
        help_text=gettext_lazy("Only you can read it."),
        required=False,
        max_characters=TEXT_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    applicant_comment = LongTextField(
        label=gettext_lazy("Comment for the applicant"),
        help_text=gettext_lazy("The office may pass it on with the result, without your name."),
        required=False,
        max_characters=TEXT_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    public_comment = LongTextField(
        label=gettext_lazy("Comment to publish"),
        help_text=gettext_lazy("May appear on the public page if it is certified or wins a prize."),
        required=False,
        max_characters=TEXT_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, review: Review) -> None:
        self.review = review
        self.criteria = list(review.rubric_version.criteria.order_by("order"))
        super().__init__(
            data,
            initial={
                "private_note": review.private_note,
                "applicant_comment": review.applicant_comment,
                "public_comment": review.public_comment,
                "row_version": review.row_version,
            },
        )
        for criterion in self.criteria:
            self.fields[self.field_name(criterion)] = forms.CharField(required=False, max_length=6)

    @staticmethod
    def field_name(criterion: Criterion) -> str:
        """How the sheet calls a criterion's radio buttons."""
        return f"score-{criterion.code}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        marks: dict[Criterion, int | None] = {}
        for criterion in self.criteria:
            typed = cleaned.get(self.field_name(criterion), "")
            if not typed:
                continue
            try:
                marks[criterion] = read_mark(typed)
            except ValueError:
                self.add_error(self.field_name(criterion), _("Please choose one of the values on the scale."))
        cleaned["marks"] = marks
        return cleaned

    def texts(self) -> Mapping[str, str]:
        """The three texts, with one kind of line end."""
        names = ("private_note", "applicant_comment", "public_comment")
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in names}

    def rows(self) -> list[Row]:
        """The criteria in order."""
        kept = {
            score.criterion_id: NOT_APPLICABLE if score.not_applicable else str(score.value) for score in self.review.scores.all()
        }
        levels = self.review.rubric_version.levels
        rows = []
        for criterion in self.criteria:
            name = self.field_name(criterion)
            given = (self.data.get(name) if self.is_bound else None) or kept.get(criterion.pk, "")
            choices = [Choice(level, criterion.anchor(level), str(level) == given) for level in levels]
            errors = [str(error) for error in self.errors.get(name, [])] if self.is_bound else []
            rows.append(Row(criterion, name, choices, given, errors))
        return rows


class SampleForm(forms.Form):
    """Every criterion of a rubric, for a sample. The fields are data."""

    def __init__(self, data: Any = None, *, rubric: RubricVersion, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.criteria = list(rubric.criteria.order_by("order"))
        for criterion in self.criteria:
            levels = [(str(level), f"{level} {criterion.anchor(level)}".strip()) for level in rubric.levels]
            none = [(NOT_APPLICABLE, gettext_lazy("Does not apply"))] if criterion.not_applicable else []
            self.fields[f"value-{criterion.code}"] = forms.ChoiceField(
                label=criterion.label, choices=[*levels, *none], widget=forms.RadioSelect
            )

    def values(self) -> dict[str, int | None]:
        """By criterion's code; None where it does not apply."""
        return {criterion.code: read_mark(self.cleaned_data[f"value-{criterion.code}"]) for criterion in self.criteria}


class TakeBackForm(forms.Form):
    """Why a judge opens a sheet again that she has handed in."""

    reason = LongTextField(
        label=gettext_lazy("Why do you take it back?"),
        help_text=gettext_lazy("Your first scores are kept; the office can read the reason beside them."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WordForm(forms.Form):
    """What one says in a discussion."""

    body = LongTextField(
        label=gettext_lazy("What do you say?"),
        max_characters=TEXT_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DeclineForm(forms.Form):
    """Why a judge steps back from a case."""

    reason = LongTextField(
        label=gettext_lazy("What connects you with it?"),
        help_text=gettext_lazy("For example: I worked for the company until last year. Only the office reads this."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Please write in a few words what connects you with it.")},
    )


class FieldReportForm(forms.Form):
    """What was seen in a trial or on a visit."""

    happened_on = DayField(label=gettext_lazy("Day of the visit or trial"), required=False)
    text = LongTextField(
        label=gettext_lazy("What you saw"),
        help_text=gettext_lazy("The office and the judges read it; the applicant does not."),
        required=False,
        max_characters=4_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, report: FieldReport) -> None:
        names = ("happened_on", "text", "row_version")
        super().__init__(data, initial={name: getattr(report, name) for name in names})


class PhotographForm(forms.Form):
    """A picture."""

    file = forms.FileField(label=gettext_lazy("Photograph"), help_text=gettext_lazy("JPEG, PNG or HEIC, up to 20 MB"))


class GiveBackForm(forms.Form):
    """What should be changed in the minutes."""

    comment = forms.CharField(label=_("What should be changed?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class OpinionForm(forms.Form):
    """What a member of an appeal's panel proposes, and her own note."""

    ruling = forms.ChoiceField(
        label=gettext_lazy("How should the appeal be answered?"), choices=Ruling.choices, required=False, widget=forms.RadioSelect
    )
    reasons = LongTextField(
        label=gettext_lazy("Your reasons"),
        help_text=gettext_lazy("The office reads them when you have given your opinion, and drafts the answer from them."),
        required=False,
        max_characters=4_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    note = LongTextField(
        label=gettext_lazy("Note to myself"),
        help_text=gettext_lazy("Only you can read it."),
        required=False,
        max_characters=TEXT_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, opinion: PanelOpinion) -> None:
        names = ("ruling", "reasons", "note", "row_version")
        super().__init__(data, initial={name: getattr(opinion, name) for name in names})
