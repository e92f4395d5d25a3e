"""The delta form of a renewal: what differs from the certificate, and the applicant's word that the rest is unchanged."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certifications import progress, renewal_deltas
from certifications.actions import renewals
from certifications.states import ApplicationState
from certifications.views.applying.access import WHOLE, applicant_page, own_application
from certifications.views.applying.applications import frame

RENEWED = ("renews__decision__application",)


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def changed(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Section by section; of a draft one says here what has not changed."""
    application = own_application(request, public_id, (*WHOLE, *RENEWED))
    if application.renews is None:
        raise Http404
    context = frame(request, application, here="renewal")
    if request.method == "POST":
        if not context["may_write"]:
            raise PermissionDenied
        renewals.say_unchanged(application, request.POST.getlist("unchanged"), by=request.user)
        messages.success(request, _("Saved."))
        return redirect(progress.address("renewal_changes", application))
    draft, version = application.state == ApplicationState.DRAFT, application.versions.last()
    if not draft and version is not None:
        context["deltas"] = renewal_deltas.of_version(application, version)
    context |= {
        "certificate": application.renews,
        "can_say": draft and context["may_write"] and not context["too_late"],
    }
    return render(request, "certifications/applying/renewal.html", context)
