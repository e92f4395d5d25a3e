"""The desk enters what the applicant of an online case has told the office about an open request for corrections."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications import applying_forms, basics, problems
from certifications.actions import statements
from certifications.actions.statements import Entry, Told
from certifications.answers import KEPT_IN_DRAFTS, problem_of
from certifications.applying_forms import REPLY_CHARACTERS, fingerprint
from certifications.models import Application, Attachment, CorrectionItem, Question
from certifications.open_questions import open_keys
from certifications.permissions import can_enter_statement
from certifications.refusals import Refusal
from certifications.states import QuestionKind, RoundState, ToldBy
from certifications.viewsets.case_verb import CaseVerbView
from home import clock
from home.forms import DayField
from home.uploads.kinds import accept_attribute
from home.uploads.refusals import UploadRefused


class EntryFields:
    """The fields of one question: the answer as it stands now, or its files; and words about the point."""

    def __init__(
        self,
        form: forms.Form,
        question: Question,
        item: CorrectionItem | None,
        *,
        stands: Any,
        version: int,
        files: Sequence[Attachment],
    ) -> None:
        self.form, self.question, self.item, self.stands = form, question, item, stands
        self.key = str(question.key)
        self.names: list[str] = []
        if question.takes_files:
            self._ask_for_files(files)
        else:
            self._add(
                "answer", applying_forms.field_for(question), label=_("answer"), initial=applying_forms.typed(question, stands)
            )
            self._add("version", forms.IntegerField(widget=forms.HiddenInput, min_value=0), label="", initial=version)
        if item is not None:
            words = forms.CharField(max_length=REPLY_CHARACTERS, widget=forms.Textarea(attrs={"rows": 2}))
            self._add("reply", words, label=_("what was said about it"), initial=item.reply)

    def _add(self, part: str, field: forms.Field, *, label: Any, initial: Any = None) -> None:
        name = f"{self.key}-{part}"
        field.label, field.required = label, False
        self.form.fields[name] = field
        self.form.initial[name] = initial
        self.names.append(name)

    def _ask_for_files(self, files: Sequence[Attachment]) -> None:
        if files:
            choices = [(str(each.public_id), each.name) for each in files]
            away = forms.TypedMultipleChoiceField(coerce=UUID, choices=choices, widget=forms.CheckboxSelectMultiple)
            self._add("away", away, label=_("files to take away"))
        picker = forms.FileInput(attrs={"accept": accept_attribute(self.question.accept or ["pdf"])})
        self._add("file", forms.FileField(widget=picker), label=_("file to add"))

    @property
    def label(self) -> str:
        return str(self.question.label)

    @property
    def hidden(self) -> list[Any]:
        return [self.form[name] for name in self.names if self.form[name].is_hidden]

    @property
    def bound(self) -> list[Any]:
        return [self.form[name] for name in self.names if not self.form[name].is_hidden]

    def judge(self) -> None:
        """Says at its field what can never be an answer."""
        name = f"{self.key}-answer"
        if name not in self.form.cleaned_data:
            return
        problem = problem_of(self.question.rule, self._value())
        if problem and problem.code not in KEPT_IN_DRAFTS:
            self.form.add_error(name, problems.words(problem, self.question, self._value()))

    def _value(self) -> Any:
        cleaned = self.form.cleaned_data[f"{self.key}-answer"]
        return cleaned.isoformat() if isinstance(cleaned, date) else cleaned

    @property
    def _was_left_out(self) -> bool:
        """Whether the answer's field was not sent at all: then nothing was said of it."""
        name = f"{self.key}-answer"
        widget = self.form.fields[name].widget
        return bool(widget.value_omitted_from_data(self.form.data, self.form.files, name))

    def entry(self) -> Entry:
        """What was entered about the question; an answer that was left as it stands says nothing."""
        data = self.form.cleaned_data
        reply = data.get(f"{self.key}-reply", "").strip()
        said = reply if self.item is None or reply != self.item.reply else ""
        if self.question.takes_files:
            added = data.get(f"{self.key}-file")
            return Entry(uploads=[added] if added else [], removals=data.get(f"{self.key}-away", []), reply=said)
        read = data.get(f"{self.key}-version") or 0
        if self._was_left_out or fingerprint(self._value()) == fingerprint(self.stands):
            return Entry(read_version=read, reply=said)
        return Entry(value=self._value(), read_version=read, reply=said)


