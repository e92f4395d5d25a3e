"""The basic facts of an application: changed while it is a draft, read afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certifications import basics, declarations, progress
from certifications.actions import basic_facts
from certifications.basics_forms import BasicsForm
from certifications.models import Application
from certifications.refusals import BasicsChanged, BasicWrong, CandidateIsNominator, ConsentAnswered, Refusal
from certifications.states import ApplicationState
from certifications.views.applying.access import applicant_page, own_application
from certifications.views.applying.applications import frame


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The facts as they stand, to read or to change; a POST writes them."""
    application = own_application(request, public_id)
    if request.method != "POST":
        return _page(request, application, _form(request, application))
    form = _form(request, application, request.POST)
    if not form.is_valid():
        return _page(request, application, form, status=400)
    try:
        basic_facts.change(application, by=request.user, **form.facts())
    except BasicsChanged as refusal:
        return _page(request, own_application(request, public_id), form, refusal=refusal, status=409)
    except (BasicWrong, CandidateIsNominator, ConsentAnswered) as refusal:
        return _page(request, application, form, refusal=refusal, status=409)
    messages.success(request, _("The basic facts have been saved."))
    return redirect(progress.address("basics", application))


def _form(request: HttpRequest, application: Application, data: Any = None) -> BasicsForm:
    consent = getattr(application, "consent", None)
    waits = application.is_nomination and not application.is_by_proxy and not (consent and consent.given_at)
    return BasicsForm(data, application=application, may_readdress=waits and bool(application.subject.email))


def _page(
    request: HttpRequest, application: Application, form: BasicsForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponseBase:
    """What was typed stays in its fields; after a colleague's change it can be saved over what stands there now."""
    context = frame(request, application, here="basics")
    writes = application.state == ApplicationState.DRAFT and context["may_write"] and not context["too_late"]
    now = declarations.chapters(context["form"].as_version())
    context |= {
        "basics_form": form if writes else None,
        "read": basics.fingerprint(basics.facts_of(application), application.subject.email),
        "passages": [passage for chapter in now if chapter.code == declarations.BASICS for passage in chapter.passages],
        "refusal": refusal,
        "changed": isinstance(refusal, BasicsChanged),
        "wrong": status != 200,
    }
    return render(request, "certifications/applying/basics.html", context, status=status)
