"""The owner's word before submission: what exactly is confirmed, and the buttons to ask, confirm and return."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certifications import declarations, progress
from certifications.actions import sign_offs
from certifications.applying_forms import SignOffForm
from certifications.contents import content_of
from certifications.models import Application
from certifications.permissions import can_sign_off, is_applicant
from certifications.refusals import CommentMissing, NotComplete, Refusal, SignOffOutdated
from certifications.sign_off_state import fits, is_confirmed, is_needed
from certifications.views.applying.access import applicant_page, own_application
from certifications.views.applying.applications import frame


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """What would be submitted with its hash, how the confirmation stands, and what the person can do about it."""
    application = own_application(request, public_id)
    if not is_applicant(request.user, application) or not is_needed(application):
        raise Http404
    refusal: Refusal | None = None
    form = SignOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            done = _act(request, application, form.cleaned_data)
        except CommentMissing as reason:
            form.add_error("words", str(reason))
        except (NotComplete, SignOffOutdated) as reason:
            refusal = reason
        else:
            messages.success(request, done)
            return redirect(progress.address("application", application))
    context = frame(request, application, here="sign_off")
    context |= _stand(request.user, application) | {"refusal": refusal, "sign_off_form": form}
    context["chapters"] = declarations.whole(context["form"].as_version())
    context["problems"] = [(row, context["form"].section_of(row.key)) for row in context["form"].problems]
    return render(request, "certifications/applying/sign_off.html", context, status=409 if refusal or form.errors else 200)


def _act(request: HttpRequest, application: Application, given: dict[str, Any]) -> str:
    """Does what the pressed button says, and tells it in words."""
    match request.POST.get("do"):
        case "confirm":
            sign_offs.confirm(application, seen_sha256=request.POST.get("seen", ""), comment=given["words"], by=request.user)
            return _("You have confirmed the application. It has not been submitted yet.")
        case "return":
            sign_offs.return_(application, comment=given["words"], by=request.user)
            return _("You have returned the application. Who asked gets a letter.")
    sign_offs.ask(application, note=given["words"], by=request.user)
    return _("The owners have been asked by letter.")


def _stand(user: Any, application: Application) -> dict[str, Any]:
    """The newest request with what became of it, earlier ones, and whether it still speaks of the present content."""
    sha256 = content_of(application).sha256
    related = application.sign_offs.select_related("asked_by", "confirmed_by", "returned_by")
    rows: list[dict[str, Any]] = [{"row": row, "fits": fits(row, application, sha256)} for row in related]
    current = rows[0] if rows else None
    confirmed = is_confirmed(application, sha256)
    return {
        "sha256": sha256,
        "rows": rows,
        "current": current,
        "confirmed": confirmed,
        "waits": bool(current and current["row"].is_open and current["fits"]),
        "may_sign_off": can_sign_off(user, application),
    }
