"""What applicants type, made clean: answers to questions that are data, messages, replies."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from certifications import problems
from certifications.actions.answering import Change
from certifications.answers import KEPT_IN_DRAFTS, MOST, is_empty, problem_of
from certifications.filled_forms import FilledQuestion
from certifications.models import Question
from certifications.number_fields import NumberField
from certifications.states import QuestionKind
from certifications.table_fields import TableField
from home.forms import DateField, LongTextField, TextField, YenField
from home.languages import suffix
from home.text import read_count

MOST_OF_NUMBER = 10**12
MESSAGE_CHARACTERS = 2_000
REPLY_CHARACTERS = 300


class AddressField(TextField):
    """A web address; people leave out https://."""

    def tidy(self, text: str) -> str:
        plain = unicodedata.normalize("NFKC", super().tidy(text)).strip()
        return f"https://{plain}" if re.match(r"[\w-]+(\.[\w-]+)+([/?#:]|$)", plain) else plain


def field_for(question: Question) -> forms.Field:
    """The form field for a question's kind. Limits that a draft may pass are not refused here; they are noted."""
    facts: dict[str, Any] = {"label": str(question.label), "help_text": escape(question.help), "required": False}
    options = [(str(choice["value"]), choice["label"].get(suffix()) or choice["label"]["ja"]) for choice in question.choices]
    match question.kind:
        case QuestionKind.LONG_TEXT:
            return LongTextField(widget=forms.Textarea(attrs={"rows": 5}), max_characters=MOST, **facts)
        case QuestionKind.NUMBER:
            return NumberField(min_value=-MOST_OF_NUMBER, max_value=MOST_OF_NUMBER, **facts)
        case QuestionKind.YEN:
            return YenField(**facts)
        case QuestionKind.DATE:
            return DateField(**facts)
        case QuestionKind.CHOICE:
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **facts)
        case QuestionKind.MANY:
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **facts)
        case QuestionKind.CONSENT:
            return forms.BooleanField(**facts)
        case QuestionKind.TABLE:
            return TableField(question.columns_in_words, least=question.minimum, most=question.maximum, **facts)
        case QuestionKind.URL:
            return AddressField(widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}), **facts)
    return TextField(max_characters=MOST, **facts)


def read(question: Question, typed: Any) -> Any:
    """The answer, as it is kept, of what was typed. Raises ValidationError for what can never be right."""
    cleaned = field_for(question).clean(typed)
    value = cleaned.isoformat() if isinstance(cleaned, date) else cleaned
    problem = problem_of(question.rule, value)
    if problem and problem.code not in KEPT_IN_DRAFTS:
        raise ValidationError(problems.words(problem, question, value), code=problem.code)
    return value


def typed(question: Question, value: Any) -> Any:
    """A kept answer as the field shows it."""
    if question.kind == QuestionKind.DATE and isinstance(value, str) and value:
        return date.fromisoformat(value)
    return value


def fingerprint(value: Any) -> str:
    """Tells whether a field still holds what the page was drawn with."""
    plain = None if is_empty(value) else value
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


class AnswersForm(forms.Form):
    """The open questions of one section. A draft may be incomplete: nothing is required here, but said to be."""

    use_required_attribute = False

    def __init__(
        self,
        rows: Iterable[FilledQuestion],
        data: Mapping[str, Any] | None = None,
        *,
        show_missing: bool = False,
        taken: str = "",
    ) -> None:
        super().__init__(data)
        self.show_missing, self.taken = show_missing, taken
        self.rows = {f"a-{row.key}": row for row in rows if row.is_open and _is_typed(row.question)}
        for name, row in self.rows.items():
            self.fields[name] = field_for(row.question)
            self.initial[name] = typed(row.question, row.value)
            self.fields[name].required = data is None and row.question.required

    def full_clean(self) -> None:
        super().full_clean()
        for name, row in self.rows.items():
            self.fields[name].required = row.question.required
            if self.is_bound and name in self.cleaned_data:
                self._judge(name, row)
            elif not self.is_bound and row.problem and (self.show_missing or row.problem.code != "missing"):
                self.note(row.key, row.problem_words)

    def _judge(self, name: str, row: FilledQuestion) -> None:
        value = self.kept(name)
        problem = problem_of(row.question.rule, value)
        if problem and problem.code not in KEPT_IN_DRAFTS:
            self.add_error(name, problems.words(problem, row.question, value))

    def note(self, key: str, words: str) -> None:
        """Says something at a field, whether the form was sent or not."""
        self.errors.setdefault(f"a-{key}", self.error_class(renderer=self.renderer)).append(words)

    def untick(self, key: str) -> None:
        """The box of a consent is empty again: its words were others when it was ticked."""
        sent = cast(QueryDict, self.data).copy()
        sent.pop(f"a-{key}", None)
        self.data = sent

    def kept(self, name: str) -> Any:
        """A clean value as it is kept."""
        cleaned = self.cleaned_data[name]
        return cleaned.isoformat() if isinstance(cleaned, date) else cleaned

    def changes(self) -> dict[str, Change]:
        """What the person has changed, by question key: fields that still hold what the page was drawn with are left out."""
        found = {}
        for name, row in self.rows.items():
            if name not in self.cleaned_data or row.key == self.taken:
                continue
            value = self.kept(name)
            if fingerprint(value) != self.data.get(f"h-{row.key}", fingerprint(None)):
                terms = self.data.get(f"t-{row.key}", "")
                found[row.key] = Change(value, read_count(self.data.get(f"v-{row.key}")), terms)
        return found


def _is_typed(question: Question) -> bool:
    return not question.takes_files and question.kind != QuestionKind.EXPLANATION


class MessageForm(forms.Form):
    """A message to the office."""

    body = LongTextField(label=_("Your message"), max_length=MESSAGE_CHARACTERS, widget=forms.Textarea(attrs={"rows": 5}))


class AppealForm(forms.Form):
    """What should be looked at again, and why."""

    grounds = LongTextField(
        label=_("What should be looked at again, and why?"),
        help_text=_("Name the point of the result and what speaks against it. You can add papers below."),
        max_length=MESSAGE_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class ReplyForm(forms.Form):
    """What was done about one point of a correction."""

    text = LongTextField(
        label=_("Reply to the office"),
        help_text=_("You may leave this empty if you have corrected the answer as asked."),
        max_length=REPLY_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SignOffForm(forms.Form):
    """A word to the colleague on the other side of a confirmation; needed only to return it."""

    words = LongTextField(
        label=_("A word to your colleague"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class WrittenConsentForm(forms.Form):
    """Which paper shows a candidate's consent to a nomination on paper."""

    note = LongTextField(
        label=_("Paper in hand"),
        help_text=_("For example: written consent of April 12, signed by the candidate."),
        max_characters=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawForm(forms.Form):
    """Why an application is taken back; nobody has to say."""

    reason = LongTextField(label=_("Reason"), max_characters=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
