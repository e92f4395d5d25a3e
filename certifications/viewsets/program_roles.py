"""The desk of roles in programs: who runs and who approves what, since when, given by whom."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications.actions import programs
from certifications.models import Program, ProgramRole
from certifications.permissions import can_end_program_role, can_give_program_roles, can_see_program_roles
from certifications.refusals import SitsOnPanel
from certifications.states import ProgramRoleKind
from home.desk import DeskFormView, DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from organizations.forms import AddressField
from organizations.models import User


class ProgramRoleForm(forms.Form):
    """Who is to have which role in which program."""

    email = AddressField(label=_("e-mail address of the person"))
    program = forms.ModelChoiceField(label=_("program"), queryset=Program.objects.all())
    role = forms.ChoiceField(label=_("role"), choices=ProgramRoleKind.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giver = giver

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        self.person = User.objects.filter(email=email, is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(_("Nobody signs in with this address yet. Please make the account first, under People."))
        if self.person.pk == self.giver.pk:
            raise forms.ValidationError(_("Nobody gives a role to herself. Please ask another administrator."))
        return email


class ProgramRoleFormView(DeskFormView):
    """A new role; the person's page names the person in the address."""

    def get_initial(self) -> dict[str, Any]:
        return {"email": self.request.GET.get("email", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"giver": self.request.user}


class EndView(DeskVerbView):
    label = _("Take the role away")
    explanation = _(
        "It counts from the person's next request, and a letter tells it. The person stays a program officer until that role "
        "is taken, too, under People."
    )

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return can_end_program_role(user, record)

    def act(self, form: Any) -> None:
        programs.end_role(self.record, by=self.request.user)


VERBS: dict[str, Any] = {"end": EndView}


class ProgramRoleDesk(DeskViewSet):
    """For administrators, who give the roles, and auditors, who read them. Rows are ended, never deleted."""

    model = ProgramRole
    name = "program-roles"
    url_prefix = "program-roles"
    icon = "key"
    menu_label = _("Roles in programs")
    menu_order = 315
    can_enter = staticmethod(can_see_program_roles)
    can_add = staticmethod(can_give_program_roles)
    form_class = ProgramRoleForm
    form_view_class = ProgramRoleFormView
    problems = {SitsOnPanel: SitsOnPanel.message}
    list_display = [
        Column("user", label=_("person"), sort_key="user__name_kana"),
        Column("program", label=_("program"), sort_key="program__order"),
        Column("get_role_display", label=_("role"), sort_key="role"),
        Column("granted_at", label=_("given"), sort_key="granted_at"),
        Column("granted_by", label=_("given by")),
        Column("ended_at", label=_("taken away"), sort_key="ended_at"),
    ]
    search_fields = ["user__name", "user__name_kana", "user__email"]
    list_filter = ["program", "role"]
    list_export = ["user.name", "user.email", "program.slug", "get_role_display", "granted_at", "granted_by.name", "ended_at"]
    export_headings = {"granted_at": _("given"), "granted_by.name": _("given by"), "ended_at": _("taken away")}
    export_filename = "program-roles"
    ordering = "-granted_at"
    object_views = VERBS
    detail_template_name = "certifications/desk/program_role.html"

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("user", "program", "granted_by")

    def form_kwargs(self, record: Any) -> dict[str, Any]:
        return {}

    def save(self, form: ProgramRoleForm, record: Any, by: User) -> ProgramRole:
        data = form.cleaned_data
        return programs.grant_role(data["program"], form.person, data["role"], by=by)

    def detail_context(self, request: HttpRequest, record: ProgramRole) -> dict[str, Any]:
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "ending": record.user.history.filter(action="certifications.end_role", facts__program_role=record.pk)
            .select_related("by")
            .first(),
        }
