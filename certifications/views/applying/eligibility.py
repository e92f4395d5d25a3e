"""The self-check within an application: what was said, changed while it is a draft, and the papers that show it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certifications import declarations, eligibility_forms, progress, self_checks
from certifications.actions import eligibility_answers, evidence
from certifications.eligibility_forms import EligibilityForm
from certifications.models import Application, Evidence, WaitingFile
from certifications.permissions import can_add_evidence
from certifications.refusals import FileMissing, FileWaits, TooManyFiles
from certifications.states import ApplicationState
from certifications.views.applying.access import applicant_page, own_application
from certifications.views.applying.applications import frame
from home import clock
from home.uploads.refusals import UploadRefused
from home.views.files import preview, serve


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Every point with its papers; a POST keeps new answers."""
    application = own_application(request, public_id)
    check = self_checks.of_application(application)
    if not check.checks:
        raise Http404
    form = EligibilityForm(check.checks, request.POST or None, initial=eligibility_forms.initial(check.answers, check.checks))
    if request.method == "POST":
        if form.is_valid():
            eligibility_answers.answer(application, form.answers(), by=request.user)
            messages.success(request, _("Your answers have been kept."))
            return redirect(progress.address("eligibility_overview", application))
        return _page(request, application, check, form, status=400)
    return _page(request, application, check, form)


def _page(
    request: HttpRequest,
    application: Application,
    check: self_checks.SelfCheck,
    form: EligibilityForm,
    *,
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponseBase:
    context = frame(request, application, here="eligibility")
    draft = application.state == ApplicationState.DRAFT and context["may_write"] and not context["too_late"]
    context |= {
        "check": check,
        "form": form,
        "groups": list(form.groups()) if draft else [],
        "points": _points(application, check),
        "whole_waiting": application.waiting_files.evidence().shown(context["now"]).filter(line=""),
        "whole": application.evidence.present().filter(line="").select_related("file"),
        "late": declarations.late_papers(application),
        "may_add": can_add_evidence(request.user, application),
        "may_take_away": draft,
        "wrong": status != 200,
        "errors": errors or [],
    }
    return render(request, "certifications/applying/eligibility.html", context, status=status)


def _points(application: Application, check: self_checks.SelfCheck) -> list[dict[str, Any]]:
    """The results; papers stand at the first of those that share a line."""
    papers: dict[str, list[Evidence]] = {}
    for row in application.evidence.present().select_related("file"):
        papers.setdefault(row.line, []).append(row)
    waiting: dict[str, list[WaitingFile]] = {}
    for each in application.waiting_files.evidence().shown(clock.now()):
        waiting.setdefault(each.line, []).append(each)
    found, seen = [], set()
    for result in check.results:
        line = result.check.get("line", "")
        first = line not in seen
        seen.add(line)
        here = line if first else ""
        of_line = {"papers": papers.get(here, []) if here else [], "waiting": waiting.get(here, []) if here else []}
        found.append({"result": result, "slot": bool(here and result.evidence), **of_line})
    return found


@applicant_page
@require_POST
def add(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Puts a paper beside a line of the office's checklist."""
    application = own_application(request, public_id)
    upload, line = request.FILES.get("file"), request.POST.get("line", "")
    words, done = "", _("The paper has been added.")
    try:
        evidence.add(application, upload, line=line, by=request.user)
    except FileWaits as waits:
        done = str(waits)
    except (UploadRefused, TooManyFiles, FileMissing) as refusal:
        words = str(refusal.message)
    check = self_checks.of_application(application)
    code = next((result.check["code"] for result in check.of_line(line)), "")
    if words:
        form = EligibilityForm(check.checks, initial=eligibility_forms.initial(check.answers, check.checks))
        return _page(
            request, application, check, form, errors=[{"text": words, "id": f"file-{code}" if code else ""}], status=400
        )
    messages.success(request, done)
    return redirect(f"{progress.address('eligibility_overview', application)}#point-{code}")


@applicant_page
@require_POST
def remove(request: HttpRequest, public_id: UUID, evidence_id: UUID) -> HttpResponseBase:
    """Takes a paper of one's own away."""
    application = own_application(request, public_id)
    row = get_object_or_404(application.evidence.present(), public_id=evidence_id)
    evidence.remove(row, by=request.user)
    messages.success(request, _("The paper has been taken away."))
    return redirect(progress.address("eligibility_overview", application))


@applicant_page
@require_safe
def file(request: HttpRequest, public_id: UUID, evidence_id: UUID) -> HttpResponseBase:
    """Gives a paper out to the application's own side."""
    application = own_application(request, public_id)
    rows = application.evidence.present().visible_to(request.user).select_related("file__preview")
    row = get_object_or_404(rows, public_id=evidence_id)
    if "preview" in request.GET:
        return preview(row.file, name=row.name)
    return serve(row.file, name=row.name, inline=row.file.media_type.startswith("image/"))
