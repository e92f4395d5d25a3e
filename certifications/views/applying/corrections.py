"""What the office has asked to be corrected: a list to work through, then the application goes back as a new version."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from certifications import progress, reading
from certifications.actions import corrections
from certifications.applying_forms import ReplyForm
from certifications.models import Application, CorrectionItem
from certifications.refusals import CorrectionUnanswered, NotComplete, Refusal, ReplyMissing
from certifications.states import ApplicationState
from certifications.views.applying.access import applicant_page, own_application, stopped
from certifications.views.applying.applications import frame


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The points with their replies; a POST submits the application again."""
    application = own_application(request, public_id)
    if request.method == "POST":
        try:
            corrections.resubmit(application, by=request.user)
        except (CorrectionUnanswered, NotComplete) as reason:
            return _page(request, application, refusal=reason)
        messages.success(request, _("The corrected application has been submitted. Thank you."))
        return redirect(progress.address("application", application))
    return _page(request, application)


@applicant_page
@require_POST
def reply(request: HttpRequest, public_id: UUID, item: int) -> HttpResponseBase:
    """Says what was done about one point."""
    application = own_application(request, public_id)
    found = get_object_or_404(
        CorrectionItem.objects.select_related("request__application"), pk=item, request__application=application
    )
    form = ReplyForm(request.POST, auto_id=f"id_{found.pk}_%s")
    if not form.is_valid():
        return _page(request, application, replying=(found.pk, form))
    try:
        corrections.reply(found, text=form.cleaned_data["text"], by=request.user)
    except ReplyMissing as reason:
        form.add_error("text", str(reason))
        return _page(request, application, replying=(found.pk, form))
    messages.success(request, _("Your reply has been kept."))
    return redirect(f"{progress.address('corrections', application)}#point-{found.pk}")


def _page(
    request: HttpRequest,
    application: Application,
    *,
    refusal: Refusal | None = None,
    replying: tuple[int, ReplyForm] | None = None,
) -> HttpResponseBase:
    context = frame(request, application, here="corrections")
    form = context["form"]
    if form.request is None or application.state != ApplicationState.CORRECTION:
        return stopped(
            request,
            title=_("There is nothing to correct now"),
            text=_("The page of the application shows where it stands."),
            status=409,
            back=progress.address("application", application),
        )
    points = [_point(form, item, replying) for item in form.request.items.all()]
    context |= {
        "request_": form.request,
        "points": sorted(points, key=lambda point: point["order"]),
        "refusal": refusal,
        "left": sum(1 for point in points if not point["item"].answered_at),
        "wrong": replying is not None or refusal is not None,
        "problems": [(row, form.section_of(row.key)) for row in form.problems] if refusal else [],
    }
    status = 400 if replying else 409 if refusal else 200
    return render(request, "certifications/applying/corrections.html", context, status=status)


def _point(form: Any, item: CorrectionItem, replying: tuple[int, ReplyForm] | None) -> dict[str, Any]:
    section = form.section_of(item.key)
    row = next(row for row in section.questions if row.key == str(item.key))
    typed = replying[1] if replying and replying[0] == item.pk else None
    return {
        "item": item,
        "row": row,
        "section": section.section,
        "order": [each.key for each in form.rows].index(row.key),
        "passage": reading.passage(row.question, row.value, reading.papers(row.files)),
        "form": typed or ReplyForm(initial={"text": item.reply}, auto_id=f"id_{item.pk}_%s"),
    }
