"""A judge scores the samples of a round before its cases, and then sees how far she lies from the values held right."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certifications.actions import calibration
from certifications.judging_forms import SampleForm
from certifications.models import CalibrationCase, CalibrationSheet
from certifications.refusals import Refusal
from certifications.stage_states import StageState


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One sample: to be scored, or with her values beside those held right."""
    samples = CalibrationCase.objects.visible_to(request.user).select_related("stage__round__program", "rubric_version")
    case = get_object_or_404(samples, public_id=public_id)
    sheet = CalibrationSheet.objects.filter(case=case, judge=request.user.pk).first()
    form = SampleForm(request.POST if request.method == "POST" else None, rubric=case.rubric_version)
    if form.is_valid():
        try:
            calibration.score(case, form.values(), by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("certifications:judging_sample", public_id)
    compared = []
    if sheet is not None:
        compared = [(criterion, sheet.values[criterion.code], case.references[criterion.code]) for criterion in form.criteria]
    context = {
        "judging": True,
        "case": case,
        "form": form,
        "compared": compared,
        "open": case.stage.state == StageState.OPEN,
        "drift": next(iter(calibration.drifts(case.stage, of=request.user)), None) if sheet else None,
    }
    return render(request, "certifications/judging/sample.html", context, status=422 if form.is_bound else 200)
