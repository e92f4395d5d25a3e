"""The holder gives notice of a change, mends what was sent back, reads the answer, and takes a notice back."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certifications.actions import changes, enclosures
from certifications.certificate_permissions import may_speak_for_holder
from certifications.change_states import OPEN, ChangeState
from certifications.holding_forms import ChangeForm
from certifications.models import Certificate, ChangeNotice
from certifications.refusals import Refusal
from certifications.views.applying.access import applicant_page
from certifications.views.certificates import own_certificate
from home.uploads.refusals import UploadRefused
from home.views import files


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """A new notice, and the earlier ones."""
    certificate = own_certificate(request, certificate_id)
    may_write = may_speak_for_holder(request.user, certificate)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            uploads = request.FILES.getlist("files")
            made = changes.notice(certificate, uploads=uploads, by=request.user, **form.facts())
        except (UploadRefused, Refusal) as refusal:
            form.add_error(None, _said(refusal, request))
        else:
            notices.success(request, _("We have received your notice. You will get a letter when it has been answered."))
            return redirect("certifications:certificate_change", certificate_id, made.public_id)
    context = _frame(certificate, form) | {
        "earlier": certificate.changes.all(),
        "may_write": may_write,
        "running": certificate.is_running,
    }
    return render(request, "certifications/certificates/changes.html", context, status=422 if form.errors else 200)


def _said(refusal: Exception, request: HttpRequest) -> str:
    words = str(getattr(refusal, "message", refusal))
    return f"{words} {_('Please choose the files again.')}" if request.FILES else words


def _frame(certificate: Certificate, form: ChangeForm) -> dict[str, Any]:
    return {"certificate": certificate, "form": form, **enclosures.asked_for()}


def own_notice(request: HttpRequest, certificate_id: UUID, notice_id: UUID) -> ChangeNotice:
    """A notice about the own certificate; 404 for everybody else, as if it did not exist."""
    certificate = own_certificate(request, certificate_id)
    found = get_object_or_404(ChangeNotice.objects.filter(certificate=certificate), public_id=notice_id)
    found.certificate = certificate
    return found


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, certificate_id: UUID, notice_id: UUID) -> HttpResponseBase:
    """One notice with its answer; while it is to be mended, with the form for that."""
    found = own_notice(request, certificate_id, notice_id)
    certificate, user = found.certificate, request.user
    may_write = may_speak_for_holder(user, certificate)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = ChangeForm(request.POST or None, notice=found)
    if request.method == "POST" and form.is_valid():
        try:
            changes.mend(found, uploads=request.FILES.getlist("files"), by=user, **form.facts())
        except (UploadRefused, Refusal) as refusal:
            form.add_error(None, _said(refusal, request))
        else:
            notices.success(request, _("We have received your notice. You will get a letter when it has been answered."))
            return redirect("certifications:certificate_change", certificate_id, notice_id)
    context = _frame(certificate, form) | {
        "notice": found,
        "papers": found.papers.select_related("file"),
        "mending": found.state == ChangeState.RETURNED and may_write,
        "may_take_back": found.state in OPEN and may_write,
        "newer": certificate.newer,
    }
    return render(request, "certifications/certificates/change.html", context, status=422 if form.errors else 200)


@applicant_page
@require_POST
def take_back(request: HttpRequest, certificate_id: UUID, notice_id: UUID) -> HttpResponseBase:
    """Takes an open notice back; the page before has asked whether that is meant."""
    changes.take_back(own_notice(request, certificate_id, notice_id), by=request.user)
    notices.success(request, _("It has been taken back."))
    return redirect("certifications:certificate_changes", certificate_id)


@applicant_page
@require_safe
def paper(request: HttpRequest, certificate_id: UUID, notice_id: UUID, paper_id: UUID) -> HttpResponseBase:
    """One file of a notice, for the holder's side."""
    found = own_notice(request, certificate_id, notice_id)
    row = get_object_or_404(found.papers.select_related("file"), public_id=paper_id)
    return files.serve(row.file, name=row.name)
