"""Input of the desk about corrections: which answers, what is wrong with them, what the office proposes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certifications import applying_forms, basics
from certifications.actions.corrections import NEVER_PROPOSED, Point
from certifications.applying_forms import fingerprint
from certifications.models import Application, CorrectionItem, CorrectionRequest, Question
from certifications.states import QuestionKind
from home.forms import DayField, offer
from home.languages import suffix

WORDS = 600


def reasons_of(application: Application) -> list[tuple[str, str]]:
    """The reasons that the round offers to pick from."""
    rows = application.round.rules.get("correction_reasons", [])
    return [("", "–"), *((row["code"], row["text"].get(suffix()) or row["text"]["ja"]) for row in rows)]


class PointFields:
    """The fields of one point on a form: a reason to pick, own words, and a proposal typed like the answer.

    A proposal stands in its field as the present answer; left as it is, nothing is proposed.
    """

    def __init__(
        self, form: forms.Form, application: Application, question: Question, *, value: Any = None, proposes: bool = False
    ) -> None:
        self.form, self.question, self.key = form, question, str(question.key)
        self.code_name, self.proposal_name = f"{self.key}-code", f"{self.key}-proposal"
        self.value = value
        form.fields[self.code_name] = forms.ChoiceField(
            label=_("reason"), choices=reasons_of(application), required=False, widget=forms.Select
        )
        form.fields[self.key] = forms.CharField(
            label=_("in your own words"), max_length=WORDS, required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.proposes = proposes and question.kind not in NEVER_PROPOSED and question.kind != QuestionKind.TABLE
        if self.proposes:
            field = applying_forms.field_for(question)
            field.label, field.required = _("proposed answer"), False
            field.help_text = _(
                "Change it to propose an answer that the applicant only has to confirm; left as it is, nothing is proposed."
            )
            form.fields[self.proposal_name] = field
            form.initial[self.proposal_name] = applying_forms.typed(question, self.value)

    @property
    def label(self) -> str:
        return str(self.question.label)

    @property
    def bound(self) -> list[Any]:
        """The fields as the template draws them."""
        return [self.form[name] for name in (self.code_name, self.key, self.proposal_name) if name in self.form.fields]

    def point(self) -> Point:
        """What was said about the question."""
        data = self.form.cleaned_data
        return Point(message=data[self.key].strip(), code=data[self.code_name], proposed=self._proposed())

    def _proposed(self) -> Any:
        if not self.proposes or not self.form.data.get(self.proposal_name):
            return None
        try:
            value = applying_forms.read(self.question, _typed(self.form.data, self.proposal_name, self.question))
        except ValidationError as error:
            self.form.add_error(self.proposal_name, error)
            return None
        return None if fingerprint(value) in {fingerprint(self.value), fingerprint(None)} else value


def _typed(data: Any, name: str, question: Question) -> Any:
    return data.getlist(name) if question.kind == QuestionKind.MANY and hasattr(data, "getlist") else data[name]


def _questions(application: Application) -> list[Question]:
    """All that can be asked about, in the form's order."""
    questions = application.form_version.questions.exclude(kind=QuestionKind.EXPLANATION)
    return [*basics.questions(application).values(), *questions.select_related("section").order_by("section__order", "order")]


def _values(application: Application) -> dict[UUID, Any]:
    """What stands there now, by the keys of the questions."""
    facts = basics.facts_of(application)
    return {basics.KEYS[field]: value for field, value in facts.items()} | dict(application.answers.values_list("key", "value"))


class CorrectionForm(forms.Form):
    """What is to be corrected, question by question, until when. The fields are data: of the marked questions, or of all."""

    due_on = DayField(label=_("due"))
    note = forms.CharField(label=_("a word to the applicant"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, application: Application, marked: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = _questions(application)
        chosen = [question for question in known if str(question.key) in marked]
        self.marked = [str(question.key) for question in chosen]
        values = _values(application) if chosen else {}
        self.points = [
            PointFields(self, application, each, value=values.get(each.key), proposes=bool(chosen)) for each in chosen or known
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._items = {point.key: point.point() for point in self.points if point.key in data and point.code_name in data}
        return data

    def items(self) -> dict[str, Point]:
        """What is wrong, by question key; questions about which nothing was said are left out."""
        return {key: point for key, point in self._items.items() if point.says_something}


class AmendmentForm(forms.Form):
    """An open request: a later day, points to take out, points to add."""

    due_on = DayField(label=_("due"))
    remove = forms.TypedMultipleChoiceField(
        label=_("points to take out"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, application: Application, request: CorrectionRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["due_on"] = request.due_on
        items = list(request.items.order_by("pk"))
        for item in items:
            item.request = request
        known = _questions(application)
        labels = {question.key: str(question.label) for question in known}
        self.answered = sum(1 for item in items if item.answered_at)
        offer(self, "remove", [(item.pk, _in_one_line(labels.get(item.key, ""), item)) for item in items if not item.answered_at])
        asked = {item.key for item in items}
        self.points = [PointFields(self, application, each) for each in known if each.key not in asked]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._items = {point.key: point.point() for point in self.points if point.key in data and point.code_name in data}
        return data

    def added(self) -> dict[str, Point]:
        return {key: point for key, point in self._items.items() if point.says_something}


def _in_one_line(label: str, item: CorrectionItem) -> str:
    return f"{label}: {' '.join(item.words.split())}" if item.words else label


class RecheckForm(forms.Form):
    """Of every corrected point: accepted, or asked again with new words; a day is needed as soon as one is asked again."""

    due_on = DayField(label=_("new day for what is asked again"), required=False)
    note = forms.CharField(label=_("a word to the applicant"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, items: Sequence[CorrectionItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            self.fields[f"verdict-{item.pk}"] = forms.ChoiceField(
                label=_("Is the point settled?"),
                choices=[("accepted", _("accept")), ("again", _("ask again"))],
                widget=forms.RadioSelect,
            )
            self.fields[f"words-{item.pk}"] = forms.CharField(
                label=_("what is still to be corrected"),
                max_length=WORDS,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def bound(self, item: CorrectionItem) -> list[Any]:
        return [self[f"verdict-{item.pk}"], self[f"words-{item.pk}"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        again = [item for item in self.items if data.get(f"verdict-{item.pk}") == "again"]
        for item in again:
            if not data.get(f"words-{item.pk}", "").strip():
                self.add_error(f"words-{item.pk}", _("Please write what is still to be corrected."))
        if again and not data.get("due_on"):
            self.add_error("due_on", _("Please name the day until which it is to be corrected."))
        return data

    def accepted(self) -> list[int]:
        return [item.pk for item in self.items if self.cleaned_data[f"verdict-{item.pk}"] == "accepted"]

    def again(self) -> dict[int, Point]:
        data = self.cleaned_data
        asked = [item for item in self.items if data[f"verdict-{item.pk}"] == "again"]
        return {item.pk: Point(message=data[f"words-{item.pk}"].strip()) for item in asked}
