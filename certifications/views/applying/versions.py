"""What was submitted and when: the applicant's own versions, compared, and the chain of their hashes."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certifications import progress, versions
from certifications.views.applying.access import applicant_page, own_application, stopped
from certifications.views.applying.applications import frame


@applicant_page
@require_safe
def compare(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Any two own versions, question by question."""
    application = own_application(request, public_id)
    every = list(application.versions.select_related("submitted_by").prefetch_related("statements").order_by("-seq"))
    if not every:
        return stopped(
            request,
            title=_("Nothing has been submitted yet"),
            text=_("What you submit is kept here, version by version."),
            status=409,
            back=progress.address("application", application),
        )
    context = frame(request, application, here="versions")
    context |= {
        "versions": every,
        "pair": versions.pair(application, request.GET.dict()),
        "chain": versions.verify(application),
    }
    return render(request, "certifications/applying/versions.html", context)
