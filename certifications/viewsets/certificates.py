"""The desk of certificates: what is in force, and the few verbs of its later life."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import codes
from certifications.actions import certificates
from certifications.models import Certificate
from certifications.permissions import is_case_approver, is_case_secretariat, reads_certifications
from certifications.refusals import TermNotShorter
from certifications.viewsets.forms import PublicReasonForm
from home import clock
from home.desk import DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for


class SuspendView(DeskVerbView):
    label, verb_form = _("Suspend"), PublicReasonForm
    explanation = _("The verification page says so at once, with your reason. The holder gets a letter.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state == "active" and is_case_secretariat(user, record.decision.application)

    def act(self, form: Any) -> None:
        certificates.suspend(self.record, reason=form.cleaned_data, by=self.request.user)


class ReinstateView(DeskVerbView):
    label = _("End the suspension")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state == "suspended" and is_case_secretariat(user, record.decision.application)

    def act(self, form: Any) -> None:
        certificates.reinstate(self.record, by=self.request.user)


class WithdrawView(DeskVerbView):
    label, verb_form = _("Withdraw for good"), PublicReasonForm
    explanation = _("This cannot be undone. The register keeps the entry with its status and your reason.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state in {"active", "suspended"} and is_case_approver(user, record.decision.application)

    def act(self, form: Any) -> None:
        certificates.withdraw(self.record, reason=form.cleaned_data, by=self.request.user)


class SurrenderView(DeskVerbView):
    label, verb_form = _("Record that it was given back"), PublicReasonForm

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state in {"active", "suspended"} and is_case_secretariat(user, record.decision.application)

    def act(self, form: Any) -> None:
        certificates.surrender(self.record, reason=form.cleaned_data, by=self.request.user)


class EndTermForm(forms.Form):
    """The last day of validity, and why."""

    last_day = forms.DateField(label=_("last day of validity"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("reason"), max_length=200)


class EndTermView(DeskVerbView):
    label, verb_form = _("Fix the last day"), EndTermForm
    refusals = (TermNotShorter,)
    explanation = _("For a product that leaves the market. From the day after, verification says that the term has ended.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return record.state == "active" and is_case_secretariat(user, record.decision.application)

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        certificates.end_term(self.record, on=data["last_day"], reason=data["reason"], by=self.request.user)


VERBS: dict[str, Any] = {
    "reinstate": ReinstateView,
    "suspend": SuspendView,
    "end_term": EndTermView,
    "surrender": SurrenderView,
    "withdraw": WithdrawView,
}


class CertificateDesk(DeskViewSet):
    """Certificates of the programs in which one has a role."""

    model = Certificate
    name = "certificates"
    url_prefix = "certificates"
    icon = "doc-full"
    menu_order = 120
    can_enter = staticmethod(reads_certifications)
    list_display = [
        Column("number", label=_("number"), sort_key="number"),
        Column("name", label=_("name"), sort_key="name_ja"),
        Column("holder", label=_("holder"), sort_key="holder_ja"),
        Column("level", label=_("level")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("issued_on", label=_("issued"), sort_key="issued_on"),
        Column("valid_until", label=_("valid until"), sort_key="valid_until"),
    ]
    search_fields = ["number", "code", "name_ja", "name_en", "holder_ja", "holder_en", "subject__name_kana"]
    list_filter = ["program", "state", "fiscal_year", "level"]
    list_export = [
        "number", "code", "program.slug", "level.name_ja", "name_ja", "name_en", "name_zh", "holder_ja", "holder_en",
        "get_state_display", "state_since", "issued_on", "valid_from", "valid_until", "fiscal_year",
    ]  # fmt: skip
    export_filename = "certificates"
    detail_fields = (
        "number", "program", "level", "category", "name_ja", "name_en", "name_zh", "holder_ja", "holder_en", "area",
        "fiscal_year", "issued_on", "valid_from", "valid_until", "state_since", "state_reason_ja",
    )  # fmt: skip
    detail_template_name = "certifications/desk/certificate.html"
    object_views = VERBS

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related(
            "program", "level", "category", "area", "decision__application__round__program", "decision__application__subject"
        )

    def detail_context(self, request: HttpRequest, record: Certificate) -> dict[str, Any]:
        return {
            "status": record.status_on(clock.today()),
            "code": codes.grouped(record.code),
            "verbs": verbs_for(self, request, record, VERBS),
            "history": record.history.select_related("by").order_by("-seq"),
        }
