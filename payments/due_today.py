"""What finance has to do today: orders whose day has come, refunds, payments that belong to no order yet."""

from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from home import clock
from home.desk.due import Due, Today, lines
from payments.models import BankLine, Order, Refund
from payments.permissions import can_change_orders, can_match_payments, can_refund


def of(user: Any) -> Today | None:
    """For those who change orders, allocate payments or pay back; who only reads them has nothing to do there."""
    if not (can_change_orders(user) or can_match_payments(user) or can_refund(user)):
        return None
    evening = datetime.combine(clock.today(), time.max, clock.TOKYO)
    orders = Order.objects.visible_to(user).payable_by(evening).order_by("hold_until", "pk")
    refunds = Refund.objects.visible_to(user).awaiting(user).select_related("order").order_by("proposed_at", "pk")
    payments = BankLine.objects.visible_to(user).to_allocate().order_by("day", "pk")
    figures = [
        (count := orders.count(), ngettext("order is due or overdue", "orders are due or overdue", count)),
        (count := refunds.count(), ngettext("refund waits for you", "refunds wait for you", count)),
        (count := payments.count(), ngettext("payment is not allocated", "payments are not allocated", count)),
    ]
    return Today(figures, [*_orders(orders), *_refunds(refunds), *_payments(payments)])


def _orders(found: Any) -> list[Due]:
    def line(order: Order) -> Due:
        day = order.hold_until.astimezone(clock.TOKYO).date() if order.hold_until else None
        words = gettext("To be paid today") if day == clock.today() else gettext("Not paid in time: give more time, or cancel")
        url = reverse("orders-desk:detail", args=[order.public_id])
        return Due(words, f"{order.grouped_code} {order.buyer}", url, day)

    def rest(count: int) -> Due:
        words = ngettext("%(count)d more order", "%(count)d more orders", count) % {"count": count}
        url = f"{reverse('orders-desk:index')}?state=placed&ordering=hold_until"
        return Due(gettext("Not paid in time: give more time, or cancel"), words, url)

    return lines(found, line, rest)


def _refunds(found: Any) -> list[Due]:
    def line(refund: Refund) -> Due:
        words = gettext("Approve the refund") if refund.state == "proposed" else gettext("Send the refund, and note the day")
        url = reverse("refunds:detail", args=[refund.public_id])
        return Due(words, gettext("%(order)s yen") % {"order": refund}, url)

    def rest(count: int) -> Due:
        words = ngettext("%(count)d more refund", "%(count)d more refunds", count) % {"count": count}
        return Due(gettext("Approve or send"), words, reverse("refunds:index"))

    return lines(found, line, rest)


def _payments(found: Any) -> list[Due]:
    def line(payment: BankLine) -> Due:
        title = gettext("%(payment)s, %(yen)s yen") % {"payment": payment, "yen": f"{payment.rest:,}"}
        return Due(gettext("Allocate to an order"), title, reverse("payments-received:detail", args=[payment.public_id]))

    def rest(count: int) -> Due:
        words = ngettext("%(count)d more payment", "%(count)d more payments", count) % {"count": count}
        return Due(gettext("Allocate to an order"), words, reverse("payments-received:index"))

    return lines(found, line, rest)
