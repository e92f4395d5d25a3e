"""What this floor adds to the staff's screens."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from certifications.permissions import has_program_role
from certifications.viewsets import (
    AppealDesk,
    CaseDesk,
    CertificateDesk,
    ChangeDesk,
    DesignDesk,
    DisposalDesk,
    DossierDesk,
    ExtensionDesk,
    FairnessDesk,
    FormDesk,
    MeetingDesk,
    PlanDesk,
    PostDesk,
    ProgramRoleDesk,
    RenewalDesk,
    ReportDesk,
    RoundDesk,
    StageDesk,
    ThemeDesk,
    UndeliveredDesk,
    WithdrawalDesk,
    menus,
)
from certifications.viewsets.dashboard import OfficePanel
from home.desk.due import Today
from home.desk.menus import submenu
from home.desk.panels import DuePanel


@hooks.register("register_admin_viewset")
def register_desks() -> list[object]:
    desks = (
        CaseDesk,
        RoundDesk,
        StageDesk,
        ThemeDesk,
        MeetingDesk,
        PlanDesk,
        ExtensionDesk,
        FormDesk,
        PostDesk,
        UndeliveredDesk,
        CertificateDesk,
        RenewalDesk,
        ReportDesk,
        ChangeDesk,
        DesignDesk,
        WithdrawalDesk,
        AppealDesk,
        FairnessDesk,
        DossierDesk,
        DisposalDesk,
        ProgramRoleDesk,
    )
    return [desk() for desk in desks]


@hooks.register("register_admin_menu_item")
def certificates_menu() -> MenuItem:
    return submenu(menus.LIFE, _("Certificates and holders"), icon="doc-full", order=120)


@hooks.register("register_admin_menu_item")
def letters_menu() -> MenuItem:
    return submenu(menus.LETTERS, _("Letters"), icon="mail", order=140)


@hooks.register("register_admin_menu_item")
def records_menu() -> MenuItem:
    return submenu(menus.RECORDS, _("Records and reports"), icon="folder-open-1", order=150)


@hooks.register("construct_homepage_panels", order=10)  # when the ground floor has put its panels there
def show_office_first(request: HttpRequest, panels: list[Any]) -> None:
    """Whoever runs a program sees what is due before anything else: in one list with what other floors have for her."""
    if has_program_role(request.user):
        elsewhere = next((panel.today for panel in panels if isinstance(panel, DuePanel)), Today())
        panels[:] = [OfficePanel(elsewhere), *(panel for panel in panels if not isinstance(panel, DuePanel))]
