"""The certificate as a paper, for its holder."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certifications.models import Certificate
from certifications.permissions import is_holder
from home.views import files


@never_cache
@login_required
@require_safe
def pdf(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The PDF, for its holder only; a page that says it is being prepared while the worker has not drawn it yet."""
    certificates = Certificate.objects.issued().select_related("pdf", "program", "decision__application__subject")
    certificate = get_object_or_404(certificates, public_id=public_id)
    if not is_holder(request.user, certificate):
        raise Http404
    if certificate.pdf is None:
        return render(request, "certifications/certificates/being_prepared.html", {"certificate": certificate}, status=202)
    return files.serve(certificate.pdf, name=f"{certificate.number}.pdf")
