"""The applicant's side questions a result, reads how far that has come, and takes it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certifications import appeal_terms, progress
from certifications.actions import appeals, enclosures
from certifications.appeal_permissions import may_appeal
from certifications.appeal_states import UNDER_WAY
from certifications.applying_forms import AppealForm
from certifications.models import Appeal, AppealPaper, Application, Decision
from certifications.permissions import is_applicant, is_own_writer
from certifications.refusals import GroundsMissing, NoAppealHere, Refusal, TooLateToAppeal, TooManyFiles
from certifications.states import ApplicationState
from certifications.views.applying.access import applicant_page, own_application
from certifications.views.applying.applications import frame
from home.uploads.refusals import UploadRefused
from home.views import files


def obstacle(application: Application) -> Refusal | None:
    """Why nothing can be filed online now; None when it can."""
    try:
        appeals.must_be_in_time(application)
    except (NoAppealHere, TooLateToAppeal) as refusal:
        return refusal
    return None


def is_offered(application: Application) -> bool:
    """Whether the page has something to say: the round takes appeals, or one has been entered."""
    if application.state != ApplicationState.DECIDED:
        return False
    return appeal_terms.last_day(application.round) is not None or _filed(application).exists()


def _filed(application: Application) -> Any:
    return Appeal.objects.filter(decision__application=application)


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The days, the form, and what has been filed so far. What the answer will be shows only with its release."""
    application = own_application(request, public_id)
    if not is_applicant(request.user, application) or not is_offered(application):
        raise Http404
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            uploads = request.FILES.getlist("files")
            appeals.file(application, grounds=form.cleaned_data["grounds"], uploads=uploads, by=request.user)
        except (UploadRefused, TooManyFiles, GroundsMissing) as refusal:
            form.add_error("grounds", f"{getattr(refusal, 'message', refusal)} {_('Please choose the files again.')}")
        else:
            notices.success(request, _("We have received it. You will get a letter when it has been answered."))
            return redirect(progress.address("appeal", application))
    context = frame(request, application, here="appeal")
    standing = _filed(application).visible_to(request.user).standing().first()
    context |= {
        "appeal": standing,
        "name": appeal_terms.name_of(application.round),
        "opens": appeal_terms.opens_at(application.round),
        "last_day": appeal_terms.last_day(application.round),
        "obstacle": obstacle(application),
        "appeal_form": form,
        "answer": _answer(request.user, standing),
        "may_write_appeal": may_appeal(request.user, application),
        "may_take_back": standing is not None and standing.state in UNDER_WAY and is_own_writer(request.user, application),
        **enclosures.asked_for(),
    }
    return render(request, "certifications/applying/appeal.html", context, status=422 if form.errors else 200)


def _answer(user: Any, standing: Appeal | None) -> Decision | None:
    """The decision that answers it, once it has been released."""
    if standing is None:
        return None
    return Decision.objects.visible_to(user).filter(appeal=standing, state="released").select_related("level").first()


@applicant_page
@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Takes back what is under way; the page before has asked whether that is meant."""
    application = own_application(request, public_id)
    found = get_object_or_404(_filed(application).visible_to(request.user).under_way())
    appeals.take_back(found, reason=request.POST.get("reason", "")[:400], by=request.user)
    notices.success(request, _("It has been taken back."))
    return redirect(progress.address("application", application))


@applicant_page
@require_safe
def paper(request: HttpRequest, public_id: UUID, paper_id: UUID) -> HttpResponseBase:
    """One file of an appeal, for the applicant's side; 404 for everybody else, as if it did not exist."""
    application = own_application(request, public_id)
    rows = AppealPaper.objects.visible_to(request.user).filter(appeal__decision__application=application)
    found = get_object_or_404(rows.select_related("file"), public_id=paper_id)
    return files.serve(found.file, name=found.name)
