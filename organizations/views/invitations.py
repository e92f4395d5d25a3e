"""Where the link of an invitation leads. Looking never uses it up: mail scanners look too."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from home import clock
from home.tokens import token_hash
from organizations import addresses
from organizations.actions import memberships
from organizations.models import Invitation


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Explains the invitation to whoever holds the link, signed in or not; accepts it by POST."""
    if request.method == "POST":
        return accept(request, token)
    found = Invitation.objects.open(clock.now()).filter(token_hash=token_hash(token)).first()
    if found is None:
        return answer(request, {}, status=404)
    context: dict[str, Any] = {
        "invitation": found,
        "organization": found.organization,
        "sent_to": addresses.masked(found.email),
        "same_address": request.user.is_authenticated and request.user.email == found.email,
    }
    if request.user.is_authenticated:
        context["is_member"] = found.organization.memberships.current().filter(user=request.user).exists()
    return answer(request, context)


def accept(request: HttpRequest, token: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    try:
        membership = memberships.accept(token, by=request.user)
    except memberships.InvitationClosed:
        return answer(request, {}, status=404)
    except memberships.AlreadyMember:
        messages.info(request, gettext("You are already a member of this organization."))
        return redirect("organizations:index")
    messages.success(request, gettext("You now act for %(organization)s.") % {"organization": membership.organization})
    return redirect("organizations:detail", membership.organization.public_id)


def answer(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page; its address is a secret, so it is told to no other page."""
    response = render(request, "organizations/invitation.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
