"""Proofs that people bring or show: a file is recognized, a live seal drawn. Nothing that is brought is opened or kept."""

import hashlib
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from certifications import codes, seals
from certifications.accents import ACCENTS
from certifications.models import Certificate
from certifications.recognition import recognize
from certifications.views.verification import MAX_AGE, TYPED, address, in_language, told
from home import clock

MOST_BYTES = 2_500_000  # what the proxy lets through to a page without files; a certificate has a tenth of that


class InMemoryOnly(MemoryFileUploadHandler):
    """What strangers bring is looked at and forgotten: it never touches a disk, and too much is not taken at all."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Takes it whole where Django would write a large file to a temporary one; its size was looked at before."""
        self.activated = True
        super().new_file(*args, **kwargs)


@never_cache
@csrf_exempt  # it changes nothing, knows no session, and its form stands on a page that is kept for everybody
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """What a chosen or dropped file is: issued by the city and what that is worth now, changed since, or unknown."""
    if request.method != "POST":
        return redirect(in_language(reverse("verify")))
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isascii() or not size.isdigit() or int(size[:20]) > MOST_BYTES:
        return _asked_again(request, "large", status=413)
    request.upload_handlers = [InMemoryOnly(request)]
    brought = request.FILES.get("file")
    if brought is None or not brought.size:
        return _asked_again(request, "none", status=400)
    found = recognize(brought.read())
    if found.file is not None and found.certificate is not None:
        context = told(found.certificate) | {"file": found.file, "file_newer": found.newer}
        return render(request, "certifications/verify/certificate.html", context)
    return _asked_again(request, "changed" if found.changed else "unknown", named=found.certificate)


def _asked_again(request: HttpRequest, problem: str, *, named: Certificate | None = None, status: int = 200) -> HttpResponse:
    answer = address(named.code) if named else ""
    context = {"typed": "", "file_problem": problem, "named": named, "answer": answer}
    return render(request, "certifications/verify/form.html", context, status=status)


@require_safe
def seal(request: HttpRequest, code: str) -> HttpResponse:
    """The live seal for pages of others; kept for a minute at most, so that a suspension shows."""
    known = Certificate.objects.issued().select_related("program")
    certificate = get_object_or_404(known, code=codes.normalize(code[:TYPED]))
    accent = ACCENTS.get(certificate.program.accent, ACCENTS["harbor"])
    picture = seals.drawn(certificate, clock.today(), accent).encode()
    response = HttpResponse(picture, content_type="image/svg+xml")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["ETag"] = f'"{hashlib.sha256(picture).hexdigest()[:32]}"'
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    kept = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return kept or response
