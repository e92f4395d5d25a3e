"""Files of an application: sent with progress, taken away, and given out only to those who may read the case."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certifications.actions import answering
from certifications.models import Attachment, UploadTicket
from certifications.permissions import can_view_application
from certifications.refusals import FileWaits, Refusal, TooManyFiles
from certifications.views.applying.access import applicant_page, own_application
from home.uploads.refusals import UploadRefused
from home.views import files


@never_cache
@require_POST
def attach(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponseBase:
    """Takes one whole file for a question in one request; the page's script sends it in pieces, with a ticket."""
    if not request.user.is_authenticated:
        return JsonResponse({"state": "signed_out", "error": _("You have been signed out. Please sign in again.")}, status=401)
    application = own_application(request, public_id)
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"state": "wrong", "error": _("Please add a file.")}, status=400)
    try:
        attachment = answering.attach(application, key, upload, by=request.user)
    except (UploadRefused, TooManyFiles) as refusal:
        return JsonResponse({"state": "wrong", "error": str(refusal.message)}, status=400)
    except FileWaits as waits:
        return JsonResponse(waiting(request, waits.ticket))
    except Refusal as refusal:
        return JsonResponse({"state": "closed", "error": str(refusal)}, status=409)
    except PermissionDenied:
        return JsonResponse({"state": "refused", "error": _("You can read this, but not change it")}, status=403)
    item = render_to_string(
        "certifications/applying/file_item.html", {"application": application, "file": attachment, "removable": True}, request
    )
    return JsonResponse({"state": "saved", "html": item, "words": _("%(name)s was added.") % {"name": attachment.name}})


def waiting(request: HttpRequest, ticket: UploadTicket) -> dict[str, Any]:
    """What the page's script is told of a file that has arrived and waits for the virus check."""
    html = render_to_string(
        "certifications/applying/waiting_file.html", {"ticket": ticket, "stoppable": not ticket.awaited}, request
    )
    return {"state": "waiting", "html": html, "words": str(FileWaits(ticket))}


@applicant_page
@require_safe
def file(request: HttpRequest, public_id: UUID, attachment: UUID) -> HttpResponseBase:
    """One file, or its preview, for the applicant's side, the case's office and, after the release, the auditor."""
    rows = Attachment.objects.select_related("file__preview", "application__round__program", "application__subject")
    found = get_object_or_404(rows, public_id=attachment, application__public_id=public_id)
    if not can_view_application(request.user, found.application):
        raise Http404
    if found.file is None:
        return render(request, "certifications/applying/let_go.html", {"file": found}, status=410)
    if "preview" in request.GET:
        return files.preview(found.file, name=found.name)
    return files.serve(found.file, name=found.name, inline="show" in request.GET)
