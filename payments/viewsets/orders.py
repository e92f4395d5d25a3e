"""The desk of orders: what is owed, by whom, until when; papers and the ledger of each."""

from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column

from home import clock
from home.desk import DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from payments.actions import orders, reductions, refunds, write_offs
from payments.forms import CancelForm, ExtendForm, ReduceForm, RefundForm
from payments.models import Allocation, LedgerEntry, Order
from payments.permissions import can_change_orders, can_match_payments, can_refund, can_see_orders
from payments.states import OrderState


class OrderVerb(DeskVerbView):
    """A verb of finance, in the states in which it makes sense."""

    states: frozenset[str] = frozenset()

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.states and can_change_orders(user)


class ExtendView(OrderVerb):
    label, verb_form, states = _("Give more time"), ExtendForm, frozenset({OrderState.PLACED})
    explanation = _("The order does not lapse before the end of this day. The buyer sees the new day on the page of the order.")

    def act(self, form: Any) -> None:
        until = datetime.combine(form.cleaned_data["day"], time(23, 59, 59), clock.TOKYO)
        orders.extend(self.record, hold_until=until, by=self.request.user)


class CancelView(OrderVerb):
    label, verb_form = _("Cancel the order"), CancelForm
    states = frozenset({OrderState.PLACED, OrderState.PAID})
    explanation = _("What was held is free again; what was paid is to be paid back, with a credit note. The buyer gets a letter.")

    def act(self, form: Any) -> None:
        orders.cancel(self.record, reason=form.cleaned_data["reason"], by=self.request.user)


class ReduceView(OrderVerb):
    label, verb_form = _("Cut the order"), ReduceForm
    states = frozenset({OrderState.PLACED, OrderState.PAID})
    refusals = (reductions.Refused,)
    explanation = _(
        "The buyer gets a credit note over the difference, and a letter. What has been paid beyond what stays is to be paid back."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and bool(record.total) and not record.is_waived

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"order": self.record}

    def act(self, form: Any) -> None:
        reductions.reduce(self.record, form.cuts(), reason=form.cleaned_data["reason"], by=self.request.user)


class RefundView(DeskVerbView):
    label, verb_form, refusals = _("Propose a refund"), RefundForm, (refunds.Refused,)
    explanation = _("The buyer is asked by letter for her account. Another person of finance approves it; then it can be sent.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return can_refund(user) and refunds.refundable(record) > 0

    def get_initial(self) -> dict[str, Any]:
        return {"amount": refunds.refundable(self.record)}

    def act(self, form: Any) -> None:
        refunds.propose(self.record, by=self.request.user, **form.cleaned_data)


class WriteOffView(OrderVerb):
    label, states = _("Write the missing fee off"), frozenset({OrderState.PLACED})
    refusals = (write_offs.Refused,)
    explanation = _("The payer has taken the bank's fee off the amount, and the payee bears it. The order is then paid.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        small = record.state in cls.states and record.is_partly_paid and record.owed <= record.payee.write_off_limit
        return small and can_match_payments(user)

    def act(self, form: Any) -> None:
        write_offs.write_off(self.record, by=self.request.user)


VERBS: dict[str, Any] = {
    "extend": ExtendView,
    "write_off": WriteOffView,
    "reduce": ReduceView,
    "cancel": CancelView,
    "refund": RefundView,
}


class OrderDesk(DeskViewSet):
    """The newest first; what is owed comes from the ledger."""

    model = Order
    name = "orders-desk"
    url_prefix = "orders"
    icon = "form"
    menu_order = 401
    can_enter = staticmethod(can_see_orders)
    when_empty = _("When somebody orders something that costs a fee, it stands here.")
    list_display = [
        Column("grouped_code", label=_("order code"), sort_key="code"),
        Column("buyer", label=_("name on the invoice"), sort_key="buyer"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("total", label=_("total (yen)"), sort_key="total"),
        Column("owed", label=_("still owed (yen)"), sort_key="owed_now"),
        Column("hold_until", label=_("to be paid by"), sort_key="hold_until"),
        Column("payee", label=_("payee")),
    ]
    list_filter = ["state", "method", "payee"]
    search_fields = ["code", "buyer", "buyer_kana", "email", "invoices__number"]
    list_export = ["grouped_code", "buyer", "email", "get_state_display", "total", "owed", "hold_until", "paid_at", "payee.name"]
    export_headings = {"grouped_code": _("order code"), "owed": _("still owed (yen)"), "payee.name": _("payee")}
    detail_template_name = "payments/desk/order.html"
    object_views = VERBS

    def listed(self, records: Any) -> Any:
        return records.select_related("payee").with_owed()

    def detail_context(self, request: HttpRequest, record: Order) -> dict[str, Any]:
        entries = LedgerEntry.objects.filter(journal__order=record).select_related("journal")
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "lines": record.lines.all(),
            "papers": record.invoices.order_by("pk"),
            "allocations": Allocation.objects.in_force().filter(order=record).select_related("line"),
            "entries": entries,
            "refunds": record.refunds.all(),
            "credit_label": pgettext_lazy("ledger", "credit"),
            "history": record.history.select_related("by"),
        }
