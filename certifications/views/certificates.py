"""The certificate for its holder: where it stands, its paper, an answer before a withdrawal, and giving it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certifications import codes, renewals_told, seals
from certifications.actions import certificates, withdrawals
from certifications.certificate_permissions import is_holder, may_give_back, may_speak_for_holder
from certifications.certificate_states import WithdrawalState
from certifications.holding_forms import AnswerForm, GiveBackForm
from certifications.models import Certificate
from certifications.verification import public_events, verdict
from certifications.views.applying.access import applicant_page
from home import clock
from home.states import IllegalTransition
from home.views import files

RELATED = ("program", "level", "round", "category", "organization", "pdf", "decision__application__round__program")


def own_certificate(request: HttpRequest, certificate_id: UUID) -> Certificate:
    """The certificate, for its holder's side; 404 for everybody else, as if it did not exist."""
    rows = Certificate.objects.issued().select_related(*RELATED, "decision__application__subject")
    found = get_object_or_404(rows, public_id=certificate_id)
    if not is_holder(request.user, found):
        raise Http404
    return found


@applicant_page
@require_safe
def page(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """What it says, what has happened to it, and what the holder can do now."""
    certificate = own_certificate(request, certificate_id)
    return _drawn(request, certificate, AnswerForm(), GiveBackForm())


def _drawn(
    request: HttpRequest, certificate: Certificate, answer_form: AnswerForm, give_back_form: GiveBackForm
) -> HttpResponseBase:
    today, user = clock.today(), request.user
    running = certificate.is_running
    latest = certificate.withdrawals.first()
    reports = list(certificate.periodic_reports.all())
    asked = latest is not None and latest.state == WithdrawalState.NOTICED
    context: dict[str, Any] = {
        "certificate": certificate,
        "application": certificate.application,
        "verdict": verdict(certificate, today),
        "code": codes.grouped(certificate.code),
        "events": public_events(certificate),
        "newer": certificate.newer,
        "offer": renewals_told.waiting_for([certificate]).get(certificate.pk),
        "changes": certificate.changes.all(),
        "reports": reports,
        "report_due": next((each for each in reports if each.is_with_holder), None),
        "withdrawal": latest,
        "answer_form": answer_form if asked and may_speak_for_holder(user, certificate) else None,
        "give_back_form": give_back_form if running and may_give_back(user, certificate) else None,
        "running": running,
        "embedding": seals.embedding(certificate, get_language() or "ja") if certificate.application else "",
        "several_levels": certificate.program.levels.count() > 1,
    }
    wrong = answer_form.errors or give_back_form.errors
    return render(request, "certifications/certificates/certificate.html", context, status=422 if wrong else 200)


@applicant_page
@require_POST
def answer(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """The holder's answer before a withdrawal is decided."""
    certificate = own_certificate(request, certificate_id)
    if not may_speak_for_holder(request.user, certificate):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    latest = certificate.withdrawals.under_way().first()
    if latest is None:
        raise IllegalTransition(certificate, "answer")
    if not form.is_valid():
        return _drawn(request, certificate, form, GiveBackForm())
    withdrawals.answer(latest, text=form.cleaned_data["text"], by=request.user)
    notices.success(request, _("We have received your answer. You will get a letter when it has been decided."))
    return redirect("certifications:certificate", certificate_id)


@applicant_page
@require_POST
def give_back(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """Gives it up for good; the form asks whether that is meant."""
    certificate = own_certificate(request, certificate_id)
    if not may_give_back(request.user, certificate):
        raise PermissionDenied
    form = GiveBackForm(request.POST)
    if not form.is_valid():
        return _drawn(request, certificate, AnswerForm(), form)
    data = form.cleaned_data
    certificates.give_back(certificate, reason_class=data["reason_class"], note=data["note"], by=request.user)
    notices.success(request, _("The certificate has been given back."))
    return redirect("certifications:certificate", certificate_id)


@never_cache
@login_required
@require_safe
def pdf(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The PDF, for its holder only; a page that says it is being prepared while the worker has not drawn it yet."""
    certificate = own_certificate(request, public_id)
    if certificate.pdf is None and certificate.application is None:
        raise Http404
    if certificate.pdf is None:
        return render(request, "certifications/certificates/being_prepared.html", {"certificate": certificate}, status=202)
    return files.serve(certificate.pdf, name=f"{certificate.number}.pdf")
