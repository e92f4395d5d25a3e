"""The candidate's side of a nomination, and the nominator's request for it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certifications import progress
from certifications.actions import consents
from certifications.applying_forms import WrittenConsentForm
from certifications.models import Consent
from certifications.permissions import may_answer_consent
from certifications.views.applying.access import applicant_page, own_application
from home import clock
from home.addresses import language_path
from home.tokens import token_hash

ROWS = (
    "application__round__program",
    "application__subject",
    "application__organization",
    "application__person",
    "application__team",
)


@applicant_page
@require_POST
def ask(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Writes to the candidate."""
    application = own_application(request, public_id)
    consents.ask(application, by=request.user)
    messages.success(request, _("We have written to the candidate. You will get a letter as soon as there is an answer."))
    return redirect(f"{progress.address('application', application)}#consent")


@applicant_page
@require_POST
def record(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The office has the candidate's consent in writing."""
    application = own_application(request, public_id)
    form = WrittenConsentForm(request.POST)
    consents.record(application, note=form.cleaned_data["note"] if form.is_valid() else "", by=request.user)
    messages.success(request, _("The written consent has been recorded."))
    return redirect(f"{progress.address('application', application)}#consent")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_letter(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page to which the letter leads. It can be read without signing in; the answer is given signed in."""
    consent = get_object_or_404(Consent.objects.select_related(*ROWS), token_hash=token_hash(token))
    return _answered(request, consent) if request.method == "POST" else _page(request, consent)


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def nomination(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The same page for a candidate who is signed in, without the letter."""
    consent = get_object_or_404(Consent.objects.select_related(*ROWS), application__public_id=public_id)
    if not may_answer_consent(request.user, consent):
        raise Http404
    return _answered(request, consent) if request.method == "POST" else _page(request, consent)


@applicant_page
def _answered(request: HttpRequest, consent: Consent) -> HttpResponseBase:
    """Records the answer. What cannot be recorded is told by the guard."""
    if request.POST.get("answer") == "accept":
        consents.give(consent, by=request.user)
        messages.success(request, _("You have accepted the nomination. We have told the nominator."))
    elif request.POST.get("answer") == "decline":
        consents.refuse(consent, by=request.user)
        messages.success(request, _("You have declined the nomination. We have told the nominator."))
    else:
        return _page(request, consent)
    return redirect(language_path("my/"))


def _page(request: HttpRequest, consent: Consent) -> HttpResponseBase:
    application = consent.application
    user: Any = request.user
    after = urlencode({"next": request.get_full_path()})
    open_still = application.state == "draft" and application.is_open(clock.now())
    context = {
        "consent": consent,
        "application": application,
        "program": application.round.program,
        "open": open_still and not consent.given_at and not consent.refused_at,
        "mine": may_answer_consent(user, consent),
        "address": masked(application.subject.email),
        "sign_in": f"{resolve_url(settings.LOGIN_URL)}?{after}",
        "sign_up": f"{resolve_url('account_signup')}?{after}",
    }
    return render(request, "certifications/applying/consent.html", context)


def masked(address: str) -> str:
    """Enough of an address for its owner to know it: h•••@company.example."""
    local, _at, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}"
