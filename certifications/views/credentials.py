"""What machines read of a certificate: its credential, the lists of what is suspended or over, and whose keys sign."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from certifications import codes, credentials, signing, status_lists
from certifications.models import Certificate, Level, SigningKey
from home import clock

MINUTE = "public, max-age=60"
MOST_LISTS = 10_000  # more numbers than a city will ever give, fewer than a database can count
PUBLIC = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}


def _document(document: dict[str, Any], media_type: str) -> HttpResponse:
    """For whoever asks, also from scripts of other sites: it holds nothing but what is public, and asks for no cookie."""
    options = {"ensure_ascii": False, "indent": 2}
    headers = PUBLIC | {"Cache-Control": MINUTE}
    return JsonResponse(document, json_dumps_params=options, content_type=media_type, headers=headers)


@require_safe
def did(request: HttpRequest) -> HttpResponse:
    """did:web: the keys that sign here or have signed here. One that fell into wrong hands is not among them."""
    known = dict(SigningKey.objects.values_list("multikey", "compromised_at"))
    present = signing.multikey(credentials.signing_key().public_key())
    keys = [key for key, compromised in ({present: None} | known).items() if compromised is None]
    return _document(credentials.did_document(sorted(keys)), "application/did+ld+json")


@require_safe
def credential(request: HttpRequest, code: str) -> HttpResponse:
    """The credential of a certificate as a file; 404 until the worker has signed it."""
    certificate = get_object_or_404(Certificate.objects.issued(), code=codes.normalize(code))
    newest = certificate.issued_files.credentials().newest()
    if newest is None:
        raise Http404
    name = f'attachment; filename="{certificate.code}.json"'
    headers = PUBLIC | {"Cache-Control": MINUTE, "Content-Disposition": name}
    return HttpResponse(newest.text, content_type="application/vc", headers=headers)


@require_safe
def status(request: HttpRequest, purpose: str, number: int) -> HttpResponse:
    """One status list, signed as of this moment; 404 for a list in which nobody stands."""
    first = number * status_lists.SIZE
    here = Certificate.objects.numbered(first, status_lists.SIZE)
    if purpose not in credentials.PURPOSES or number > MOST_LISTS or not here.exists():
        raise Http404
    flagged = here.flagged(purpose, clock.today()).values_list("pk", flat=True)
    text = credentials.status_list(purpose, number, (pk - first for pk in flagged), credentials.signing_key())
    return HttpResponse(text, content_type="application/vc+jwt", headers=PUBLIC | {"Cache-Control": MINUTE})


@require_safe
def achievement(request: HttpRequest, program: str, level: str) -> HttpResponse:
    """What was achieved, as the credential tells it."""
    found = get_object_or_404(Level.objects.select_related("program"), program__slug=program, code=level)
    document = {"@context": credentials.CONTEXTS} | credentials.achievement(found)
    return _document(document, "application/ld+json")
