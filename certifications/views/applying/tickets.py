"""Files in pieces, for the page's script: a ticket, how far the file has come, the next piece. Answers are JSON.

Without the script the page sends files whole, with its save button.
"""

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certifications.actions import uploads
from certifications.models import Application, UploadTicket
from certifications.refusals import FileDiffers, OffsetWrong, Refusal, TicketClosed
from certifications.states import TicketState
from certifications.views.applying.access import own_application
from certifications.views.applying.attachments import waiting
from home.uploads.refusals import UploadRefused
from home.uploads.sizes import MEGABYTE

PIECE = MEGABYTE
SHA256 = re.compile(r"(?:[0-9a-f]{64})?")
View = Callable[..., HttpResponseBase]


def machine_answer(view: View) -> View:
    """Says in JSON who must sign in, who may not, and what is refused."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _answer("signed_out", 401, error=_("You have been signed out. Please sign in again."))
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            return _answer("refused", 403, error=_("You can read this, but not change it"))
        except OffsetWrong as refusal:
            return _answer("offset", 409, offset=refusal.offset)
        except FileDiffers as refusal:
            return _answer("differs", 409, error=str(refusal))
        except UploadRefused as refusal:
            return _answer("wrong", 400, error=str(refusal.message))
        except Refusal as refusal:
            return _answer("closed", 409, error=str(refusal))

    return guarded


def _answer(state: str, status: int = 200, **facts: Any) -> JsonResponse:
    response = JsonResponse({"state": state, **facts}, status=status)
    if "offset" in facts:
        response.headers["Upload-Offset"] = str(facts["offset"])
    return response


@machine_answer
@require_POST
def issue(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponseBase:
    """A ticket for a file of so many bytes: {"name", "size"}, and "sha256" where the browser can say it."""
    application = own_application(request, public_id)
    try:
        body = json.loads(request.body)
        name, size, sha256 = body["name"], body["size"], body.get("sha256", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        name, size, sha256 = "", 0, ""
    fits = isinstance(name, str) and type(size) is int and isinstance(sha256, str) and SHA256.fullmatch(sha256)
    if not fits:
        return _answer("wrong", 400, error=_("Please add a file."))
    ticket = uploads.issue(application, key, name=name, size=size, sha256=sha256, by=request.user)
    return _of(ticket)


def _of(ticket: UploadTicket) -> JsonResponse:
    """Where an upload stands, and where it goes on."""
    url = reverse("certifications:ticket", args=[ticket.application.public_id, ticket.public_id])
    expires = ticket.expires_at.isoformat()
    facts: dict[str, Any] = {"url": url, "name": ticket.name, "size": ticket.size, "piece": PIECE, "expires": expires}
    if ticket.state == TicketState.OPEN and not uploads.goes_on(ticket):
        return _answer("closed", error=str(TicketClosed()))
    return _answer(ticket.state, offset=uploads.reached(ticket), **facts)


@machine_answer
@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
def ticket(request: HttpRequest, public_id: UUID, ticket_id: UUID) -> HttpResponseBase:
    """GET and HEAD say how far the file has come, PATCH adds the piece at Upload-Offset, DELETE gives the upload up."""
    application = own_application(request, public_id)
    found = get_object_or_404(
        UploadTicket.objects.select_related("user", "attachment__file"), application=application, public_id=ticket_id
    )
    found.application = application
    if request.method == "DELETE":
        uploads.give_up(found, by=request.user)
        return _answer("ended")
    if request.method == "PATCH":
        return _add(request, application, found)
    return _of(found) if found.attachment is None else _saved(request, application, found)


def _add(request: HttpRequest, application: Application, found: UploadTicket) -> HttpResponseBase:
    offset, length = request.headers.get("Upload-Offset", ""), request.headers.get("Content-Length", "0")
    fits = all(each.isascii() and each.isdigit() and len(each) < 16 for each in (offset, length))
    if not fits or int(length) > uploads.MAX_PIECE:
        return _answer("wrong", 400, error=_("This piece does not follow what has arrived."))
    try:
        done = uploads.receive(found, request.read(int(length)), offset=int(offset), by=request.user)
    except UploadRefused as refusal:
        if refusal.code != "unchecked":
            raise
        return _answer(**waiting(request, found))
    if done.received < done.size:
        return _answer("open", offset=done.received)
    if done.state != TicketState.FINISHED or done.attachment is None:
        return _answer("wrong", 400, error=done.refusal)
    return _saved(request, application, done)


def _saved(request: HttpRequest, application: Application, done: UploadTicket) -> HttpResponseBase:
    """The file as the page lists it; also to whom the answer to the last piece was lost."""
    item = render_to_string(
        "certifications/applying/file_item.html",
        {"application": application, "file": done.attachment, "removable": not done.awaited},
        request,
    )
    return _answer("saved", html=item, words=_("%(name)s was added.") % {"name": str(done.attachment)})
