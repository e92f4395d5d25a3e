"""An application's form as it stands now: sections, questions, answers, files, and what is still to do."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch

from certifications import answers as calculation
from certifications import problems
from certifications.answers import Problem
from certifications.contents import file_fact
from certifications.declarations import declared_of
from certifications.models import (
    Answer,
    Application,
    ApplicationVersion,
    Attachment,
    CorrectionItem,
    Question,
    Section,
    UploadTicket,
)
from certifications.open_questions import open_keys
from certifications.states import ApplicationState, QuestionKind, TicketState
from home import clock

PUT_BACK_SHOWN = timedelta(days=1)


@dataclass
class FilledQuestion:
    """One question with what has been answered so far."""

    question: Question
    answer: Answer | None
    files: list[Attachment]
    problem: Problem | None
    is_open: bool
    asked: bool
    correction: CorrectionItem | None = None
    arriving: list[UploadTicket] = field(default_factory=list)
    refused: list[UploadTicket] = field(default_factory=list)
    removed: list[Attachment] = field(default_factory=list)

    @property
    def to_put_back(self) -> list[Attachment]:
        """Files taken away lately that can be put back, the last one first."""
        present = {each.file_id for each in self.files}
        since = clock.now() - PUT_BACK_SHOWN
        lately = [(each.removed_at, each.pk, each) for each in self.removed if each.removed_at and each.removed_at > since]
        rows = {each.file_id: each for _at, _pk, each in sorted(lately) if each.file_id and each.file_id not in present}
        return list(rows.values())[::-1]

    @property
    def key(self) -> str:
        return str(self.question.key)

    @property
    def value(self) -> Any:
        return self.answer.value if self.answer else None

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0

    @property
    def answered(self) -> bool:
        return bool(self.files) if self.question.takes_files else not calculation.is_empty(self.value)

    @property
    def problem_words(self) -> str:
        """What to mend, or an empty text."""
        return problems.words(self.problem, self.question, self.value) if self.problem else ""

    @property
    def field_id(self) -> str:
        """The id of the field in the page."""
        return f"id_a-{self.key}"


@dataclass
class FilledSection:
    """One page of the form."""

    section: Section
    questions: list[FilledQuestion] = field(default_factory=list)

    @property
    def asked(self) -> list[FilledQuestion]:
        return [row for row in self.questions if row.asked]

    @property
    def missing(self) -> list[FilledQuestion]:
        return [row for row in self.asked if row.problem and row.problem.code == "missing"]

    @property
    def wrong(self) -> list[FilledQuestion]:
        return [row for row in self.asked if row.problem and row.problem.code != "missing"]

    @property
    def corrections(self) -> list[FilledQuestion]:
        return [row for row in self.questions if row.correction and not row.correction.answered_at]

    @property
    def begun(self) -> bool:
        return any(row.answered for row in self.asked if row.question.kind != QuestionKind.EXPLANATION)


class FilledForm:
    """Everything about the form of one application, read in four queries."""

    def __init__(self, application: Application) -> None:
        self.application = application
        version = application.form_version
        questions = Question.objects.order_by("order")
        self._sections = list(version.sections.order_by("order").prefetch_related(Prefetch("questions", questions)))
        self.answers = {str(answer.key): answer for answer in application.answers.select_related("changed_by")}
        self.files: dict[str, list[Attachment]] = defaultdict(list)
        self.removed: dict[str, list[Attachment]] = defaultdict(list)
        for attachment in application.attachments.select_related("file"):
            if attachment.removed_at:
                self.removed[str(attachment.key)].append(attachment)
            elif not attachment.let_go_at:
                self.files[str(attachment.key)].append(attachment)
        self.arriving: dict[str, list[UploadTicket]] = defaultdict(list)
        self.request = application.correction_requests.open().prefetch_related("items").first()
        self.items = {str(item.key): item for item in self.request.items.all()} if self.request else {}
        self.open_keys: Collection[str] = open_keys(application)
        draft = application.state == ApplicationState.DRAFT
        tickets = application.tickets.shown(clock.transaction_now()) if draft or self.open_keys else []
        self.tickets: dict[str, list[UploadTicket]] = defaultdict(list)
        for ticket in tickets:
            self.tickets[str(ticket.key)].append(ticket)
            if ticket.state == TicketState.OPEN:
                self.arriving[str(ticket.key)].append(ticket)
        self.sections = self._filled()

    def _filled(self) -> list[FilledSection]:
        values = {key: answer.value for key, answer in self.answers.items()}
        every = [question for section in self._sections for question in section.questions.all()]
        rules = [question.rule for question in every]
        found = calculation.problems(rules, values, self._counts())
        wrong = {problem.key: problem for problem in found}
        asked = {rule.key for rule in calculation.asked(rules, values)}
        return [
            FilledSection(
                section,
                [
                    FilledQuestion(
                        question=question,
                        answer=self.answers.get(str(question.key)),
                        files=self.files.get(str(question.key), []),
                        problem=wrong.get(str(question.key)),
                        is_open=str(question.key) in self.open_keys,
                        asked=str(question.key) in asked,
                        correction=self.items.get(str(question.key)),
                        arriving=self._tickets(question, TicketState.OPEN),
                        refused=self._tickets(question, TicketState.REFUSED),
                        removed=self.removed.get(str(question.key), []),
                    )
                    for question in section.questions.all()
                ],
            )
            for section in self._sections
        ]

    def _tickets(self, question: Question, state: str) -> list[UploadTicket]:
        return [ticket for ticket in self.tickets.get(str(question.key), []) if ticket.state == state]

    def _counts(self) -> dict[str, int]:
        """Files by question; what is still under way counts."""
        keys = {*self.files, *self.arriving}
        return {key: len(self.files.get(key, [])) + len(self.arriving.get(key, [])) for key in keys}

    @property
    def rows(self) -> list[FilledQuestion]:
        """All questions in order."""
        return [row for section in self.sections for row in section.questions]

    @property
    def problems(self) -> list[FilledQuestion]:
        """The questions that stand in the way of submitting."""
        return [row for row in self.rows if row.problem]

    @property
    def last_change(self) -> Answer | None:
        """The newest answer."""
        return max(self.answers.values(), key=lambda answer: answer.changed_at, default=None)

    def section(self, code: str) -> FilledSection | None:
        return next((section for section in self.sections if section.section.code == code), None)

    def section_of(self, key: Any) -> FilledSection | None:
        """The section in which a question stands."""
        return next((each for each in self.sections if any(row.key == str(key) for row in each.questions)), None)

    def as_version(self) -> ApplicationVersion:
        """The present answers in the shape of a submitted version, for reading; it is never saved."""
        asked = {row.key for row in self.rows if row.asked}
        files = [file_fact(attachment) for key, attachments in self.files.items() for attachment in attachments if key in asked]
        answers = {key: answer.value for key, answer in self.answers.items() if key in asked}
        return ApplicationVersion(
            application=self.application,
            form_version=self.application.form_version,
            answers=answers,
            files=files,
            declared=declared_of(self.application, answers),
        )
