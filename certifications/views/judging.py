"""The judge's list and the way into a case: pledge, question about connections, the papers."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certifications import device_keys
from certifications.actions import conflicts, judging
from certifications.judging_forms import DeclineForm
from certifications.models import (
    Appeal,
    Appointment,
    Assignment,
    FieldReport,
    Meeting,
    PanelMember,
    Round,
)
from certifications.permissions import can_score
from certifications.refusals import NotOnPanel, Refusal
from certifications.states import RoundState
from certifications.views.dockets import RUNNING, Case, Docket, docket, own_assignments, own_case, shown, shown_stages
from home.states import IllegalTransition

COMING = (RoundState.PREPARING, RoundState.PUBLISHED)


def onward(following: Case | None) -> HttpResponse:
    """To the next case, or back to the list."""
    if following is None:
        return redirect("certifications:judging")
    return redirect("certifications:judging_case", following.assignment.public_id)


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The rounds on whose panel the judge sits, with what is left to do. Who sits on none finds nothing here."""
    seats = list(
        PanelMember.objects.filter(judge=request.user.pk).select_related("round__program").order_by("round__judging_until")
    )
    reports = FieldReport.objects.to_write(request.user).select_related("entry__stage__round__program").order_by("due_on")
    appeals = Appeal.objects.of_panel(request.user).select_related("decision__application__round__program").order_by("filed_at")
    if not seats and not reports and not appeals:
        raise Http404
    assignments = (
        own_assignments(request.user).with_talks().annotate(given=Count("review__scores")).order_by("stage_id", "order", "pk")
    )
    by_stage = {pk: list(rows) for pk, rows in groupby(assignments, key=lambda row: row.stage_id)}
    running = [docket(by_stage.get(stage.pk, []), seat, stage) for seat, stage in shown_stages(seats, by_stage)]
    context = {
        "judging": True,
        "reports": reports,
        "appeals": appeals,
        "device_key": device_keys.key_for(request.user) if any(each.offline for each in running) else "",
        "meetings": Meeting.objects.of_member(request.user).select_related("stage__round__program").order_by("ends_at"),
        "has_hours": Appointment.objects.of_judge(request.user).exists(),
        "dockets": sorted([shown(each, request) for each in running], key=lambda each: (not each.open, each.done)),
        "coming": [seat for seat in seats if seat.round.state in COMING],
    }
    return render(request, "certifications/judging/index.html", context)


@never_cache
@login_required
@require_POST
def pledge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Records the judge's pledge of secrecy for a round, from her appointment on."""
    seated = Round.objects.filter(panel__judge=request.user.pk, state__in=COMING + RUNNING)
    round_ = get_object_or_404(seated, public_id=public_id)
    try:
        judging.pledge(round_, by=request.user)
    except NotOnPanel as refusal:
        raise Http404 from refusal
    return redirect("certifications:judging")


def question(request: HttpRequest, assignment: Assignment, own: Docket, form: DeclineForm | None = None) -> HttpResponse:
    """Asks, before anything of the case is shown, whether something connects the judge with it."""
    case, before, after = own.place_of(assignment)
    context = {
        "judging": True,
        "docket": own,
        "case": case,
        "before": before,
        "after": after,
        "form": form or DeclineForm(),
        "may_score": can_score(request.user, assignment),
    }
    return render(request, "certifications/judging/question.html", context, status=422 if form else 200)


@never_cache
@login_required
@require_POST
def begin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The judge says that nothing connects her with the case."""
    assignment, _docket = own_case(request, public_id)
    try:
        judging.open_sheet(assignment, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("certifications:judging")
    return redirect("certifications:judging_case", public_id)


@never_cache
@login_required
@require_POST
def decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The judge steps back from a case, saying why. It leaves the list; the office finds somebody else."""
    assignment, own = own_case(request, public_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return question(request, assignment, own, form)
    following = own.next_after(assignment)
    try:
        conflicts.declare(assignment, reason=form.cleaned_data["reason"], by=request.user)
    except IllegalTransition as gone:
        raise Http404 from gone
    messages.success(request, _("Thank you for telling us. The office will find another judge for this application."))
    return onward(following)
