"""Is this certificate good? Anyone may ask, without an account; nothing but the certificate's own words is said."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certifications import codes
from certifications.certificate_states import STATUS_LABELS
from certifications.models import Certificate
from certifications.verification import public_events, verdict
from home import clock

MAX_AGE = 60
TYPED = 60  # what a person may have typed around eleven characters


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The form; a typed code leads to the certificate's own address."""
    typed = request.GET.get("code", "")[:TYPED].replace("\x00", "")
    if code := codes.normalize(typed):
        return redirect(address(code))
    response = render(request, "certifications/verify/form.html", {"typed": typed, "nothing": "code" in request.GET})
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


@never_cache
@require_safe
def answer(request: HttpRequest, typed: str) -> HttpResponse:
    """The certificate with this code and what it is worth at this moment, never kept; 404 with the form when there is none."""
    code = codes.normalize(typed[:TYPED])
    if code and code != typed:
        return redirect(address(code))
    known = Certificate.objects.issued().select_related("program", "level", "round")
    found = known.filter(code=code).first() if code else None
    if found is None:
        context = {"typed": codes.grouped(code) or typed[:TYPED], "unknown": True, "misread": not codes.is_valid(code)}
        return render(request, "certifications/verify/form.html", context, status=404)
    on = _day(request.GET.get("on", ""))
    asked = {
        "on": on,
        "on_typed": request.GET.get("on", "")[:TYPED],
        "status_then": STATUS_LABELS.get(found.status_on(on)) if on else None,
    }
    return render(request, "certifications/verify/certificate.html", told(found) | asked)


def told(certificate: Certificate) -> dict[str, Any]:
    """What is said of a certificate: its own words and what it is worth now."""
    return {
        "today": clock.today(),
        "certificate": certificate,
        "verdict": verdict(certificate, clock.today()),
        "code": codes.grouped(certificate.code),
        "events": public_events(certificate),
        "newer": certificate.newer,
        "several_levels": certificate.program.levels.count() > 1,
    }


def _day(typed: str) -> date | None:
    """A day up to today; None for anything else."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if day <= clock.today() else None


def in_language(path: str) -> str:
    """The language that was asked for goes along."""
    language = get_language() or "ja"
    return path if language == "ja" else f"{path}?lang={language}"


def address(code: str) -> str:
    """A code's own address."""
    return in_language(reverse("verify", args=[code]))
