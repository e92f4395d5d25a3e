"""The letters about corrections. By e-mail they name the day and how many points there are: what is wrong stays inside."""

from collections.abc import Collection
from typing import Any

from certifications import basics, emails, reading
from certifications.models import Application, CorrectionRequest, Statement
from certifications.recipients import applicants, office

PAGE = "certifications:corrections"


def asked(application: Application, request: CorrectionRequest) -> None:
    """To the applicant: by when, and how many points. Who applied on paper has no page, and is told what they are."""
    points, people = _points(application, request), applicants(application)
    emails.write(
        "correction_asked", people, application, str(request.pk), PAGE, ending="correction", request=request, points=points
    )


def amended(application: Application, request: CorrectionRequest) -> None:
    """To the applicant: the request has changed, and how many points wait until when now."""
    key, people = f"{request.pk}:{request.row_version}", applicants(application)
    waiting = [point for point in _points(application, request) if not point["item"].answered_at]
    emails.write("correction_amended", people, application, key, PAGE, request=request, points=waiting)


def cancelled(application: Application, request: CorrectionRequest, reason: str, undone: Collection[str]) -> None:
    """To the applicant: nothing is to be corrected any more, why, and which version counts."""
    people, version, key = applicants(application), application.versions.latest("seq"), str(request.pk)
    facts = {"request": request, "reason": reason, "version": version, "undone": len(undone)}
    emails.write("correction_cancelled", people, application, key, "certifications:application", **facts)


def entered(application: Application, statement: Statement, *, post_to: str = "") -> None:
    """To the applicant: on whose word the office has entered what, and whether it has been handed in; what, stands inside."""
    facts = {"statement": statement, "request": statement.request, "version": statement.version, "points": len(statement.keys)}
    page = "certifications:versions" if statement.version else PAGE
    people, key = applicants(application), str(statement.pk)
    emails.write("correction_entered", people, application, key, page, post_to=post_to, **facts)


def extended(application: Application, request: CorrectionRequest, reason: str) -> None:
    """To the applicant: there is more time."""
    key, people = f"{request.pk}:{request.due_on.isoformat()}", applicants(application)
    emails.write("correction_extended", people, application, key, PAGE, request=request, reason=reason)


def closed(application: Application, request: CorrectionRequest, reason: str) -> None:
    """To the applicant: the day has passed, and the version that was submitted last counts."""
    people, version, key = applicants(application), application.versions.latest("seq"), str(request.pk)
    facts = {"request": request, "reason": reason, "version": version}
    emails.write("correction_closed", people, application, key, "certifications:application", **facts)


def resubmitted(application: Application) -> None:
    """To the office: the correction has come."""
    version = application.versions.latest("seq")
    key = f"{application.public_id}:{version.seq}"
    emails.write("resubmitted", office(application), application, key, "cases:detail", to_office=True)


def _points(application: Application, request: CorrectionRequest) -> list[dict[str, Any]]:
    questions = basics.by_key(application) | {question.key: question for question in application.form_version.questions.all()}
    return [
        {"question": questions[item.key], "item": item, "proposed": reading.words(questions[item.key], item.proposed_value)}
        for item in request.items.order_by("pk")
        if item.key in questions
    ]
