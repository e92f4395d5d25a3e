"""An appeal for the members of its panel: the pledge, what is questioned and why, the papers, their opinion, stepping back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certifications import appeal_terms
from certifications.actions import appeal_panels
from certifications.appeal_states import AppealState
from certifications.judging_forms import DeclineForm, OpinionForm
from certifications.models import Appeal, AppealPaper, PanelOpinion
from certifications.refusals import Refusal
from certifications.views.dockets import maker_of
from certifications.views.sheets import STALE
from home.versions import StaleRecord
from home.views import files

CASE = (
    "decision__application__round__program", "decision__application__subject", "decision__application__organization",
    "decision__application__team", "decision__application__person", "decision__level",
)  # fmt: skip


def own_appeal(request: HttpRequest, public_id: UUID) -> Appeal:
    """An appeal on whose panel the reader sits; any other does not exist."""
    return get_object_or_404(Appeal.objects.of_panel(request.user).select_related(*CASE), public_id=public_id)


def own_opinion(request: HttpRequest, appeal: Appeal) -> PanelOpinion | None:
    """What the reader keeps of it; nothing before her pledge."""
    return PanelOpinion.objects.filter(seat__appeal=appeal, seat__person=request.user.pk).first()


@never_cache
@login_required
@require_safe
def appeal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """First the pledge, with who applies, so that she can say whether anything connects her; then all that the panel reads."""
    found = own_appeal(request, public_id)
    mine = own_opinion(request, found)
    return page(request, found, OpinionForm(opinion=mine) if mine else None)


def anew(request: HttpRequest, found: Appeal) -> OpinionForm:
    """What was typed over an older version, to be sent again over the present one."""
    newest = PanelOpinion.objects.get(seat__appeal=found, seat__person=request.user.pk)
    data = request.POST.copy()
    data["row_version"] = str(newest.row_version)
    form = OpinionForm(data, opinion=newest)
    form.add_error(None, STALE)
    return form


def page(
    request: HttpRequest,
    found: Appeal,
    form: OpinionForm | None,
    *,
    decline: DeclineForm | None = None,
    stale: bool = False,
) -> HttpResponse:
    """The whole page; before the pledge without form and content. `stale`: with the texts of another screen beside hers."""
    application = found.decision.application
    wrong = bool((form and form.errors) or decline)
    context: dict[str, Any] = {
        "judging": True,
        "appeal": found,
        "application": application,
        "maker": maker_of(application),
        "name": appeal_terms.name_of(application.round),
        "decline_form": decline or DeclineForm(),
        "in_review": found.state == AppealState.IN_REVIEW,
    }
    if form is not None:
        context |= {
            "form": form,
            "opinion": own_opinion(request, found),
            "stale": stale,
            "decision": found.decision,
            "papers": AppealPaper.objects.visible_to(request.user).filter(appeal=found).select_related("file"),
        }
    return render(request, "certifications/judging/appeal.html", context, status=422 if wrong else 200)


@never_cache
@login_required
@require_POST
def pledge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Records the member's pledge of secrecy."""
    found = own_appeal(request, public_id)
    try:
        appeal_panels.pledge(found, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    except PermissionDenied as gone:
        raise Http404 from gone
    return redirect("certifications:panel_appeal", public_id)


@never_cache
@login_required
@require_POST
def opinion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Saves note and opinion; with the other button the office gets the opinion."""
    found = own_appeal(request, public_id)
    mine = own_opinion(request, found)
    if mine is None:
        raise Http404
    form, give = OpinionForm(request.POST, opinion=mine), "give" in request.POST
    if not form.is_valid():
        return page(request, found, form)
    try:
        appeal_panels.write(found, by=request.user, give=give, **form.cleaned_data)
    except StaleRecord:
        return page(request, found, anew(request, found), stale=True)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return page(request, found, form)
    except PermissionDenied as gone:
        raise Http404 from gone
    messages.success(request, _("Thank you. The office has your opinion.") if give else _("Saved."))
    return redirect("certifications:panel_appeal", public_id)


@never_cache
@login_required
@require_POST
def step_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The member says what connects her with the case; she finds it no more, and the office seats somebody else."""
    found = own_appeal(request, public_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        mine = own_opinion(request, found)
        return page(request, found, OpinionForm(opinion=mine) if mine else None, decline=form)
    try:
        appeal_panels.step_back(found, reason=form.cleaned_data["reason"], by=request.user)
    except PermissionDenied as gone:
        raise Http404 from gone
    messages.success(request, _("Thank you for telling us. The office will ask somebody else."))
    return redirect("certifications:my")


@never_cache
@login_required
@require_safe
def paper(request: HttpRequest, public_id: UUID, paper_id: UUID) -> HttpResponseBase:
    """A paper of the appeal, once she has pledged."""
    found = own_appeal(request, public_id)
    if own_opinion(request, found) is None:
        raise Http404
    rows = AppealPaper.objects.visible_to(request.user).filter(appeal=found).select_related("file")
    row = get_object_or_404(rows, public_id=paper_id)
    return files.serve(row.file, name=row.name, inline=row.file.media_type.startswith("image/"))
