"""The desk of refunds: what is to be paid back to whom, approved by a second person; the list for the bank."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column

from home import clock
from home.desk import DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from payments.actions import refunds
from payments.forms import AccountForm, DeclineRefundForm, SentForm
from payments.models import Refund
from payments.permissions import can_refund, can_see_refunds
from payments.states import OPEN_REFUNDS, RefundState


class RefundVerb(DeskVerbView):
    """A verb of finance on a refund, in the states in which it makes sense."""

    states: tuple[str, ...] = ()
    refusals = (refunds.Refused,)

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.states and can_refund(user)


class AccountView(RefundVerb):
    label, verb_form, states = _("Enter the account"), AccountForm, (RefundState.PROPOSED,)
    explanation = _("When the buyer has said it by telephone or on paper. She can enter it herself by the link of the letter.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Refund.objects.get(pk=self.record.pk)}

    def act(self, form: Any) -> None:
        refunds.give_account(self.record, by=self.request.user, **form.cleaned_data)


class ApproveView(RefundVerb):
    label, states = _("Approve the refund"), (RefundState.PROPOSED,)
    explanation = _("Amount, reason and account are right. From then on the account stays as it is.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record.has_account and record.proposed_by_id != user.pk

    def act(self, form: Any) -> None:
        refunds.approve(self.record, by=self.request.user)


class SendView(RefundVerb):
    label, verb_form, states = _("Note that it was sent"), SentForm, (RefundState.APPROVED,)
    explanation = _("The bank has carried it out. The ledger is booked, and the buyer gets a letter.")

    def get_initial(self) -> dict[str, Any]:
        return {"day": clock.today()}

    def act(self, form: Any) -> None:
        refunds.send(self.record, day=form.cleaned_data["day"], by=self.request.user)


class DeclineView(RefundVerb):
    label, verb_form, states = _("Decline the refund"), DeclineRefundForm, OPEN_REFUNDS
    explanation = _("Nothing is sent. The amount stays owed back, and can be proposed again.")

    def act(self, form: Any) -> None:
        refunds.decline(self.record, reason=form.cleaned_data["reason"], by=self.request.user)


VERBS: dict[str, Any] = {"approve": ApproveView, "account": AccountView, "send": SendView, "decline": DeclineView}


class RefundDesk(DeskViewSet):
    """The newest first; those that are approved are the list for the bank, as a file."""

    model = Refund
    name = "refunds"
    icon = "resubmit"
    menu_order = 404
    can_enter = staticmethod(can_see_refunds)
    when_empty = _("When an order is cut or cancelled after it was paid, propose the refund on the page of the order.")
    list_display = [
        Column("order", label=_("order")),
        Column("order.buyer", label=_("name on the invoice")),
        Column("amount", label=_("amount (yen)"), sort_key="amount"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("proposed_at", label=pgettext_lazy("refund", "proposed on"), sort_key="proposed_at"),
        Column("proposed_by", label=_("proposed by")),
        Column("approved_by", label=_("approved by")),
    ]
    list_filter = ["state", "order__payee"]
    search_fields = ["order__code", "order__buyer", "holder"]
    list_export = [
        "order.code", "order.buyer", "amount", "bank", "branch", "get_account_kind_display", "account_number", "holder",
        "get_state_display", "sent_on",
    ]  # fmt: skip
    export_headings = {
        "order.code": _("order code"),
        "order.buyer": _("name on the invoice"),
        "get_account_kind_display": _("kind of account"),
        "get_state_display": _("state"),
        "account": _("account"),
    }
    export_filename = "refunds"
    detail_fields = (
        "order", "amount", "reason", "state", "account", "proposed_by", "proposed_at", "approved_by", "sent_on",
    )  # fmt: skip
    detail_template_name = "payments/desk/refund.html"
    object_views = VERBS

    def listed(self, records: Any) -> Any:
        return records.select_related("order", "proposed_by", "approved_by")

    def detail_context(self, request: HttpRequest, record: Refund) -> dict[str, Any]:
        return {"verbs": verbs_for(self, request, record, VERBS), "history": record.history.select_related("by")}
