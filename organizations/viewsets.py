"""The desks of this floor: organizations and people."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Count, Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from home import discovery
from home.desk import DeskFormView, DeskObjectView, DeskViewSet
from home.desk.verbs import verbs_for
from home.views.files import serve
from organizations.actions import people, roles
from organizations.forms import PersonForm, PersonRolesForm
from organizations.models import Organization, OrganizationLink, User, UserEvent
from organizations.permissions import (
    can_add_people,
    can_change_roles,
    can_enter_organizations,
    can_see_members,
    can_see_standing,
    can_see_users,
)
from organizations.verbs import VERBS


def in_words(event: UserEvent) -> tuple[UserEvent, Any, str]:
    """An event with what happened and which role it was about, as the floor says that recorded it."""
    for module in discovery.offered("person_roles"):
        if event.action in module.WORDS:
            return event, module.WORDS[event.action], module.about(event.facts)
    return event, event.action, ""


def role_names(user: User) -> str:
    """The person's roles by name."""
    return ", ".join(roles.name_of(group.name) for group in user.groups.all())


class StandingFileView(DeskObjectView):
    """The paper behind a fact, for those who may see the facts."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.GET.get("id", "")
        if not can_see_standing(request.user, self.record) or not (wanted.isascii() and wanted.isdecimal()):
            raise Http404
        standing = get_object_or_404(self.record.standings, pk=wanted[:15], evidence_file__isnull=False)
        file = standing.evidence_file
        return serve(file, name=f"{standing.kind}-{standing.valid_from}.{file.media_type.rpartition('/')[2]}")


def number_state(organization: Organization) -> str:
    """Whether the office has confirmed the corporate number; empty without one."""
    if not organization.corporate_number:
        return ""
    return gettext("yes") if organization.number_is_verified else gettext("not yet")


class OrganizationDesk(DeskViewSet):
    """All organizations, for the roles that may see their master data."""

    model = Organization
    name = "organizations-desk"
    url_prefix = "organizations"
    icon = "group"
    menu_order = 300
    can_enter = staticmethod(can_enter_organizations)
    list_display = [
        Column("name", label=_("name"), sort_key="name_kana"),
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        Column("area", label=_("ward"), sort_key="area__order"),
        Column("corporate_number", label=_("corporate number")),
        Column("number_state", label=_("confirmed"), accessor=number_state),
        Column("people", label=_("people"), sort_key="people"),
    ]
    search_fields = ["name_ja", "name_kana", "name_en", "name_zh", "corporate_number"]
    list_filter = ["kind", "area"]
    list_export = [
        "public_id", "name_ja", "name_kana", "name_en", "name_zh", "corporate_number", "number_verified_at", "get_kind_display",
        "area.name_ja", "postal_code", "prefecture", "municipality", "street", "building", "capital", "employees", "created_at",
    ]  # fmt: skip
    export_filename = "organizations"
    export_headings = {"public_id": "ID", "address": _("address"), "created_at": _("registered on")}
    detail_fields = (
        "name_ja", "name_kana", "name_en", "name_zh", "kind", "corporate_number", "number_verified_at",
        "number_evidence", "representative", "postal_code", "address", "area", "telephone", "website", "capital", "employees",
        "created_at",
    )  # fmt: skip
    detail_template_name = "organizations/desk/organization.html"
    object_views = VERBS | {"paper": StandingFileView}

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        people = Count("memberships", filter=Q(memberships__ended_at__isnull=True), distinct=True)
        return records.select_related("area").annotate(people=people)

    def detail_context(self, request: HttpRequest, record: Organization) -> dict[str, Any]:
        context: dict[str, Any] = {
            "verbs": verbs_for(self, request, record, VERBS),
            "claimants": Organization.objects.claiming(record),
            "links": OrganizationLink.objects.of(record).select_related("parent", "child"),
        }
        if can_see_standing(request.user, record):
            context["standings"] = record.standings.select_related("assessed_by", "evidence_file").order_by("-assessed_at")
        if can_see_members(request.user, record):
            context["memberships"] = record.memberships.select_related("user")
        return context


class PersonFormView(DeskFormView):
    """A new account has more to ask than a known one."""

    def get_form_class(self) -> Any:
        return PersonForm if self.record is None else PersonRolesForm


class UserDesk(DeskViewSet):
    """All accounts, for those who administer or audit them. Roles are given here, so that their history is kept."""

    model = User
    name = "people"
    icon = "user"
    menu_order = 310
    can_enter = staticmethod(can_see_users)
    can_add = staticmethod(can_add_people)
    can_change = staticmethod(can_change_roles)
    form_class = PersonForm
    form_view_class = PersonFormView
    problems = {people.AddressTaken: _("Somebody has an account with this address already.")}
    list_display = [
        Column("name", label=_("name"), sort_key="name_kana"),
        Column("email", label=_("e-mail address"), sort_key="email"),
        Column("roles", label=_("roles"), accessor=role_names),
        Column("last_login", label=_("last sign-in"), sort_key="last_login"),
    ]
    search_fields = ["name", "name_kana", "email"]
    list_filter = ["is_staff", "is_active"]
    list_export = ["public_id", "name", "name_kana", "email", "is_staff", "is_active", "date_joined", "last_login"]
    export_filename = "people"
    export_headings = {"public_id": "ID", "address": _("address")}
    detail_fields = ("name", "name_kana", "email", "language", "is_active", "date_joined", "last_login")
    detail_template_name = "organizations/desk/user.html"

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.prefetch_related(models.Prefetch("groups", Group.objects.order_by("name")))

    def detail_context(self, request: HttpRequest, record: User) -> dict[str, Any]:
        kinds = discovery.offered("person_roles")
        return {
            "roles": [role for kind in kinds for role in kind.held(record)],
            "verbs": [verb for kind in kinds for verb in kind.verbs(record, request.user)],
            "events": [in_words(event) for event in record.history.select_related("by").order_by("-seq")],
        }

    def form_kwargs(self, record: User | None) -> dict[str, Any]:
        choices = [(code, roles.name_of(code)) for code in roles.offered()]
        if record is None:
            return {"roles": choices}
        held = [group.name for group in record.groups.all()]
        return {"roles": choices, "initial": {"codes": held, "is_active": record.is_active}}

    def save(self, form: Any, record: User | None, by: User) -> User:
        if record is None:
            return people.add(by=by, **form.cleaned_data)
        people.administer(record, by=by, **form.cleaned_data)
        return record
