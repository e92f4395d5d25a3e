"""What happens here in the same transaction when an order is paid, is not paid after all, or is not valid any more."""

from typing import Any

from events.actions import acceptances, fees
from events.models import Exhibitor
from payments.models import Order


def order_paid(order: Order, *, by: Any) -> None:
    """Who has paid has her place."""
    fees.confirm(order, by=by)


def order_unpaid(order: Order, *, by: Any) -> None:
    """A payment belonged to another order: the place is held until it is paid."""
    fees.hold_again(order, by=by)


def order_lapsed(order: Order, *, by: Any) -> None:
    """Lapsed or cancelled: the place goes to the next in line, and an exhibitor's booths are free again."""
    fees.give_back(order, by=by)
    exhibitor = Exhibitor.objects.accepted().filter(order=order).first()
    if exhibitor is not None:
        acceptances.end(exhibitor, by=by)
