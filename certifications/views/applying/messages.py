"""Messages between the applicant's side and the office."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certifications import progress
from certifications.actions import messages
from certifications.applying_forms import MessageForm
from certifications.permissions import is_applicant
from certifications.views.applying.access import applicant_page, own_application
from certifications.views.applying.applications import frame


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """All messages, which are read by being shown, and a place to write one."""
    application = own_application(request, public_id)
    if not is_applicant(request.user, application):
        raise Http404
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.post(application, body=form.cleaned_data["body"], by=request.user)
        notices.success(request, _("Your message has been sent."))
        return redirect(progress.address("messages", application))
    if request.method == "GET":
        messages.mark_read(application, by=request.user)
    context = frame(request, application, here="messages")
    context |= {
        "thread": list(application.messages.select_related("author")),
        "message_form": form,
        "can_post": context["may_write"] and application.receipt_number is not None,
        "wrong": request.method == "POST",
    }
    return render(request, "certifications/applying/messages.html", context, status=400 if request.method == "POST" else 200)
