"""Pages for what goes wrong."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

ANSWER = "a-"  # with this begin the names of an application form's fields
LEAST_WORTH_KEEPING = 3


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 with what to do, and with the answers that were typed: the form was open too long, or cookies are off."""
    return render(request, "403_csrf.html", {"typed": _typed(request)}, status=403)


def _typed(request: HttpRequest) -> list[str]:
    try:
        sent = request.POST.lists()
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return []
    return [value for name, values in sent if name.startswith(ANSWER) for value in values if len(value) >= LEAST_WORTH_KEEPING]
