"""What an application holds at this moment, as it would be submitted."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from certifications import answers as calculation
from certifications.answers import Problem
from certifications.declarations import declared_of
from certifications.models import Application, Attachment, UploadTicket
from certifications.models.questions import rules_of
from certifications.states import ApplicationState
from home import clock


@dataclass(frozen=True)
class Content:
    """What would be submitted now: answers and files of the questions that are asked, what is declared beside them.

    The hash is reckoned after `previous`. Files that are still under way are listed by name and size.
    """

    answers: dict[str, Any]
    files: list[dict[str, Any]]
    previous: str
    problems: list[Problem]
    awaited: list[dict[str, Any]] = field(default_factory=list)
    declared: dict[str, Any] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return calculation.digest(self.answers, self.files, self.previous, self.awaited, self.declared)


def content_of(application: Application) -> Content:
    """The present content; its hash is the one that the receipt of a submission would carry."""
    present = {str(answer.key): answer.value for answer in application.answers.all()}
    attachments = list(application.attachments.present().select_related("file"))
    tickets = arriving(application)
    rules = rules_of(application.form_version)
    counts = Counter([str(each.key) for each in attachments] + [str(each.key) for each in tickets])
    problems = calculation.problems(rules, present, counts)
    asked = {rule.key for rule in calculation.asked(rules, present)}
    last = application.versions.last()
    answers = {key: value for key, value in present.items() if key in asked}
    return Content(
        answers=answers,
        files=[file_fact(attachment) for attachment in attachments if str(attachment.key) in asked],
        previous=last.sha256 if last else "",
        problems=problems,
        awaited=[awaited_fact(ticket) for ticket in tickets if str(ticket.key) in asked],
        declared=declared_of(application, answers),
    )


def arriving(application: Application) -> list[UploadTicket]:
    """The uploads that are under way to a draft or into a correction: they may come after it has been submitted."""
    if application.state not in {ApplicationState.DRAFT, ApplicationState.CORRECTION}:
        return []
    return list(application.tickets.arriving(clock.transaction_now()))


def file_fact(attachment: Attachment) -> dict[str, Any]:
    """A file as a version lists it. One that was let go is in no version that is still to be made."""
    held = attachment.file
    if held is None:
        raise ValueError(f"{attachment.public_id} has been let go.")
    return {
        "key": str(attachment.key),
        "attachment": str(attachment.public_id),
        "name": attachment.name,
        "sha256": held.sha256,
        "size": held.size,
        "media_type": held.media_type,
    }


def awaited_fact(ticket: UploadTicket) -> dict[str, Any]:
    """A file under way as a version lists it; with the hash of what was announced, where the browser has told it."""
    fact = {"key": str(ticket.key), "ticket": str(ticket.public_id), "name": ticket.name, "size": ticket.size}
    return fact | ({"sha256": ticket.sha256} if ticket.sha256 else {})
