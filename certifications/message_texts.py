"""Beginnings of messages that a program keeps as data, and the facts of a case that are filled into them."""

import re
from typing import Any

from django.utils import translation

from certifications import recipients
from certifications.models import Application
from certifications.refusals import PlaceholderEmpty
from home import clock, dates
from home.languages import SUFFIXES, suffix

PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


def language_of(application: Application) -> str:
    """The language of those who read: the applicant's first writer."""
    return next((person.language for person in recipients.applicants(application)), "ja")


def templates(application: Application) -> list[dict[str, Any]]:
    """Code and name of every template that the case's round has, or its program if the round is older than templates."""
    return [{"code": row["code"], "name": row["name"].get(suffix()) or row["name"]["ja"]} for row in _rows(application)]


def body_of(application: Application, code: str) -> str:
    """A template's text in the applicant's language, with its placeholders; empty for an unknown code."""
    texts: dict[str, str] = next((row["text"] for row in _rows(application) if row["code"] == code), {})
    return str(texts.get(SUFFIXES.get(language_of(application), "ja")) or texts.get("ja", ""))


def _rows(application: Application) -> list[dict[str, Any]]:
    return application.round.rules.get("message_templates") or application.round.program.message_templates


def facts(application: Application) -> dict[str, str]:
    """What each placeholder stands for in this case, in the applicant's language; empty where there is nothing."""
    language = language_of(application)
    request = application.correction_requests.open().first()
    with translation.override(language):
        return {
            "applicant": application.applicant,
            "subject": str(application.subject.name),
            "receipt": application.receipt_number or "",
            "program": str(application.round.program.name),
            "due": dates.day(request.due_on, language) if request else "",
            "today": dates.day(clock.today(), language),
        }


def fill(application: Application, body: str) -> str:
    """The text as the applicant will read it; braces that are no placeholder stay. Raises PlaceholderEmpty."""
    known = facts(application)

    def value(match: re.Match[str]) -> str:
        if match[1] not in known:
            return match[0]
        if not known[match[1]]:
            raise PlaceholderEmpty(match[1])
        return known[match[1]]

    return PLACEHOLDER.sub(value, body)
