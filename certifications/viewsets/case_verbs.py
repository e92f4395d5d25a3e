"""What the office can do with a case."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications.actions import conflicts, corrections, decisions, judging, messages, screening
from certifications.permissions import in_conflict, is_approver, is_case_office, is_case_secretariat
from certifications.refusals import Refusal
from certifications.states import Outcome
from certifications.viewsets.forms import (
    AssignForm,
    ChecklistForm,
    ConflictForm,
    CorrectionForm,
    DecisionForm,
    MessageForm,
    ReasonForm,
)
from home.desk.verbs import DeskVerbView
from organizations.models import User


def panel_of(application: Any) -> Any:
    """The judges of the round's panel."""
    return User.objects.filter(seats__round=application.round)


class CaseVerbView(DeskVerbView):
    """A verb on a case."""

    refusals = (Refusal,)


class ChecklistView(CaseVerbView):
    label, verb_form = _("Go through the checklist"), ChecklistForm

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state in {"submitted", "correction"} and is_case_secretariat(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"application": self.record}

    def act(self, form: Any) -> None:
        screening.check_all(self.record, form.results(), by=self.request.user)


class AcceptView(CaseVerbView):
    label = _("Accept for judging")
    explanation = _("The application is complete and goes to the judges. It cannot be corrected after that.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state == "submitted" and not hasattr(record, "decision") and is_case_secretariat(user, record)

    def act(self, form: Any) -> None:
        screening.accept(self.record, by=self.request.user)


class AskCorrectionsView(CaseVerbView):
    label, verb_form = _("Ask for corrections"), CorrectionForm
    explanation = _("Only the questions that you write something at will open for the applicant, until the day you name.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state == "submitted" and not hasattr(record, "decision") and is_case_secretariat(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"application": self.record}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        corrections.request(self.record, form.items(), due_on=data["due_on"], note=data["note"], by=self.request.user)


class WriteMessageView(CaseVerbView):
    label, verb_form = _("Write a message"), MessageForm

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return is_case_secretariat(user, record)

    def act(self, form: Any) -> None:
        messages.post(self.record, body=form.cleaned_data["body"], by=self.request.user)


class AssignView(CaseVerbView):
    label, verb_form = _("Assign a judge"), AssignForm

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return (
            record.state == "in_review" and record.round.state in {"published", "judging"} and is_case_secretariat(user, record)
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        free = [
            judge.pk
            for judge in panel_of(self.record).exclude(assignments__application=self.record)
            if not in_conflict(judge, self.record)
        ]
        return super().get_form_kwargs() | {"judges": User.objects.filter(pk__in=free)}

    def act(self, form: Any) -> None:
        judging.assign(self.record, form.cleaned_data["judge"], by=self.request.user)


class RecordConflictView(CaseVerbView):
    label, verb_form = _("Record a conflict of interest"), ConflictForm
    explanation = _("From the next request on, the judge sees nothing of the case. A sheet that was begun is sealed.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state in {"submitted", "in_review"} and is_case_secretariat(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"judges": panel_of(self.record)}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        company = data["scope"] == "organization" and self.record.organization_id
        conflicts.record(
            data["judge"],
            program=self.record.round.program,
            organization=self.record.organization if company else None,
            application=None if company else self.record,
            reason=data["reason"],
            by=self.request.user,
        )


class DecideView(CaseVerbView):
    label, verb_form = _("Draft the decision"), DecisionForm
    explanation = _("Nobody outside the office learns of it before the release.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        drafted = getattr(record, "decision", None)
        open_for_draft = drafted is None or drafted.state == "drafted"
        return open_for_draft and bool(outcomes_open(record)) and is_case_secretariat(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"application": self.record, "outcomes": outcomes_open(self.record)}

    def act(self, form: Any) -> None:
        decisions.draft(self.record, by=self.request.user, **form.cleaned_data)


def outcomes_open(record: Any) -> list[str]:
    """Which outcomes can be drafted now: before judging only that requirements are not met."""
    if record.state == "in_review" and record.round.state == "deciding":
        return [outcome.value for outcome in Outcome]
    if record.state == "submitted" or (record.state == "in_review" and record.round.state == "published"):
        return [Outcome.INELIGIBLE.value]
    return []


class ProposeView(CaseVerbView):
    label = _("Hand to the approver")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return getattr(getattr(record, "decision", None), "state", "") == "drafted" and is_case_secretariat(user, record)

    def act(self, form: Any) -> None:
        decisions.propose(self.record.decision, by=self.request.user)


class ApproveView(CaseVerbView):
    label = _("Approve the decision")
    explanation = _("What you approve is locked: outcome, level, reasons, and the version that was judged.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        if getattr(getattr(record, "decision", None), "state", "") != "proposed":
            return False
        return is_approver(user, record.round.program) and is_case_office(user, record)

    def act(self, form: Any) -> None:
        decisions.approve(self.record.decision, by=self.request.user)


class SendBackView(CaseVerbView):
    label, verb_form = _("Return with a comment"), ReasonForm

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        if getattr(getattr(record, "decision", None), "state", "") not in {"proposed", "approved"}:
            return False
        return is_approver(user, record.round.program) and is_case_office(user, record)

    def act(self, form: Any) -> None:
        decisions.send_back(self.record.decision, comment=form.cleaned_data["reason"], by=self.request.user)


VERBS: dict[str, Any] = {
    "accept": AcceptView,
    "checklist": ChecklistView,
    "ask_corrections": AskCorrectionsView,
    "decide": DecideView,
    "propose": ProposeView,
    "approve": ApproveView,
    "send_back": SendBackView,
    "assign": AssignView,
    "record_conflict": RecordConflictView,
    "write_message": WriteMessageView,
}
