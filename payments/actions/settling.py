"""What the ledger makes of an order: paid when nothing is owed any more, to be paid again when a payment was taken back."""

from typing import Any

from home import clock
from home.discovery import reactions
from home.states import change_state
from payments import emails
from payments.actions import invoices, ledger
from payments.actions.ledger import Move
from payments.models import Order
from payments.states import Account, Cause, InvoiceKind, OrderState


def locked(order: Order) -> Order:
    """The order as it is now, behind its lock: two payments at once are booked one after the other."""
    return Order.objects.select_for_update(of=("self",)).select_related("payee").get(pk=order.pk)


def settle(order: Order, *, by: Any) -> None:
    """Moves a locked order to where the ledger says it is, with its papers and letters, and tells the floors above.

    All of it in the same transaction.
    They answer in `reactions`: order_paid(order, by=...) and order_unpaid(order, by=...).
    """
    owed = order.owed
    if order.state == OrderState.PLACED and owed <= 0:
        change_state(order, OrderState.PAID, by=by, action="order.pay", paid_at=clock.now())
        invoices.issue(order, InvoiceKind.INVOICE, by=by)
        invoices.issue(order, InvoiceKind.RECEIPT, by=by)
        emails.paid(order)
        _tell("order_paid", order, by)
    elif order.state == OrderState.PAID and owed > 0:
        change_state(order, OrderState.PLACED, by=by, action="order.unpay", facts={"owed": owed}, paid_at=None)
        invoices.void(order, InvoiceKind.RECEIPT)
        emails.unpaid(order)
        _tell("order_unpaid", order, by)


def claim(order: Order, cause: str, *, key: str, by: Any) -> None:
    """Books what was paid of a locked order beyond what it costs now as owed back to the buyer."""
    over = -order.owed
    if over > 0:
        ledger.write(order.payee, cause, [Move(Account.RECEIVABLE, Account.REFUNDS, over)], key=key, by=by, order=order)


def withdraw_claim(order: Order, cause: str, *, key: str, by: Any) -> None:
    """The money is not here after all: what was owed back is first set against what is owed."""
    part = min(order.owed, -order.ledger_entries().balance(Account.REFUNDS))
    if part > 0:
        ledger.write(order.payee, cause, [Move(Account.REFUNDS, Account.RECEIVABLE, part)], key=key, by=by, order=order)


def write_off(order: Order, amount: int, *, by: Any, note: str = "") -> None:
    """Books what is missing of a locked order as a fee of the bank that the payee bears."""
    key = f"order:{order.public_id}:written_off:{order.journals.filter(cause=Cause.WRITTEN_OFF).count() + 1}"
    move = Move(Account.CHARGES, Account.RECEIVABLE, amount)
    ledger.write(order.payee, Cause.WRITTEN_OFF, [move], key=key, by=by, order=order, note=note)


def take_write_off_back(order: Order, cause: str, *, by: Any) -> int:
    """Books the counter-entries of what was written off of a locked order; says how many yen that were."""
    taken = 0
    for journal in order.journals.filter(cause=Cause.WRITTEN_OFF, reversed_by__isnull=True):
        taken += sum(entry.amount for entry in journal.entries.all())
        ledger.take_back(journal, cause, by=by)
    return taken


def tell_lapsed(order: Order, *, by: Any) -> None:
    """Lets the floors above know that the order is not valid any more: order_lapsed(order, by=...)."""
    _tell("order_lapsed", order, by)


def _tell(name: str, order: Order, by: Any) -> None:
    for react in reactions(name):
        react(order, by=by)
