"""What the office can do with a decision: draft it, hand it on, sign it step by step, return it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications import reasoning
from certifications.actions import committee_outcomes, decisions
from certifications.approval_permissions import may_move, may_pass_over, may_read_later, may_sign, may_take_back
from certifications.models import ApprovalStep, Decision
from certifications.permissions import can_see_scores, is_case_approver, is_case_secretariat
from certifications.refusals import NotRanked
from certifications.viewsets.case_verb import CaseVerbView, runs
from certifications.viewsets.decision_forms import DecisionForm
from certifications.viewsets.forms import ReasonForm, SeenForm


def stamps(decision: Decision) -> list[ApprovalStep]:
    """The steps of the present turn, as the table of the approval shows them (決裁欄)."""
    return list(decision.steps.counting().select_related("signed_by"))


class DecideView(CaseVerbView):
    label, verb_form = _("Draft the decision"), DecisionForm
    explanation = _("Nobody outside the office learns of it before the release.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        drafted = getattr(record, "decision", None)
        open_for_draft = drafted is None or drafted.state == "drafted"
        return open_for_draft and bool(decisions.outcomes_open(record)) and is_case_secretariat(user, record)

    def get_initial(self) -> dict[str, Any]:
        """A first draft begins with what the committee proposed."""
        return committee_outcomes.proposed_of(self.record) if getattr(self.record, "decision", None) is None else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"application": self.record, "outcomes": decisions.outcomes_open(self.record), "judged": self._judged()}
        return super().get_form_kwargs() | known

    def _judged(self) -> list[reasoning.Judged]:
        """By criterion, once the scores are locked: before that nobody of the office reads a score."""
        if not can_see_scores(self.request.user, self.record):
            return []
        try:
            return reasoning.judged(self.record, reasoning.run_of(self.record))
        except NotRanked:
            return []

    def act(self, form: Any) -> None:
        decisions.draft(self.record, by=self.request.user, **form.facts())


def decision_in(record: Any, *states: str) -> bool:
    """Whether the case has a decision in one of the states, in a round that runs."""
    return runs(record) and getattr(getattr(record, "decision", None), "state", "") in states


class ProposeView(CaseVerbView):
    label = _("Hand to the approver")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return decision_in(record, "drafted") and is_case_secretariat(user, record) and may_move(user, record.decision)

    def act(self, form: Any) -> None:
        decisions.propose(self.record.decision, by=self.request.user)


class DiscardView(CaseVerbView):
    label, verb_form = _("Discard the draft"), ReasonForm
    explanation = _("The case stands again as if nothing had been drafted. What was drafted stays in its history.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return decision_in(record, "drafted") and is_case_secretariat(user, record) and may_move(user, record.decision)

    def act(self, form: Any) -> None:
        decisions.discard(self.record.decision, reason=form.cleaned_data["reason"], by=self.request.user)


class ApproveView(CaseVerbView):
    label, verb_form = _("Approve the decision"), SeenForm
    template_name = "certifications/desk/approve.html"
    explanation = _("What you approve is locked: outcome, level, reasons, the letter, the certificate, and the judged version.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return decision_in(record, "proposed") and may_sign(user, record.decision)

    def get_initial(self) -> dict[str, Any]:
        return {"seen_as": decisions.seen(self.record.decision)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        extra = {"decision": self.record.decision, "version": self.record.versions.last(), "steps": stamps(self.record.decision)}
        return super().get_context_data(**kwargs) | extra

    def act(self, form: Any) -> None:
        decisions.approve(self.record.decision, seen_as=form.cleaned_data["seen_as"], by=self.request.user)


class SendBackView(CaseVerbView):
    label, verb_form = _("Return with a comment"), ReasonForm
    explanation = _("The draft goes back to its author with your comment. What was signed counts no longer, but stays on record.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return decision_in(record, "proposed", "approved") and is_case_approver(user, record) and may_move(user, record.decision)

    def act(self, form: Any) -> None:
        decisions.send_back(self.record.decision, comment=form.cleaned_data["reason"], by=self.request.user)


class StepBackView(CaseVerbView):
    label, verb_form = _("Return by one step"), ReasonForm
    explanation = _("The papers go back to the step before yours, with your comment.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        if not decision_in(record, "proposed") or not may_sign(user, record.decision):
            return False
        return bool(record.decision.waiting_step.order > 1)

    def act(self, form: Any) -> None:
        decisions.step_back(self.record.decision, comment=form.cleaned_data["reason"], by=self.request.user)


class PassOverView(CaseVerbView):
    label, verb_form = _("Go on without the absent"), ReasonForm
    explanation = _("The step before yours is passed over, with your reason on record. Its holder reads the papers later.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return decision_in(record, "proposed") and may_pass_over(user, record.decision)

    def act(self, form: Any) -> None:
        decisions.pass_over(self.record.decision, reason=form.cleaned_data["reason"], by=self.request.user)


class ReadLaterView(CaseVerbView):
    label = _("Note that I have read it")
    explanation = _("You were passed over while you were away. This notes that you have read the papers now.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        if not decision_in(record, "proposed", "approved", "released"):
            return False
        return any(may_read_later(user, record.decision, step) for step in record.decision.steps.counting())

    def act(self, form: Any) -> None:
        decisions.read_later(self.record.decision, by=self.request.user)


class TakeBackView(CaseVerbView):
    label = _("Take the draft back")
    explanation = _("Nobody has signed yet. The draft is yours again and can be changed.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return decision_in(record, "proposed") and is_case_secretariat(user, record) and may_take_back(user, record.decision)

    def act(self, form: Any) -> None:
        decisions.take_back(self.record.decision, by=self.request.user)


VERBS: dict[str, Any] = {
    "decide": DecideView,
    "propose": ProposeView,
    "discard": DiscardView,
    "approve": ApproveView,
    "step_back": StepBackView,
    "send_back": SendBackView,
    "pass_over": PassOverView,
    "read_later": ReadLaterView,
    "take_back": TakeBackView,
}
