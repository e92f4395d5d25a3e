"""The earlier versions of one answer: who wrote what and when, and a way back to each."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certifications import progress, reading
from certifications.actions import answering
from certifications.models import AnswerRevision, Application
from certifications.permissions import may_write_for_applicant
from certifications.reading import Passage
from certifications.refusals import AnswerChanged
from certifications.views.applying.access import applicant_page, own_application
from certifications.views.applying.applications import frame

# Autosave keeps every pause of the fingers; a reader wants one row for one sitting of one person.
SITTING = timedelta(minutes=10)
MOST = 200


@dataclass(frozen=True)
class Sitting:
    """What an answer was when somebody stopped writing."""

    revision: AnswerRevision
    passage: Passage
    current: bool


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponseBase:
    """All sittings, newest first; a button beside each earlier one saves it anew."""
    application = own_application(request, public_id)
    question = application.form_version.questions.select_related("section").filter(key=key).first()
    if question is None or question.takes_files or not may_write_for_applicant(request.user, application):
        raise Http404
    refusal: AnswerChanged | None = None
    if request.method == "POST":
        wanted, read = _number(request.POST.get("version")), _number(request.POST.get("read"))
        try:
            answering.restore(application, key, wanted, read_version=read, by=request.user)
        except AnswerChanged as reason:
            refusal = reason
        else:
            messages.success(request, _("The earlier answer has been put back."))
            return redirect(f"{progress.address('section', application, question.section.code)}#q-{key}")
    context = frame(request, application, here="section", section=question.section.code)
    row = next(row for row in context["form"].rows if row.key == str(key))
    context |= {
        "question": question,
        "sittings": _sittings(application, question),
        "present": row.version,
        "can_restore": row.is_open,
        "refusal": refusal,
        "back": f"{progress.address('section', application, question.section.code)}#q-{key}",
    }
    return render(request, "certifications/applying/earlier.html", context, status=409 if refusal else 200)


def _sittings(application: Application, question: Any) -> list[Sitting]:
    found: list[AnswerRevision] = []
    rows = application.revisions.filter(key=question.key).select_related("changed_by")[: MOST * 10]
    for row in rows:
        after = found[-1] if found else None
        if after is None or after.changed_by_id != row.changed_by_id or after.changed_at - row.changed_at > SITTING:
            found.append(row)
    return [
        Sitting(row, reading.passage(question, row.value, []), current=number == 0) for number, row in enumerate(found[:MOST])
    ]


def _number(text: Any) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 10 else 0
