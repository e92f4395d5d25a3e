"""Messages between the applicant's side and the office, with their files."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certifications import progress
from certifications.actions import enclosures, messages
from certifications.applying_forms import MessageForm
from certifications.models import Application, MessageFile, WaitingFile
from certifications.permissions import is_applicant
from certifications.refusals import NothingToSend, TooManyFiles
from certifications.views.applying.access import applicant_page, own_application
from certifications.views.applying.applications import frame
from home.uploads.refusals import UploadRefused
from home.views import files


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """All messages, which are read by being shown, and a place to write one."""
    application = own_application(request, public_id)
    if not is_applicant(request.user, application):
        raise Http404
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            uploads = request.FILES.getlist("files")
            messages.post(application, body=form.cleaned_data["body"], uploads=uploads, by=request.user)
        except (UploadRefused, TooManyFiles) as refusal:
            words = str(getattr(refusal, "message", refusal))
            form.add_error("body", f"{words} {_('Please choose the files again.')}")
        except NothingToSend as refusal:
            form.add_error("body", str(refusal))
        else:
            notices.success(request, _("Your message has been sent."))
            return redirect(progress.address("messages", application))
    if request.method == "GET":
        messages.mark_read(application, by=request.user)
    context = frame(request, application, here="messages")
    context |= {
        "thread": [_entry(application, message) for message in _messages(request.user, application, context["now"])],
        "message_form": form,
        "can_post": context["may_write"] and application.receipt_number is not None,
        "wrong": request.method == "POST",
        **enclosures.asked_for(),
    }
    return render(request, "certifications/applying/messages.html", context, status=400 if request.method == "POST" else 200)


def _messages(user: Any, application: Application, now: datetime) -> Any:
    rows = application.messages.visible_to(user).select_related("author")
    waiting = Prefetch("waiting_files", WaitingFile.objects.shown(now), to_attr="waiting")
    return rows.prefetch_related("files__file", "readings__reader", waiting)


def _entry(application: Application, message: Any) -> dict[str, Any]:
    """A message as components/message.html draws it."""
    papers = [_paper(row, progress.address("message_file", application, row.public_id)) for row in message.files.all()]
    return {"message": message, "files": papers, "waiting": message.waiting, "readings": list(message.readings.all())}


def _paper(row: MessageFile, url: str) -> dict[str, Any]:
    held = row.file
    preview = f"{url}?preview" if held.preview_id else ""
    return {"name": row.name, "url": url, "size": held.size, "kind": held.kind, "pages": held.pages, "preview": preview}


@applicant_page
@require_safe
def file(request: HttpRequest, public_id: UUID, paper: UUID) -> HttpResponseBase:
    """One file of a message, for the applicant's side; 404 for everybody else, as if it did not exist."""
    application = own_application(request, public_id)
    rows = MessageFile.objects.visible_to(request.user).filter(message__application=application).select_related("file__preview")
    found = get_object_or_404(rows, public_id=paper)
    if "preview" in request.GET:
        return files.preview(found.file, name=found.name)
    return files.serve(found.file, name=found.name)
