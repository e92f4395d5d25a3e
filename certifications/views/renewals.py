"""The invitation to renew, for the holder: what it is about, beginning with one click, or saying that she will not."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from certifications import progress
from certifications.actions import renewals
from certifications.certificate_permissions import may_speak_for_holder
from certifications.holding_forms import DeclineRenewalForm
from certifications.models import Renewal
from certifications.renewal_states import RenewalState
from certifications.renewals_told import RenewalOffer
from certifications.views.applying.access import applicant_page
from certifications.views.certificates import own_certificate


def own_renewal(request: HttpRequest, certificate_id: UUID) -> Renewal:
    """The newest invitation about the own certificate; 404 for everybody else and where there is none."""
    certificate = own_certificate(request, certificate_id)
    found: Renewal | None = Renewal.objects.newest_about(certificate)
    if found is None:
        raise Http404
    return found


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """Until when it can be renewed and how; the button begins the application."""
    found = own_renewal(request, certificate_id)
    if request.method == "POST":
        application = renewals.begin(found, by=request.user)
        return redirect(progress.address("application", application))
    renewals.note_opened(found, by=request.user)
    return _drawn(request, found, DeclineRenewalForm())


def _drawn(request: HttpRequest, found: Renewal, form: DeclineRenewalForm) -> HttpResponseBase:
    offer = RenewalOffer(found)
    may_write = may_speak_for_holder(request.user, found.certificate)
    context: dict[str, Any] = {
        "renewal": found,
        "campaign": found.campaign,
        "certificate": found.certificate,
        "offer": offer,
        "may_write": may_write,
        "decline_form": form if may_write and offer.may_decline else None,
        "declined": found.state == RenewalState.DECLINED,
    }
    return render(request, "certifications/certificates/renewal.html", context, status=422 if form.errors else 200)


@applicant_page
@require_POST
def decline(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """The holder will not renew."""
    found = own_renewal(request, certificate_id)
    form = DeclineRenewalForm(request.POST)
    if not form.is_valid():
        return _drawn(request, found, form)
    renewals.decline(found, reason=form.cleaned_data["reason"], by=request.user)
    notices.success(request, _("We have noted that you will not renew. Until the round closes you can change your mind here."))
    return redirect("certifications:certificate_renewal", certificate_id)
