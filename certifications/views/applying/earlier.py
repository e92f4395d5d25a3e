"""What stood in one answer before: who wrote or attached what and when, and a way back to each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certifications import progress, reading, sittings
from certifications.actions import answering, removed_files
from certifications.models import AnswerRevision, Application, Attachment, Question
from certifications.permissions import may_write_for_applicant
from certifications.reading import Passage
from certifications.refusals import AnswerChanged
from certifications.views.applying.access import applicant_page, own_application
from certifications.views.applying.applications import frame
from home.public_ids import read_public_id
from home.text import read_count

ON_A_PAGE = 20
SHORT = 200
FEW_ROWS = 5


@dataclass(frozen=True)
class Sitting:
    """What an answer was when somebody stopped writing, or before much of it went; a long one begins with its `beginning`."""

    revision: AnswerRevision
    passage: Passage
    current: bool

    @property
    def beginning(self) -> str:
        return f"{self.passage.text[:SHORT]}…" if len(self.passage.text) > SHORT else ""

    @property
    def is_long(self) -> bool:
        return bool(self.beginning) or len(self.passage.rows) > FEW_ROWS


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponseBase:
    """Newest first, page by page; a button beside each earlier answer or file puts it back."""
    application = own_application(request, public_id)
    question = application.form_version.questions.select_related("section").filter(key=key).first()
    if question is None or not may_write_for_applicant(request.user, application):
        raise Http404
    back = f"{progress.address('section', application, question.section.code)}#q-{key}"
    refusal: AnswerChanged | None = None
    if request.method == "POST":
        try:
            _put_back(request, application, question)
        except AnswerChanged as reason:
            refusal = reason
        else:
            return redirect(back)
    context = frame(request, application, here="section", section=question.section.code)
    row = next(row for row in context["form"].rows if row.key == str(key))
    page = read_count(request.GET.get("page")) or 1
    shown = _files(row.files, row.removed, page) if question.takes_files else _sittings(application, question, row.version, page)
    context |= {
        "question": question,
        "page_obj": shown,
        "present": row.version,
        "can_restore": row.is_open,
        "in_place": {each.file_id for each in row.files},
        "refusal": refusal,
        "kept_days": removed_files.KEPT.days,
        "back": back,
    }
    return render(request, "certifications/applying/earlier.html", context, status=409 if refusal else 200)


def _put_back(request: HttpRequest, application: Application, question: Question) -> None:
    if question.takes_files:
        wanted = read_public_id(request.POST.get("file", ""))
        attachment = get_object_or_404(application.attachments.removed().filter(key=question.key), public_id=wanted)
        answering.put_back(attachment, by=request.user)
        messages.success(request, _("%(name)s was put back.") % {"name": attachment.name})
        return
    version, read = read_count(request.POST.get("version")), read_count(request.POST.get("read"))
    answering.restore(application, question.key, version, read_version=read, by=request.user)
    messages.success(request, _("The earlier answer has been put back."))


def _sittings(application: Application, question: Question, present: int, number: int) -> Page[Any]:
    """Which saves are worth showing is known without their values; those of the page shown are read."""
    rows = application.revisions.filter(key=question.key)
    page: Page[Any] = Paginator(sittings.worth_showing(rows.steps()), ON_A_PAGE).get_page(number)
    found = rows.filter(version__in=list(page.object_list)).select_related("changed_by").order_by("-version")
    page.object_list = [Sitting(row, reading.passage(question, row.value, []), current=row.version == present) for row in found]
    return page


def _files(present: list[Attachment], removed: list[Attachment], number: int) -> Page[Any]:
    """Every file that was ever attached, the newest first."""
    rows = sorted([*present, *removed], key=lambda each: (each.added_at, each.pk), reverse=True)
    page: Page[Any] = Paginator(rows, ON_A_PAGE).get_page(number)
    shown = Attachment.objects.filter(pk__in=[each.pk for each in page.object_list])
    page.object_list = list(shown.select_related("file", "added_by", "removed_by").order_by("-added_at", "-pk"))
    return page
