"""The desk of reminders: whom we have asked to pay, and what is owed still."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from home.desk import DeskViewSet
from payments.models import Reminder
from payments.permissions import can_see_orders


class ReminderDesk(DeskViewSet):
    """The newest first. They are sent by the worker, by the days of the payee."""

    model = Reminder
    name = "reminders"
    icon = "mail"
    menu_order = 405
    can_enter = staticmethod(can_see_orders)
    when_empty = _("Reminders are sent by themselves, on the days that stand with the payee.")
    list_display = [
        Column("order", label=_("order")),
        Column("order.buyer", label=_("name on the invoice")),
        Column("place", label=_("which reminder"), sort_key="place"),
        Column("owed", label=_("owed then (yen)"), sort_key="owed"),
        Column("sent_at", label=_("when"), sort_key="sent_at"),
        Column("order.get_state_display", label=_("state")),
    ]
    list_filter = ["place", "order__state"]
    search_fields = ["order__code", "order__buyer"]
    list_export = ["order.code", "order.buyer", "place", "owed", "sent_at"]
    export_headings = {"order.code": _("order code"), "order.buyer": _("name on the invoice")}
    export_filename = "reminders"
    detail_fields = ("order", "place", "owed", "sent_at")

    def listed(self, records: Any) -> Any:
        return records.select_related("order")
