"""The answer of a person who was named as a member of a team."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from certifications.actions import teams
from certifications.models import TeamInvitation
from certifications.views.applying.access import applicant_page
from home.addresses import language_path


@applicant_page
@require_POST
def answer(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Joins the team or declines; an invitation to another address is not found."""
    user: Any = request.user
    invitation = get_object_or_404(TeamInvitation.objects.select_related("team"), public_id=public_id, email=user.email)
    if request.POST.get("answer") == "accept":
        teams.accept(invitation, by=user)
        messages.success(request, _("You have joined the team."))
    elif request.POST.get("answer") == "decline":
        teams.decline(invitation, by=user)
        messages.success(request, _("You have declined. You are not a member of the team."))
    return redirect(language_path("my/"))