class StatementForm(forms.Form):
    """Who told what, how and when, why the office enters it; then every question that is open now."""

    told_by = forms.CharField(
        label=_("on whose word"), max_length=120, help_text=_("Name and position of the person who told you.")
    )
    channel = forms.ChoiceField(label=_("how it was told"), choices=ToldBy, widget=forms.RadioSelect)
    told_on = DayField(label=_("told on"))
    reason = forms.CharField(
        label=_("why the office enters it"),
        help_text=_("The applicant reads this. For example: the only person with a login has left the company."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    scan = forms.FileField(
        label=_("scan of the letter or note"),
        help_text=_("PDF or picture, up to 20 MB; it is kept with the case."),
        required=False,
    )
    post_to = forms.CharField(
        label=_("name and address for a letter by post"),
        help_text=_("Needed where nobody reads the e-mail any more. The letter stands in the list of letters to post."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hand_in = forms.BooleanField(
        label=_("submit the corrected application for the applicant now"),
        help_text=_("All points must be answered. Left out, the applicant can go on, or you enter more later."),
        required=False,
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["told_on"] = clock.today()
        request = application.correction_requests.open().get()
        items = {item.key: item for item in request.items.order_by("pk")}
        answers = {answer.key: answer for answer in application.answers.all()}
        files: dict[UUID, list[Attachment]] = {}
        for attachment in application.attachments.present():
            files.setdefault(attachment.key, []).append(attachment)
        facts = {basics.KEYS[field]: value for field, value in basics.facts_of(application).items()}
        self.entries = []
        for question in _open_questions(application):
            item, answer = items.get(question.key), answers.get(question.key)
            stands = facts.get(question.key, answer.value if answer else None)
            if question.key in facts and item is not None and item.given_value is not None:
                stands = item.given_value
            self.entries.append(
                EntryFields(
                    self,
                    question,
                    item,
                    stands=stands,
                    version=answer.version if answer else 0,
                    files=files.get(question.key, []),
                )
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for each in self.entries:
            each.judge()
        return data

    def told(self) -> Told:
        data = self.cleaned_data
        return Told(told_by=data["told_by"], channel=data["channel"], told_on=data["told_on"], reason=data["reason"])


def _open_questions(application: Application) -> list[Question]:
    """What can be entered now, the basic facts first, then in the form's order."""
    keys = {str(key) for key in open_keys(application)}
    rows = application.form_version.questions.exclude(kind=QuestionKind.EXPLANATION).select_related("section")
    every = [*basics.questions(application).values(), *rows.order_by("section__order", "order")]
    return [question for question in every if str(question.key) in keys]


class EnterStatementView(CaseVerbView):
    label, verb_form = _("Enter corrections on the applicant's word"), StatementForm
    template_name = "certifications/desk/enter_statement.html"
    refusals = (Refusal, UploadRefused)
    explanation = _(
        "For an applicant who cannot sign in, and tells you by telephone, by letter or at the counter. Only the questions of the "
        "open request can change. History, version and letter say that the office entered it, and on whose word."
    )

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.round.state != RoundState.CANCELLED and can_enter_statement(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"application": self.record}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        statements.enter(
            self.record,
            {each.key: each.entry() for each in form.entries},
            told=form.told(),
            hand_in=data["hand_in"],
            scan=data["scan"],
            post_to=data["post_to"],
            by=self.request.user,
        )
