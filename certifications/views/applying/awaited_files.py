"""Files that are still to come, of a draft or of what was submitted: where each stands, and the place to send the rest.

A page that was closed, or a line that broke, takes nobody's right to finish an upload that was begun in time.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from certifications import progress
from certifications.actions import uploads
from certifications.models import Application, UploadTicket
from certifications.refusals import FileWaits
from certifications.states import ApplicationState, TicketState
from certifications.views.applying.access import applicant_page, own_application
from home import clock
from home.uploads.kinds import accept_attribute
from home.uploads.refusals import UploadRefused

# Where it can still be submitted, and the page on which that is done.
HANDED_IN_FROM = {ApplicationState.DRAFT: "check", ApplicationState.CORRECTION: "corrections"}


def awaited(application: Application, *, may_write: bool) -> dict[str, Any]:
    """What templates/certifications/applying/awaited_files.html draws: each upload under way with its question."""
    waiting = application.tickets.arriving(clock.transaction_now())
    if application.state not in HANDED_IN_FROM:
        waiting = waiting.filter(awaited=True)
    tickets = list(waiting)
    wanted = {ticket.key for ticket in tickets}
    questions = {row.key: row for row in application.form_version.questions.filter(key__in=wanted)} if wanted else {}
    rows = [
        {"ticket": ticket, "question": questions[ticket.key], "accept": accept_attribute(questions[ticket.key].accept or ["pdf"])}
        for ticket in tickets
        if ticket.key in questions
    ]
    return {"awaited": rows, "may_send": may_write and any(row["ticket"].received < row["ticket"].size for row in rows)}


def step_of(coming: dict[str, Any]) -> progress.Step | None:
    """What the overview of a submitted application says first, as long as the rest of a file can be sent."""
    if not coming.get("may_send"):
        return None
    until = min(row["ticket"].expires_at for row in coming["awaited"] if row["ticket"].received < row["ticket"].size)
    text = _("Please send the rest in time; it is added to the application. You need not do anything else.")
    return progress.Step(_("A file has not arrived completely"), text, "#awaited-title", _("Send the rest"), until)


@applicant_page
@require_POST
def send(request: HttpRequest, public_id: UUID, ticket_id: UUID) -> HttpResponseBase:
    """Takes the awaited file whole, from a page without the script."""
    application = own_application(request, public_id)
    ticket = get_object_or_404(UploadTicket.objects.select_related("user"), application=application, public_id=ticket_id)
    upload = request.FILES.get("file")
    if upload is None:
        messages.warning(request, _("Please add a file."))
        return _back(application)
    try:
        done = uploads.receive_whole(ticket, upload, by=request.user)
    except UploadRefused as refusal:
        if refusal.code != "unchecked":
            messages.error(request, refusal.message)
        else:
            messages.success(request, str(FileWaits(ticket)))
        return _back(application)
    if done.state == TicketState.FINISHED:
        messages.success(request, _("%(name)s was added.") % {"name": str(done.attachment)})
    else:
        messages.error(request, done.refusal)
    return _back(application)


def _back(application: Application) -> HttpResponseBase:
    return redirect(progress.address(HANDED_IN_FROM.get(ApplicationState(application.state), "receipt"), application))
