"""The desk of payments: lists of the bank are read in, and each payment is allocated to an order, with suggestions."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from home.desk import DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from payments.actions import bank
from payments.forms import AllocateForm, BankListForm, DeallocateForm
from payments.models import BankLine, BankList
from payments.payer_matching import Suggestion
from payments.permissions import can_match_payments, can_see_bank

WHY: Mapping[str, Any] = {
    "code": _("the order code stands in the transfer"),
    "name": _("the name is the same"),
    "similar": _("the name is similar"),
    "exact": _("the amount is exact"),
}


class BankListDesk(DeskViewSet):
    """Files of the bank that were read in."""

    model = BankList
    name = "bank-lists"
    icon = "upload"
    menu_order = 403
    can_enter = staticmethod(can_see_bank)
    can_add = staticmethod(can_match_payments)
    when_empty = _("Fetch the list of transfers received from the bank's pages and read it in here.")
    list_display = [
        Column("name", label=_("file")),
        Column("payee", label=_("payee")),
        Column("read_at", label=_("read in"), sort_key="read_at"),
        Column("read_by", label=_("by")),
        Column("found", label=_("payments in the file")),
        Column("added", label=_("new payments")),
    ]
    search_fields = ["name", "payee__name_ja", "payee__name_en"]
    list_filter = ["payee", "read_at"]
    list_export = ["name", "payee.name", "read_at", "read_by", "found", "added", "sha256"]
    export_filename = "bank-lists"
    detail_fields = ("name", "payee", "read_at", "read_by", "found", "added", "sha256")
    export_headings = {"sha256": "SHA-256", "payee.name": _("payee")}
    form_class = BankListForm
    problems = {bank.NothingNew: bank.NothingNew.words}

    def listed(self, records: Any) -> Any:
        return records.select_related("payee", "read_by")

    def form_kwargs(self, record: Any) -> dict[str, Any]:
        return {}

    def save(self, form: Any, record: Any, by: Any) -> BankList:
        facts = form.cleaned_data
        return bank.read_in(facts["payee"], form.lines, name=facts["file"].name, content=form.content, by=by)


class LineVerb(DeskVerbView):
    """A verb of finance about one payment."""

    refusals = (bank.Refused,)


class AllocateView(LineVerb):
    label, verb_form = _("Allocate to an order"), AllocateForm
    explanation = _("When nothing is owed any more, the order is paid, and the buyer gets a letter with the receipt.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return bool(record.rest) and can_match_payments(user)

    def get_initial(self) -> dict[str, Any]:
        return {"order": self.request.GET.get("order", "")}

    def act(self, form: Any) -> None:
        facts = form.cleaned_data
        bank.allocate(self.record, facts["order"], keep_rest=facts["keep_rest"], by=self.request.user)


class DeallocateView(LineVerb):
    label, verb_form = _("Take an allocation back"), DeallocateForm
    explanation = _("The order is to be paid again: its receipt is void, and the buyer is told. The ledger keeps both entries.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.rest < record.amount and can_match_payments(user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"line": self.record}

    def act(self, form: Any) -> None:
        bank.deallocate(form.cleaned_data["allocation"], reason=form.cleaned_data["reason"], by=self.request.user)


VERBS: dict[str, Any] = {"allocate": AllocateView, "deallocate": DeallocateView}


class BankLineDesk(DeskViewSet):
    """Payments received, the newest first, with what is not allocated yet."""

    model = BankLine
    name = "payments-received"
    icon = "download"
    menu_order = 402
    can_enter = staticmethod(can_see_bank)
    when_empty = _("Read a list of the bank in (“Lists of the bank”): each transfer received then stands here.")
    list_display = [
        Column("payer", label=_("payer"), sort_key="payer"),
        Column("day", label=_("day of value"), sort_key="day"),
        Column("amount", label=_("amount (yen)"), sort_key="amount"),
        Column("rest", label=_("not allocated (yen)"), sort_key="rest_now"),
        Column("state", label=_("state")),
        Column("payee", label=_("payee")),
    ]
    list_filter = ["payee", "day"]
    search_fields = ["payer", "allocations__order__code", "allocations__order__buyer"]
    list_export = ["day", "payer", "amount", "rest", "state", "payee.name"]
    export_headings = {"rest": _("not allocated (yen)"), "state": _("state"), "payee.name": _("payee")}
    detail_fields = ("payer", "day", "amount", "rest", "state", "payee", "list")
    detail_template_name = "payments/desk/payment.html"
    object_views = VERBS

    def listed(self, records: Any) -> Any:
        return records.select_related("payee", "list").with_rest()

    def detail_context(self, request: HttpRequest, record: BankLine) -> dict[str, Any]:
        may = AllocateView.may(request.user, record)
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "allocate_url": self.url_of(record, "allocate") if may else "",
            "suggestions": [(order, each, told(each)) for order, each in bank.suggestions(record)] if record.rest else [],
            "allocations": record.allocations.select_related("order", "journal__by", "journal__reversed_by__by"),
        }


def told(each: Suggestion) -> list[str]:
    """Why an order is suggested, and what speaks against it, in plain words."""
    said = [str(WHY[reason]) for reason in each.reasons if reason in WHY]
    if not {"code", "name", "similar"} & set(each.reasons):
        said.append(gettext("but the name is another"))
    amount = abs(each.difference)
    if "short" in each.reasons:
        said.append(gettext("%(yen)s yen short (the bank's fee?)") % {"yen": f"{amount:,}"})
    elif each.difference < 0:
        said.append(gettext("a part: %(yen)s yen are missing") % {"yen": f"{amount:,}"})
    elif each.difference > 0:
        said.append(gettext("%(yen)s yen too much") % {"yen": f"{amount:,}"})
    return said
