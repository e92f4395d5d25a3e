"""The applicant says why a judge should not judge the own application, where the program publishes its panel."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certifications.actions import challenges
from certifications.interest_forms import ChallengeForm
from certifications.models import Conflict
from certifications.permissions import may_challenge
from certifications.views.applying.access import applicant_page, own_application
from certifications.views.applying.applications import frame
from organizations.models import User


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def challenge(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The panel, a form, and what this side has said so far. What the office makes of it is not told here."""
    application = own_application(request, public_id)
    if not may_challenge(request.user, application):
        raise Http404
    seats = application.round.panel.values("judge")
    judges = User.objects.filter(pk__in=seats).order_by("name_kana", "pk")
    form = ChallengeForm(request.POST or None, judges=judges)
    if request.method == "POST" and form.is_valid():
        challenges.challenge(application, form.cleaned_data["judge"], reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The office has received it and will look into it."))
        return redirect("certifications:challenge", application.public_id)
    context = frame(request, application, here="challenge")
    said = Conflict.objects.filter(application=application, grounds__isnull=False).select_related("person").order_by("pk")
    context |= {
        "challenge_form": form,
        "judges": judges,
        "said": [(row.person, ground["said"]) for row in said for ground in row.grounds if ground.get("said")],
    }
    return render(request, "certifications/applying/challenge.html", context, status=422 if form.errors else 200)
