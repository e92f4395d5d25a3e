"""The receipt as a paper, for the applicant's side and the case's office."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from certifications.models import ApplicationVersion, ReceiptPaper
from certifications.permissions import is_applicant, is_candidate, is_case_office, is_proxy
from certifications.views.applying.access import applicant_page
from home.views import files

may_read = is_applicant | is_candidate | is_proxy | is_case_office


@applicant_page
@require_safe
def paper(request: HttpRequest, public_id: UUID, seq: int) -> HttpResponseBase:
    """The PDF of one version; a page that says it is being prepared while the worker has not drawn it yet."""
    rows = ApplicationVersion.objects.select_related("application__round__program", "application__subject")
    version = get_object_or_404(rows, application__public_id=public_id, seq=seq)
    if not may_read(request.user, version.application):
        raise Http404
    drawn = ReceiptPaper.objects.select_related("file").filter(version=version).first()
    if drawn is None:
        context = {"application": version.application, "version": version}
        return render(request, "certifications/applying/receipt_being_prepared.html", context, status=202)
    return files.serve(drawn.file, name=f"{version.application.receipt_number}-{version.seq}.pdf")
