"""The desk of withdrawals: what the holder was told, what she answered, and the decision of a second person."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications.actions import withdrawals
from certifications.certificate_permissions import may_decide_withdrawal, may_keep
from certifications.certificate_states import UNDER_WAY, WithdrawalState
from certifications.models import Withdrawal
from certifications.permissions import reads_certifications
from certifications.refusals import Refusal
from certifications.states import ToldBy
from certifications.viewsets import menus
from certifications.viewsets.forms import PublicReasonForm
from home import clock
from home.desk import DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for


class EnterAnswerForm(forms.Form):
    """What the holder wrote or said."""

    told_by = forms.ChoiceField(label=_("how the answer came"), choices=ToldBy.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("answer of the holder"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}))


class EnterAnswerView(DeskVerbView):
    label, verb_form = _("Enter the holder's answer"), EnterAnswerForm
    refusals = (Refusal,)
    explanation = _("What came by letter, or was said by telephone, at the counter or at the hearing.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state == WithdrawalState.NOTICED and may_keep(user, record.certificate)

    def act(self, form: Any) -> None:
        withdrawals.enter_answer(self.record, by=self.request.user, **form.cleaned_data)


class DecisionView(DeskVerbView):
    """A decision, when the holder has answered or her last day has passed."""

    refusals = (Refusal,)

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        ripe = record.state == WithdrawalState.ANSWERED or clock.today() > record.answer_until
        return record.state in UNDER_WAY and ripe and may_decide_withdrawal(user, record)


class UpholdForm(PublicReasonForm):
    """What the public reads, and why it was decided so."""

    note = forms.CharField(
        label=_("reasons of the decision, for the office"),
        help_text=_("Please say how the holder's answer was considered."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class UpholdView(DecisionView):
    label, verb_form = _("Withdraw for good"), UpholdForm
    explanation = _(
        "This cannot be undone. The register keeps the entry with its status and your reason. The holder gets a letter."
    )

    def act(self, form: Any) -> None:
        data = dict(form.cleaned_data)
        note = data.pop("note")
        withdrawals.uphold(self.record, reason=data, note=note, by=self.request.user)


class DropForm(forms.Form):
    """Why the certificate stays."""

    note = forms.CharField(
        label=_("reasons of the decision, for the office"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class DropView(DecisionView):
    label, verb_form = _("Do not withdraw"), DropForm
    explanation = _("The certificate stays as it is. The holder gets a letter.")

    def act(self, form: Any) -> None:
        withdrawals.drop(self.record, note=form.cleaned_data["note"], by=self.request.user)


VERBS: dict[str, Any] = {"enter_answer": EnterAnswerView, "uphold": UpholdView, "drop": DropView}


class WithdrawalDesk(DeskViewSet):
    """Withdrawals of certificates of the programs in which one has a role."""

    model = Withdrawal
    name = "withdrawals"
    url_prefix = "withdrawals"
    icon = "warning"
    menu_order = 121
    menu_hook = menus.LIFE
    can_enter = staticmethod(reads_certifications)
    list_display = [
        Column("certificate", label=_("certificate"), sort_key="certificate__number"),
        Column("holder", label=_("holder"), accessor="certificate.holder"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("get_reason_class_display", label=_("kind of reason"), sort_key="reason_class"),
        Column("answer_until", label=_("last day for the answer"), sort_key="answer_until"),
        Column("begun_by", label=_("begun by")),
    ]
    list_filter = ["state", "reason_class"]
    search_fields = ["certificate__number", "certificate__name_ja", "certificate__holder_ja"]
    list_export = [
        "certificate.number", "certificate.holder_ja", "get_state_display", "get_reason_class_display", "begun_at",
        "answer_until", "answered_at", "decided_at",
    ]  # fmt: skip
    export_filename = "withdrawals"
    detail_template_name = "certifications/desk/withdrawal.html"
    object_views = VERBS

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related(
            "certificate__decision__application__round__program", "certificate__decision__application__subject",
            "certificate__program", "begun_by", "answered_by", "decided_by",
        )  # fmt: skip

    def detail_context(self, request: HttpRequest, record: Withdrawal) -> dict[str, Any]:
        user: Any = request.user
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "under_way": record.state in UNDER_WAY,
            "waits": record.state == WithdrawalState.NOTICED and clock.today() <= record.answer_until,
            "began_it": record.begun_by_id == user.pk,
            "history": record.history.select_related("by").order_by("-seq"),
        }
