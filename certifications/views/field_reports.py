"""A report of a trial or visit, written by whoever was asked for it; nobody else finds its page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certifications.actions import field_reports
from certifications.judging_forms import FieldReportForm, PhotographForm
from certifications.models import FieldPhotograph, FieldReport
from certifications.refusals import Refusal
from home.uploads.refusals import UploadRefused
from home.versions import StaleRecord
from home.views import files

RELATED = ("entry__stage__round__program", "entry__application__subject", "loan")


def own_report(request: HttpRequest, public_id: UUID) -> FieldReport:
    """A report that the person is asked for; anybody else's is not found, as if it did not exist."""
    asked: Any = FieldReport.objects.to_write(request.user).select_related(*RELATED)
    return get_object_or_404(asked, public_id=public_id)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Shows, saves and hands in a report."""
    found = own_report(request, public_id)
    if request.method != "POST":
        return _page(request, found, FieldReportForm(report=found))
    form = FieldReportForm(request.POST, report=found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    hand_in = request.POST.get("action") == "hand_in"
    try:
        field_reports.write(found, by=request.user, hand_in=hand_in, answers={}, **form.cleaned_data)
    except StaleRecord:
        form.add_error(None, _("The report was changed on another screen after this one was opened. Please open it again."))
        return _page(request, found, form, status=409)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, form, status=409)
    except PermissionDenied as moved:
        raise Http404 from moved
    messages.success(request, _("Handed in. Thank you.") if hand_in else _("Saved."))
    return redirect("certifications:field_report", public_id)


def _page(request: HttpRequest, found: FieldReport, form: FieldReportForm, *, status: int = 200) -> HttpResponse:
    context = {
        "report": found,
        "stage": found.entry.stage,
        "form": form,
        "photograph_form": PhotographForm(),
        "photographs": found.photographs.all(),
        "writable": found.handed_in_at is None and found.entry.stage.state == "open",
    }
    return render(request, "certifications/judging/report.html", context, status=status)


@never_cache
@login_required
@require_POST
def add_photograph(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Takes a picture in, once it was looked at."""
    found = own_report(request, public_id)
    form = PhotographForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Please choose a picture."))
        return redirect("certifications:field_report", public_id)
    try:
        field_reports.photograph(found, form.cleaned_data["file"], by=request.user)
    except (Refusal, UploadRefused) as refusal:
        messages.error(request, str(refusal))
    except PermissionDenied as moved:
        raise Http404 from moved
    return redirect("certifications:field_report", public_id)


@login_required
@require_safe
def photograph(request: HttpRequest, public_id: UUID, photograph_id: UUID) -> HttpResponseBase:
    """A picture of a report, for who writes it and for the judges who may read it."""
    seen = FieldReport.objects.visible_to(request.user).filter(public_id=public_id)
    held = get_object_or_404(FieldPhotograph.objects.filter(report__in=seen).select_related("file"), public_id=photograph_id)
    return files.serve(held.file, name=held.name, inline=True)
