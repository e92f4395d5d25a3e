"""A person's organizations: list, register, look, edit."""

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from home.versions import StaleRecord
from organizations.actions import organizations
from organizations.forms import OrganizationForm
from organizations.models import Membership, Organization
from organizations.permissions import can_edit_organization, can_manage_members
from organizations.views.requests import SignedInRequest

SHOWN = (
    "name_ja", "name_kana", "name_en", "name_zh", "kind", "corporate_number", "representative", "postal_code", "address",
    "area", "telephone", "website", "capital", "employees",
)  # fmt: skip


def own_organization(request: SignedInRequest, public_id: UUID) -> Organization:
    """An organization of the user's; another's answers as one that does not exist."""
    return get_object_or_404(Organization.objects.of_member(request.user).select_related("area"), public_id=public_id)


@never_cache
@login_required
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """All organizations for which the user acts."""
    memberships = Membership.objects.current().filter(user=request.user).select_related("organization__area")
    return render(request, "organizations/index.html", {"memberships": memberships.order_by("organization__name_kana", "pk")})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def register(request: SignedInRequest) -> HttpResponse:
    """Registering an organization; the user becomes its owner."""
    form = OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organization = organizations.register(by=request.user, **form.facts())
        messages.success(request, gettext("Registered. You can now invite colleagues."))
        return redirect("organizations:detail", organization.public_id)
    return render(request, "organizations/form.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
@require_GET
def detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """What is on record, with the ways on."""
    organization = own_organization(request, public_id)
    return render(
        request,
        "organizations/detail.html",
        {
            "organization": organization,
            "facts": [{"label": label(name), "value": shown(organization, name)} for name in SHOWN],
            "standings": organization.standings.all(),
            "may_edit": can_edit_organization(request.user, organization),
            "may_manage": can_manage_members(request.user, organization),
        },
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Changing the facts. Whoever saves over a newer version sees first what it says (409)."""
    organization = own_organization(request, public_id)
    if not can_edit_organization(request.user, organization):
        raise PermissionDenied
    form = OrganizationForm(request.POST or None, instance=copy(organization))
    context: dict[str, Any] = {"form": form, "organization": organization}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                organizations.update(
                    organization, row_version=form.cleaned_data["row_version"] or 0, by=request.user, **form.facts()
                )
            except StaleRecord:
                status = 409
                context["conflicts"] = conflicts(form, own_organization(request, public_id))
            else:
                messages.success(request, gettext("Saved."))
                return redirect("organizations:detail", organization.public_id)
    return render(request, "organizations/form.html", context, status=status)


def conflicts(form: OrganizationForm, stored: Organization) -> list[dict[str, Any]]:
    """What now stands on record where it differs from what was typed. The form then counts as having read it."""
    form.data = {**form.data.dict(), "row_version": str(stored.row_version)}  # type: ignore[attr-defined]
    differing = [name for name, typed in form.facts().items() if typed != getattr(stored, name)]
    return [{"label": label(name), "value": shown(stored, name)} for name in differing]


def label(name: str) -> str:
    """The words for a fact: those of the form in which it is typed."""
    return capfirst(gettext("address") if name == "address" else str(OrganizationForm.base_fields[name].label))


def shown(organization: Organization, name: str) -> Any:
    """A fact in words."""
    if name == "kind":
        return organization.get_kind_display()
    if name == "postal_code":
        return organization.postal_code_shown
    if name == "corporate_number" and organization.corporate_number:
        state = gettext("confirmed by the office") if organization.number_is_verified else gettext("not confirmed yet")
        return gettext("%(number)s (%(state)s)") % {"number": organization.corporate_number, "state": state}
    if name in {"capital", "employees"} and getattr(organization, name) is not None:
        return f"{getattr(organization, name):,}"
    return getattr(organization, name)
