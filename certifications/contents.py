"""What an application holds at this moment, as it would be submitted."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from certifications import answers as calculation
from certifications.answers import Problem
from certifications.models import Application
from certifications.models.questions import rules_of


@dataclass(frozen=True)
class Content:
    """What would be submitted now: answers and files of the questions that are asked, and their hash after `previous`."""

    answers: dict[str, Any]
    files: list[dict[str, Any]]
    previous: str
    problems: list[Problem]

    @property
    def sha256(self) -> str:
        return calculation.digest(self.answers, self.files, self.previous)


def content_of(application: Application) -> Content:
    """The present content; its hash is the one that the receipt of a submission would carry."""
    present = {str(answer.key): answer.value for answer in application.answers.all()}
    attachments = list(application.attachments.filter(removed_at__isnull=True).select_related("file"))
    rules = rules_of(application.form_version)
    problems = calculation.problems(rules, present, Counter(str(attachment.key) for attachment in attachments))
    asked = {rule.key for rule in calculation.asked(rules, present)}
    files = [
        {
            "key": str(attachment.key),
            "attachment": str(attachment.public_id),
            "name": attachment.name,
            "sha256": attachment.file.sha256,
            "size": attachment.file.size,
            "media_type": attachment.file.media_type,
        }
        for attachment in attachments
        if str(attachment.key) in asked
    ]
    last = application.versions.last()
    answers = {key: value for key, value in present.items() if key in asked}
    return Content(answers, files, last.sha256 if last else "", problems)
