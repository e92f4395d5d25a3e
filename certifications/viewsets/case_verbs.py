"""What the office can do with a case."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications.actions import conflicts, judging, screening
from certifications.permissions import in_conflict, is_case_secretariat
from certifications.states import MAY_BE_ASSIGNED
from certifications.viewsets import decision_verbs
from certifications.viewsets.case_verb import CaseVerbView, may_be_screened, runs
from certifications.viewsets.correction_verbs import (
    AmendCorrectionsView,
    AskCorrectionsView,
    CancelCorrectionsView,
    CloseCorrectionsView,
    ExtendCorrectionsView,
    RecheckView,
)
from certifications.viewsets.discussions import talking
from certifications.viewsets.forms import AssignForm, ChecklistForm, ConflictForm
from certifications.viewsets.handling import HandOverView
from certifications.viewsets.message_verbs import WriteMessageView
from certifications.viewsets.statements import EnterStatementView
from organizations.models import User


def panel_of(application: Any) -> Any:
    """The judges of the round's panel."""
    return User.objects.filter(seats__round=application.round)


class ChecklistView(CaseVerbView):
    label, verb_form = _("Go through the checklist"), ChecklistForm

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return runs(record) and record.state in {"submitted", "correction"} and is_case_secretariat(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"application": self.record}

    def act(self, form: Any) -> None:
        screening.check_all(self.record, form.results(), by=self.request.user)


class AcceptView(CaseVerbView):
    label = _("Accept for judging")
    explanation = _("The application is complete and goes to the judges. It cannot be corrected after that.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return may_be_screened(record) and is_case_secretariat(user, record)

    def act(self, form: Any) -> None:
        screening.accept(self.record, by=self.request.user)


class AssignView(CaseVerbView):
    label, verb_form = _("Assign a judge"), AssignForm

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state == "in_review" and record.round.state in MAY_BE_ASSIGNED and is_case_secretariat(user, record)

    @property
    def stage(self) -> Any:
        """Where its judges talk, a further judge joins them; else the stage that is scored now or next."""
        found = talking(self.record)
        return found.stage if found else self.record.round.stage_to_score()

    def get_form_kwargs(self) -> dict[str, Any]:
        stage = self.stage
        seated = User.objects.filter(pk__in=stage.seats().values("judge")) if stage else User.objects.none()
        given = self.record.assignments.filter(stage=stage).values("judge")
        free = [judge.pk for judge in seated.exclude(pk__in=given) if not in_conflict(judge, self.record)]
        return super().get_form_kwargs() | {"judges": User.objects.filter(pk__in=free)}

    def act(self, form: Any) -> None:
        judging.assign(self.record, form.cleaned_data["judge"], stage=self.stage, by=self.request.user)


class RecordConflictView(CaseVerbView):
    label, verb_form = _("Record a conflict of interest"), ConflictForm
    explanation = _("From the next request on, the judge sees nothing of the case. A sheet that was begun is sealed.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return runs(record) and record.state in {"submitted", "in_review"} and is_case_secretariat(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"judges": panel_of(self.record)}

    def act(self, form: Any) -> None:
        data, case = form.cleaned_data, self.record
        about: dict[str, Any] = {"application": case}
        if data["scope"] == "subject":
            about = {"subject": case.subject}
        elif data["scope"] in {"organization", "group"} and case.organization:
            about = {"organization": case.organization, "with_group": data["scope"] == "group"}
        facts = {"kind": data["kind"], "reason": data["reason"]}
        conflicts.record(data["judge"], program=case.round.program, by=self.request.user, **about, **facts)


VERBS: dict[str, Any] = {
    "accept": AcceptView,
    "checklist": ChecklistView,
    "recheck": RecheckView,
    "ask_corrections": AskCorrectionsView,
    "extend_corrections": ExtendCorrectionsView,
    "amend_corrections": AmendCorrectionsView,
    "cancel_corrections": CancelCorrectionsView,
    "close_corrections": CloseCorrectionsView,
    "enter_statement": EnterStatementView,
    **decision_verbs.VERBS,
    "assign": AssignView,
    "record_conflict": RecordConflictView,
    "write_message": WriteMessageView,
    "hand_over": HandOverView,
}
