"""Several people on one draft: who is writing where, and what the others have saved since this page was drawn."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from certifications import applying_forms, reading
from certifications.actions import presence
from certifications.models import Answer, Application, Question
from certifications.views.applying.access import own_application
from home import clock
from home.dates import local

MOST_KEYS = 1_000


@never_cache
@require_POST
def note(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """{"writing": key or null, "versions": {key: version that the page has}} is answered with {"writers", "newer"}."""
    if not request.user.is_authenticated:
        return JsonResponse({"state": "signed_out"}, status=401)
    application = own_application(request, public_id, related=())
    writing, versions = _read_body(request)
    try:
        presence.note(application, writing, by=request.user)
    except PermissionDenied:
        return JsonResponse({"state": "refused"}, status=403)
    rows = application.presences.beside(request.user, clock.now()).select_related("user")
    return JsonResponse(
        {
            "state": "ok",
            "writers": {str(row.key): str(row.user) for row in rows},
            "newer": {str(each.key): theirs(question, each) for question, each in _newer(application, versions)},
        }
    )


def _read_body(request: HttpRequest) -> tuple[UUID | None, dict[str, int]]:
    """What can be read of the body; whatever does not fit is as if it had not been sent."""
    try:
        body = json.loads(request.body)
        versions = {str(UUID(key)): int(number) for key, number in list(body["versions"].items())[:MOST_KEYS]}
        return (UUID(body["writing"]) if body.get("writing") else None), versions
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None, {}


def _newer(application: Application, versions: dict[str, int]) -> list[tuple[Question, Answer]]:
    """The answers of the page's questions that have been saved since."""
    rows = application.answers.filter(key__in=versions).select_related("changed_by")
    newer = [row for row in rows if row.version > versions[str(row.key)]]
    questions = {
        each.key: each
        for each in Question.objects.filter(version=application.form_version_id, key__in=[row.key for row in newer])
    }
    return [(questions[row.key], row) for row in newer if row.key in questions]


def theirs(question: Question, answer: Answer) -> dict[str, Any]:
    """An answer of somebody else as the page takes it over."""
    by, time = str(answer.changed_by or _("the secretariat")), f"{local(answer.changed_at):%H:%M}"
    return {
        "version": answer.version,
        "value": answer.value,
        "text": reading.words(question, answer.value),
        "by": by,
        "time": time,
        "fingerprint": applying_forms.fingerprint(answer.value),
        "words": _("changed by %(name)s, %(time)s") % {"name": by, "time": time},
    }
