"""A judge's own page about her ties: what she has told, questions of the office, and who applies where she may know it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from certifications.actions import conflicts, interests
from certifications.interest_forms import AnswerForm, DeclareForm, InterestForm
from certifications.models import Application, Conflict, Interest, PanelMember, Round
from certifications.permissions import keeps_interests
from certifications.refusals import Refusal
from certifications.states import WITH_THE_OFFICE, RoundState
from home.states import IllegalTransition, StaleState

UNDER_WAY = (RoundState.PREPARING, RoundState.PUBLISHED, RoundState.JUDGING)
ASKED_ABOUT = ("organization", "subject", "application__organization", "application__person", "application__team")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The list of ties, with a form for another one. Who is no judge finds nothing here."""
    if not keeps_interests(request.user):
        raise Http404
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            interests.add(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added."))
            return redirect("certifications:interests")
    return page(request, form)


def page(request: HttpRequest, form: InterestForm, answered: tuple[Conflict, AnswerForm] | None = None) -> HttpResponse:
    """The whole page; `answered` holds an answer that something was missing in."""
    user: Any = request.user
    waiting = Conflict.objects.asked_of(user).select_related(*ASKED_ABOUT).order_by("asked_at")
    tried = {answered[0].pk: answered[1]} if answered else {}
    questions = [(row, tried.get(row.pk) or AnswerForm(prefix=str(row.public_id))) for row in waiting]
    seats = (
        PanelMember.objects.filter(judge=user, round__state__in=UNDER_WAY)
        .select_related("round__program")
        .prefetch_related("round__stages")
    )
    confirmed = dict(user.interest_confirmations.values_list("round", "at"))
    wrong = form.errors or (answered and answered[1].errors)
    context = {
        "form": form,
        "answered": answered[1] if answered else None,
        "ties": Interest.objects.standing().filter(person=user),
        "questions": questions,
        "seats": [(seat, confirmed.get(seat.round_id)) for seat in seats.order_by("round__closes_at", "pk")],
    }
    return render(request, "certifications/judging/interests.html", context, status=422 if wrong else 200)


@never_cache
@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Takes a tie back; another's is not found."""
    if not keeps_interests(request.user):
        raise Http404
    interests.remove(get_object_or_404(Interest, person=request.user.pk, public_id=public_id), by=request.user)
    messages.success(request, _("Taken off the list."))
    return redirect("certifications:interests")


@never_cache
@login_required
@require_POST
def confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The list is complete for one round."""
    rounds = Round.objects.filter(panel__judge=request.user.pk, state__in=UNDER_WAY).distinct()
    interests.confirm(get_object_or_404(rounds, public_id=public_id), by=request.user)
    messages.success(request, _("Thank you. It is on record for this round."))
    return redirect("certifications:interests")


@never_cache
@login_required
@require_POST
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The judge answers a question of the office."""
    conflict = get_object_or_404(Conflict.objects.asked_of(request.user), public_id=public_id)
    form = AnswerForm(request.POST, prefix=str(conflict.public_id))
    if not form.is_valid():
        return page(request, InterestForm(), (conflict, form))
    try:
        conflicts.answer(
            conflict, connected=request.POST.get("connected") == "yes", text=form.cleaned_data["text"], by=request.user
        )
    except (IllegalTransition, StaleState) as gone:
        raise Http404 from gone
    messages.success(request, _("Thank you for your answer."))
    return redirect("certifications:interests")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def applicants(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who applies in a round, so that a judge can say with whom something connects her before she reads anything.

    In a round whose judges do not see who applies there is no such page.
    """
    rounds = Round.objects.filter(panel__judge=request.user.pk, panel__pledged_at__isnull=False, state__in=UNDER_WAY)
    round_ = get_object_or_404(rounds.select_related("program").distinct(), public_id=public_id)
    if round_.blind:
        raise Http404
    cases = (
        Application.objects.filter(round=round_, state__in=WITH_THE_OFFICE, receipt_number__isnull=False)
        .without_conflict(request.user)
        .select_related("organization", "person", "team", "subject", "round")
        .order_by("organization__name_kana", "public_id")
    )
    form = DeclareForm(request.POST or None, cases=cases)
    if request.method == "POST" and form.is_valid():
        try:
            conflicts.declare_on(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you for telling us. Its applications will not be given to you."))
            return redirect("certifications:judging_applicants", round_.public_id)
    context = {"round": round_, "names": sorted({case.applicant for case in cases}), "form": form}
    return render(request, "certifications/judging/applicants.html", context, status=422 if form.errors else 200)
