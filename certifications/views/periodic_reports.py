"""A periodic report, for the holder: what is asked, the form, what was sent, and what the office says."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certifications import periodic_answers
from certifications.actions import periodic_reports
from certifications.certificate_permissions import may_speak_for_holder
from certifications.holding_forms import PeriodicReportForm
from certifications.models import PeriodicReport
from certifications.views.applying.access import applicant_page
from certifications.views.certificates import own_certificate


def own_report(request: HttpRequest, certificate_id: UUID, report_id: UUID) -> PeriodicReport:
    """A report about the own certificate; 404 for everybody else, as if it did not exist."""
    certificate = own_certificate(request, certificate_id)
    found = get_object_or_404(PeriodicReport, certificate=certificate, public_id=report_id)
    found.certificate = certificate
    return found


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, certificate_id: UUID, report_id: UUID) -> HttpResponseBase:
    """The form while it is the holder's turn; else what was sent."""
    found = own_report(request, certificate_id, report_id)
    may_write = may_speak_for_holder(request.user, found.certificate)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = PeriodicReportForm(request.POST or None, report=found)
    if request.method == "POST" and form.is_valid():
        periodic_reports.send(found, answers=form.answers(), by=request.user)
        notices.success(request, _("We have received your report. You will get a letter when the office has read it."))
        return redirect("certifications:certificate_report", certificate_id, report_id)
    context: dict[str, Any] = {
        "report": found,
        "certificate": found.certificate,
        "note": periodic_answers.in_language(found.rules.get("note", {})),
        "form": form if found.is_with_holder and may_write else None,
        "may_write": may_write,
        "sendings": periodic_answers.all_of(found),
    }
    return render(request, "certifications/certificates/report.html", context, status=422 if form.errors else 200)
