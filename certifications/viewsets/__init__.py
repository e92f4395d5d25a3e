"""The desks of this floor: cases, rounds, certificates, and the numbers on the dashboard."""

from certifications.viewsets.appeals import AppealDesk
from certifications.viewsets.cases import CaseDesk
from certifications.viewsets.certificates import CertificateDesk
from certifications.viewsets.changes import ChangeDesk
from certifications.viewsets.designs import DesignDesk
from certifications.viewsets.disposals import DisposalDesk
from certifications.viewsets.dossiers import DossierDesk
from certifications.viewsets.extensions import ExtensionDesk
from certifications.viewsets.fairness import FairnessDesk
from certifications.viewsets.form_editor import FormDesk
from certifications.viewsets.intake import PostDesk
from certifications.viewsets.meetings import MeetingDesk
from certifications.viewsets.periodic_reports import ReportDesk
from certifications.viewsets.plans import PlanDesk
from certifications.viewsets.program_roles import ProgramRoleDesk
from certifications.viewsets.renewals import RenewalDesk
from certifications.viewsets.rounds import RoundDesk
from certifications.viewsets.stages import StageDesk
from certifications.viewsets.themes import ThemeDesk
from certifications.viewsets.undelivered import UndeliveredDesk
from certifications.viewsets.withdrawals import WithdrawalDesk

__all__ = [
    "AppealDesk",
    "CaseDesk",
    "CertificateDesk",
    "ChangeDesk",
    "DesignDesk",
    "DisposalDesk",
    "DossierDesk",
    "ExtensionDesk",
    "FairnessDesk",
    "FormDesk",
    "MeetingDesk",
    "PlanDesk",
    "PostDesk",
    "ProgramRoleDesk",
    "RenewalDesk",
    "ReportDesk",
    "RoundDesk",
    "StageDesk",
    "ThemeDesk",
    "UndeliveredDesk",
    "WithdrawalDesk",
]
