"""Judges of a case who lie far apart talk about it, under neutral names where the round does not show them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certifications import talks
from certifications.actions import discussions
from certifications.judging_forms import WordForm
from certifications.models import Discussion
from certifications.permissions import can_score
from certifications.refusals import Refusal
from certifications.views.dockets import own_case


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discussion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was said about one case, and a word of one's own while it goes on."""
    assignment, own = own_case(request, public_id)
    mine = Discussion.objects.of_judge(request.user).filter(application=assignment.application, stage=assignment.stage)
    found = list(mine.select_related("stage__rubric_version", "application__subject"))
    if not own.pledged or not found:
        raise Http404
    newest = found[0]
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            discussions.say(newest, body=form.cleaned_data["body"], by=request.user)
            return redirect("certifications:judging_discussion", public_id)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        except PermissionDenied as gone:
            raise Http404 from gone
    here, _before, _after = own.place_of(assignment)
    context = {
        "judging": True,
        "docket": own,
        "case": here,
        "talks": [talks.talk(each, request.user, as_office=False) for each in found],
        "form": form,
        "open": newest.is_open and own.open,
        "scorable": can_score(request.user, assignment),
    }
    return render(request, "certifications/judging/discussion.html", context, status=422 if form.is_bound else 200)
