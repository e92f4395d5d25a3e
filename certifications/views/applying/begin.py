"""The first page of an application: who applies, with what."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certifications import progress, self_checks
from certifications.actions import copies
from certifications.beginning_forms import BeginForm
from certifications.models import Program, Round
from certifications.refusals import Refusal
from certifications.states import ApplicantKind
from certifications.views.applying.access import applicant_page
from home import clock


@applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Begins a draft in the program's open round, or says why that is not possible now."""
    program = get_object_or_404(Program, slug=slug)
    now = clock.now()
    round_ = program.rounds.open(now).order_by("closes_at").first()
    if round_ is None:
        context = {"program": program, "upcoming": program.rounds.upcoming(now).order_by("opens_at").first()}
        status = 409 if request.method == "POST" else 200
        return render(request, "certifications/applying/not_open.html", context, status=status)
    form = BeginForm(request.POST or None, round_=round_, user=request.user)
    carried = (request.POST if request.method == "POST" else request.GET).get("eligibility", "")
    answers = self_checks.carried_answers(round_, carried)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            application = copies.begin(round_, by=request.user, eligibility=answers, **form.facts())
        except Refusal as reason:
            refusal = str(reason)
        else:
            return redirect(progress.address("application", application))
    wrong = request.method == "POST"
    context = {
        "program": program,
        "round": round_,
        "form": form,
        "refusal": refusal,
        "wrong": wrong,
        "carried": carried if answers else "",
        **_needs(program, round_, form),
    }
    return render(request, "certifications/applying/begin.html", context, status=409 if refusal else 400 if wrong else 200)


def _needs(program: Program, round_: Round, form: BeginForm) -> dict[str, Any]:
    """What must be there before the form can be filled in."""
    kinds = set(program.applicant_kinds)
    no_organization = ApplicantKind.ORGANIZATION in kinds and not form.organizations
    return {
        "needs_organization": no_organization and kinds == {ApplicantKind.ORGANIZATION},
        "offers_organization": no_organization and len(kinds) > 1,
        "limit": round_.rules["applicant_limit"],
        "used": [(name, count) for name, count in _used(round_, form) if count],
        "title": _("Apply to %(program)s") % {"program": program.name},
    }


def _used(round_: Round, form: BeginForm) -> Iterator[tuple[str, int]]:
    """How many applications each applicant that one may act for has in the round, as the limit counts them."""
    counted = round_.applications.counted()
    for organization in form.organizations.values():
        yield str(organization), counted.of_one_applicant(organization=organization).count()
    if set(round_.program.applicant_kinds) & {ApplicantKind.PERSON, ApplicantKind.TEAM}:
        yield str(form.user), counted.of_one_applicant(person=form.user).count()
    if ApplicantKind.TEAM in round_.program.applicant_kinds:
        for team in form.user.teams.filter(applications__round=round_).distinct():
            yield str(team), counted.of_one_applicant(team=team).count()
