"""The self-check before the form: public, anonymous, kept nowhere; nobody is refused by it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certifications import self_checks
from certifications.eligibility import ASK, MET
from certifications.eligibility_forms import EligibilityForm
from certifications.models import Program
from certifications.models.prospectus import phase_of, present_round
from home import clock
from home.addresses import language_path

MAX_AGE = 60
SENT = "checked"


@require_safe
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions; with answers in the address, what they come to and what to do next."""
    program = get_object_or_404(Program, slug=slug)
    now = clock.now()
    shown = present_round(list(program.rounds.public().order_by("-fiscal_year", "-number")[:6]), now)
    phase = phase_of(shown, now)
    round_ = shown if phase in {"open", "upcoming"} else None
    asked = self_checks.of_program(program, round_, {})
    if not asked.checks:
        raise Http404
    sent = SENT in request.GET
    form = EligibilityForm(asked.checks, request.GET if sent else None)
    wrong = sent and not form.is_valid()
    result = self_checks.of_program(program, round_, form.answers()) if sent and not wrong else None
    context = {
        "program": program,
        "round": round_,
        "shown": shown,
        "phase": phase,
        "on": asked.on,
        "form": form,
        "groups": list(form.groups()),
        "wrong": wrong,
        "result": result,
        "headline": headline(result.conclusion) if result else "",
        "title": _("Can I apply to %(program)s?") % {"program": program.short_name},
        "program_url": language_path(f"programs/{program.slug}/"),
        "apply_url": _apply_url(program, round_, result) if round_ and phase == "open" else "",
    }
    response = render(request, "certifications/programs/check.html", context, status=400 if wrong else 200)
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def _apply_url(program: Program, round_: self_checks.Round, result: self_checks.SelfCheck | None) -> str:
    address = reverse("certifications:apply", args=[program.slug])
    return f"{address}?{urlencode({'eligibility': self_checks.carried(round_, result.answers)})}" if result else address


def headline(conclusion: str) -> str:
    """What the answers come to, in a sentence."""
    if conclusion == MET:
        return _("As you have answered, you can apply")
    if conclusion == ASK:
        return _("Please ask the office about the points below")
    return _("It may not be possible this time, but there is a next step for each point")
