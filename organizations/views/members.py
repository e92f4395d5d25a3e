"""Who acts for an organization."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from home import clock
from organizations.actions import memberships
from organizations.forms import InvitationForm, MemberRoleForm
from organizations.models import Membership, Organization
from organizations.permissions import can_end_membership, can_manage_members
from organizations.views.organizations import own_organization
from organizations.views.requests import SignedInRequest

LAST_OWNER = _("An organization needs at least one owner. Please make somebody else an owner first.")
ENDED = _("This membership has already ended.")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The members and open invitations; owners invite here."""
    organization = own_organization(request, public_id)
    may_manage = can_manage_members(request.user, organization)
    form = InvitationForm(request.POST or None)
    if request.method == "POST":
        if not may_manage:
            raise PermissionDenied
        if form.is_valid():
            try:
                memberships.invite(organization, by=request.user, **form.cleaned_data)
            except memberships.AlreadyMember:
                form.add_error("email", _("This person is already a member."))
            except memberships.TooManyLetters:
                form.add_error(None, _("Enough invitations have been sent today. Please send further ones tomorrow."))
            except memberships.TooManyInvitations:
                form.add_error(None, _("There are many open invitations already. Please withdraw some first."))
            else:
                messages.success(request, gettext("The invitation is on its way to %(email)s.") % form.cleaned_data)
                return redirect("organizations:members", public_id)
    context: dict[str, Any] = {
        "organization": organization,
        "memberships": organization.memberships.current().select_related("user"),
        "may_manage": may_manage,
    }
    if may_manage:
        context |= {"form": form, "invitations": organization.invitations.open(clock.now())}
    return render(request, "organizations/members.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def member(request: SignedInRequest, public_id: UUID, person: UUID) -> HttpResponse:
    """One member: another role (POST), or the end of the membership (`end`)."""
    organization, membership = own_membership(request, public_id, person)
    may_manage = can_manage_members(request.user, organization)
    if not (may_manage or can_end_membership(request.user, membership)):
        raise PermissionDenied
    form = MemberRoleForm(request.POST or None, initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        try:
            memberships.change_role(membership, role=form.cleaned_data["role"], by=request.user)
        except memberships.LastOwner:
            form.add_error(None, LAST_OWNER)
        except memberships.MembershipEnded:
            form.add_error(None, ENDED)
        else:
            messages.success(request, gettext("Saved."))
            return redirect("organizations:members", public_id)
    return render(
        request,
        "organizations/member.html",
        {
            "organization": organization,
            "membership": membership,
            "form": form if may_manage else None,
            "is_self": membership.user_id == request.user.pk,
        },
        status=422 if form.errors else 200,
    )


@never_cache
@login_required
@require_POST
def end(request: SignedInRequest, public_id: UUID, person: UUID) -> HttpResponse:
    """Ends a membership; whoever ends her own goes back to her list."""
    _organization, membership = own_membership(request, public_id, person)
    try:
        memberships.end(membership, by=request.user)
    except memberships.LastOwner:
        messages.error(request, LAST_OWNER)
        return redirect("organizations:member", public_id, person)
    except memberships.MembershipEnded:
        messages.info(request, ENDED)
    else:
        messages.success(request, gettext("The membership has ended."))
    if membership.user_id == request.user.pk:
        return redirect("organizations:index")
    return redirect("organizations:members", public_id)


@never_cache
@login_required
@require_POST
def revoke(request: SignedInRequest, public_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Withdraws an invitation."""
    organization = own_organization(request, public_id)
    if not can_manage_members(request.user, organization):
        raise PermissionDenied
    invitation = get_object_or_404(organization.invitations, public_id=invitation_id)
    try:
        memberships.revoke(invitation, by=request.user)
    except memberships.InvitationClosed:
        messages.info(request, gettext("This invitation has already been used, withdrawn, or has expired."))
    else:
        messages.success(request, gettext("The invitation has been withdrawn."))
    return redirect("organizations:members", public_id)


def own_membership(request: SignedInRequest, public_id: UUID, person: UUID) -> tuple[Organization, Membership]:
    """The person's present membership of one of the user's organizations, or 404."""
    organization = own_organization(request, public_id)
    membership = organization.memberships.current().select_related("user", "organization").filter(user__public_id=person).first()
    if membership is None:
        raise Http404
    return organization, membership
