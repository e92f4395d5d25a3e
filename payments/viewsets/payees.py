"""The desk of those to whom fees are paid."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from home.desk import DeskViewSet
from payments.actions import payees
from payments.forms import PayeeForm
from payments.models import Payee
from payments.permissions import can_add_payees, can_change_payees, can_see_payees


def may_change(user: Any, _payee: Payee) -> bool:
    """Whoever may change payees may change any of them."""
    return can_change_payees(user)


class PayeeDesk(DeskViewSet):
    """To whom fees are paid."""

    model = Payee
    name = "payees"
    icon = "tag"
    menu_order = 400
    can_enter = staticmethod(can_see_payees)
    can_add = staticmethod(can_add_payees)
    can_change = staticmethod(may_change)
    list_display = [
        Column("name", label=_("name"), sort_key="name_ja"),
        Column("registration_number", label=_("registration number")),
        Column("method_names", label=_("ways to pay")),
    ]
    search_fields = ["code", "name_ja", "name_en", "name_zh", "registration_number"]
    list_export = ["code", "name_ja", "name_en", "name_zh", "registration_number", "method_names", "bank_account"]
    export_headings = {"method_names": _("ways to pay")}
    detail_fields = (
        "code",
        "name_ja",
        "name_en",
        "name_zh",
        "registration_number",
        "bank_account",
        "write_off_limit",
        "first_reminder",
        "second_reminder",
    )
    form_class = PayeeForm
    problems = {payees.AccountMissing: _("Please give the bank account: bank transfer is among the ways to pay.")}

    def facts(self, record: Payee) -> list[tuple[str, Any]]:
        return [*super().facts(record), (str(_("ways to pay")), record.method_names)]

    def form_kwargs(self, record: Any) -> dict[str, Any]:
        # A fresh copy: the form writes what was typed into its instance, and the action compares with the row.
        return {} if record is None else {"instance": Payee.objects.get(pk=record.pk)}

    def save(self, form: Any, record: Any, by: Any) -> Payee:
        facts = dict(form.cleaned_data)
        return payees.save(record, row_version=facts.pop("row_version"), by=by, **facts)
