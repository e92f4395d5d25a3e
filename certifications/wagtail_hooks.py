"""What this floor adds to the staff's screens."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from certifications.permissions import has_program_role
from certifications.viewsets import (
    AppealDesk,
    CaseDesk,
    CertificateDesk,
    DisposalDesk,
    DossierDesk,
    ExtensionDesk,
    FairnessDesk,
    FormDesk,
    MeetingDesk,
    PlanDesk,
    PostDesk,
    ProgramRoleDesk,
    RoundDesk,
    StageDesk,
    ThemeDesk,
    UndeliveredDesk,
)
from certifications.viewsets.dashboard import OfficePanel


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
        AppealDesk,
        FairnessDesk,
        DossierDesk,
        DisposalDesk,
        ProgramRoleDesk,
    )
    return [desk() for desk in desks]


@hooks.register("construct_homepage_panels")
def show_office_first(request: HttpRequest, panels: list[Any]) -> None:
    """Whoever runs a program sees what is due before anything else."""
    if has_program_role(request.user):
        panels.insert(0, OfficePanel())
