"""Letters to who buys. They carry the private link to the order's page and no account."""

from typing import Any

from home import clock
from home.actions import letters
from payments.models import Order, Refund


def placed(order: Order) -> None:
    """What was ordered, and where to see how to pay by when."""
    _write("order_placed", order)


def paid(order: Order) -> None:
    """The money is here; the receipt is on the page."""
    _write("order_paid", order)


def unpaid(order: Order) -> None:
    """A payment had been given to this order by mistake: it is not paid after all."""
    _write("order_unpaid", order)


def lapsed(order: Order) -> None:
    """It was not paid in time."""
    _write("order_lapsed", order)


def cancelled(order: Order, reason: str) -> None:
    """It was cancelled, and why."""
    _write("order_cancelled", order, reason=reason)


def partly_paid(order: Order, came_in: int) -> None:
    """A part has come in: what is missing, and how to pay it."""
    late = order.hold_until is not None and order.hold_until < clock.now()
    key = f"{order.public_id}:{order.row_version}:{order.owed}"
    _write("order_partly_paid", order, key=key, came_in=came_in, owed=order.owed, late=late)


def reminder(order: Order, place: int) -> None:
    """It should have been paid: the first or the second reminder."""
    _write("order_reminder", order, key=f"{order.public_id}:{place}", place=place, owed=order.owed)


def reduced(order: Order, reason: str) -> None:
    """It was cut, and why; the credit note is on the page."""
    _write("order_reduced", order, reason=reason)


def refund_proposed(refund: Refund) -> None:
    """Money is to be paid back: to which account?"""
    _write("refund_proposed", refund.order, key=str(refund.public_id), refund=refund)


def refund_sent(refund: Refund) -> None:
    """It was sent."""
    _write("refund_sent", refund.order, key=str(refund.public_id), refund=refund)


def _write(kind: str, order: Order, *, key: str = "", **more: Any) -> None:
    # The row version tells a second payment after a correction from the first.
    letters.write(
        f"payments/{kind}",
        key=f"payments:{kind}:{order.public_id}:{key or order.row_version}",
        to=order.email,
        language=order.language,
        about=f"order:{order.public_id}",
        context={"order": order, "addressee": order.buyer, "code": order.grouped_code, "link": order.url, **more},
    )
