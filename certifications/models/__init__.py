"""The nouns of certification."""

from certifications.models.appeals import Appeal, AppealHistory, AppealPaper, AppealSeat, FirstDecider, PanelOpinion
from certifications.models.applications import (
    Answer,
    Application,
    ApplicationHistory,
    ApplicationVersion,
    Attachment,
    Consent,
    SetAside,
)
from certifications.models.appointments import Appointment, Attendance, Slot, ToldHours
from certifications.models.approvals import ApprovalHistory, ApprovalSeat, ApprovalStep
from certifications.models.blinding import BlindCopy, BlindCopyHistory
from certifications.models.calibration import CalibrationCase, CalibrationSheet
from certifications.models.certificates import Certificate, CertificateEvent, NumberSeries
from certifications.models.changes import ChangeNotice, ChangeNoticeHistory, ChangePaper
from certifications.models.conflicts import (
    BlockedPair,
    Conflict,
    ConflictHistory,
    ConflictReach,
    Interest,
    InterestConfirmation,
)
from certifications.models.correspondence import CheckResult, CorrectionHistory, CorrectionItem, CorrectionRequest, Statement
from certifications.models.decisions import Decision, DecisionHistory
from certifications.models.designs import CertificateDesign, DesignHistory
from certifications.models.discussions import Discussion, DiscussionHistory, DiscussionWord
from certifications.models.disposals import Disposal, DisposalHistory, DisposedCase, EmptiedMinutes, EmptiedVersion, Hold
from certifications.models.dossiers import Dossier, DossierHistory
from certifications.models.drafting import AnswerRevision, FieldPresence
from certifications.models.due_days import DueDay
from certifications.models.evidence import Evidence
from certifications.models.extensions import Extension
from certifications.models.judging import (
    Assignment,
    AssignmentHistory,
    ResultRow,
    ResultRun,
    Review,
    Score,
)
from certifications.models.meetings import AgendaItem, AgendaItemHistory, Meeting, MeetingEvent, Presence
from certifications.models.messages import Message, MessageDraft, MessageFile, MessageReading
from certifications.models.minutes import Minutes, MinutesHistory, MinutesPart
from certifications.models.motions import Motion, MotionHistory, Slip, Vote
from certifications.models.pages import ProgramIndexPage, ProgramPage
from certifications.models.periodic_reports import PeriodicReport, PeriodicReportHistory, ReportSending
from certifications.models.plans import AssignmentPlan, AssignmentPlanHistory, Expertise
from certifications.models.programs import Category, Level, Program, ProgramRole
from certifications.models.proofs import IssuedFile, IssuedKind, SigningKey
from certifications.models.questions import FormVersion, Question, Section
from certifications.models.renewals import Renewal, RenewalCampaign, RenewalHistory, UnchangedSection
from certifications.models.rounds import PanelMember, Round, RoundHistory
from certifications.models.rubrics import Criterion, RubricVersion
from certifications.models.score_rules import ScoreRevision, ScoreRules
from certifications.models.sign_offs import SignOff
from certifications.models.stages import Stage, StageEntry, StageEntryHistory, StageHistory
from certifications.models.subjects import Subject, Team, TeamInvitation
from certifications.models.themes import Theme, ThemeHistory, ThemePicture
from certifications.models.tickets import ReceiptPaper, UploadTicket
from certifications.models.trials import FieldPhotograph, FieldReport, FieldReportHistory, MonitorLoan
from certifications.models.waiting_files import WaitingFile
from certifications.models.withdrawals import Withdrawal, WithdrawalHistory

__all__ = [
    "AgendaItem",
    "AgendaItemHistory",
    "Answer",
    "AnswerRevision",
    "Appeal",
    "AppealHistory",
    "AppealPaper",
    "AppealSeat",
    "Application",
    "ApplicationHistory",
    "ApplicationVersion",
    "Appointment",
    "ApprovalHistory",
    "ApprovalSeat",
    "ApprovalStep",
    "Assignment",
    "AssignmentHistory",
    "AssignmentPlan",
    "AssignmentPlanHistory",
    "Attachment",
    "Attendance",
    "BlindCopy",
    "BlindCopyHistory",
    "BlockedPair",
    "CalibrationCase",
    "CalibrationSheet",
    "Category",
    "Certificate",
    "CertificateDesign",
    "CertificateEvent",
    "ChangeNotice",
    "ChangeNoticeHistory",
    "ChangePaper",
    "CheckResult",
    "Conflict",
    "ConflictHistory",
    "ConflictReach",
    "Consent",
    "CorrectionHistory",
    "CorrectionItem",
    "CorrectionRequest",
    "Criterion",
    "Decision",
    "DecisionHistory",
    "DesignHistory",
    "Discussion",
    "DiscussionHistory",
    "DiscussionWord",
    "Disposal",
    "DisposalHistory",
    "DisposedCase",
    "Dossier",
    "DossierHistory",
    "DueDay",
    "EmptiedMinutes",
    "EmptiedVersion",
    "Evidence",
    "Expertise",
    "Extension",
    "FieldPhotograph",
    "FieldPresence",
    "FieldReport",
    "FieldReportHistory",
    "FirstDecider",
    "FormVersion",
    "Hold",
    "Interest",
    "InterestConfirmation",
    "IssuedFile",
    "IssuedKind",
    "Level",
    "Meeting",
    "MeetingEvent",
    "Message",
    "MessageDraft",
    "MessageFile",
    "MessageReading",
    "Minutes",
    "MinutesHistory",
    "MinutesPart",
    "MonitorLoan",
    "Motion",
    "MotionHistory",
    "NumberSeries",
    "PanelMember",
    "PanelOpinion",
    "PeriodicReport",
    "PeriodicReportHistory",
    "Presence",
    "Program",
    "ProgramIndexPage",
    "ProgramPage",
    "ProgramRole",
    "Question",
    "ReceiptPaper",
    "Renewal",
    "RenewalCampaign",
    "RenewalHistory",
    "ReportSending",
    "ResultRow",
    "ResultRun",
    "Review",
    "Round",
    "RoundHistory",
    "RubricVersion",
    "Score",
    "ScoreRevision",
    "ScoreRules",
    "Section",
    "SetAside",
    "SignOff",
    "SigningKey",
    "Slip",
    "Slot",
    "Stage",
    "StageEntry",
    "StageEntryHistory",
    "StageHistory",
    "Statement",
    "Subject",
    "Team",
    "TeamInvitation",
    "Theme",
    "ThemeHistory",
    "ThemePicture",
    "ToldHours",
    "UnchangedSection",
    "UploadTicket",
    "Vote",
    "WaitingFile",
    "Withdrawal",
    "WithdrawalHistory",
]
