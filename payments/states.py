"""Ways to pay, what an order can be, and the accounts of the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.states import Moves


class Method(models.TextChoices):
    TRANSFER = "transfer", _("bank transfer")
    CARD = "card", _("credit card")
    KONBINI = "konbini", _("convenience store")
    WAIVER = "waiver", _("fee waived")


# What a payee offers to everybody. A waiver is granted, not chosen.
OFFERED = (Method.TRANSFER, Method.CARD, Method.KONBINI)


class OrderState(models.TextChoices):
    PLACED = "placed", _("to be paid")
    PAID = "paid", _("paid")
    EXPIRED = "expired", _("lapsed")
    CANCELLED = "cancelled", pgettext_lazy("order", "cancelled")


# Whether an order is partly paid is no state: the ledger says what is still owed.
# From paid back to placed leads only the counter-entry of a payment that was given to the wrong order.
ORDER_MOVES: Moves = {
    OrderState.PLACED: frozenset({OrderState.PAID, OrderState.EXPIRED, OrderState.CANCELLED}),
    OrderState.PAID: frozenset({OrderState.PLACED, OrderState.CANCELLED}),
    OrderState.EXPIRED: frozenset(),
    OrderState.CANCELLED: frozenset(),
}


class Account(models.TextChoices):
    """The accounts of the ledger. A balance is what was debited less what was credited."""

    RECEIVABLE = "receivable", _("receivable")
    BANK = "bank", _("bank")
    CLEARING = "clearing", _("card clearing")
    UNALLOCATED = "unallocated", _("received, not allocated yet")
    REVENUE = "revenue", _("fees")
    TAX = "tax", _("consumption tax payable")
    OVERPAID = "overpaid", _("overpaid")
    REFUNDS = "refunds", _("refunds payable")
    CHARGES = "charges", _("bank charges borne")


class Cause(models.TextChoices):
    """Why a journal was written."""

    PLACED = "placed", _("an order was placed")
    REDUCED = "reduced", _("an order was cut")
    EXPIRED = "expired", _("an order has lapsed")
    CANCELLED = "cancelled", _("an order was cancelled")
    RECEIVED = "received", _("money came in")
    ALLOCATED = "allocated", _("a payment was allocated")
    DEALLOCATED = "deallocated", _("an allocation was taken back")
    WRITTEN_OFF = "written_off", _("a difference was written off")
    REFUNDED = "refunded", _("money was paid back")


class RefundState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("refund", "proposed")
    APPROVED = "approved", pgettext_lazy("refund", "approved")
    SENT = "sent", pgettext_lazy("refund", "sent")
    DECLINED = "declined", pgettext_lazy("refund", "declined")


REFUND_MOVES: Moves = {
    RefundState.PROPOSED: frozenset({RefundState.APPROVED, RefundState.DECLINED}),
    RefundState.APPROVED: frozenset({RefundState.SENT, RefundState.DECLINED}),
    RefundState.SENT: frozenset(),
    RefundState.DECLINED: frozenset(),
}
OPEN_REFUNDS = (RefundState.PROPOSED, RefundState.APPROVED)


class AccountKind(models.TextChoices):
    """Of a bank account in Japan."""

    ORDINARY = "ordinary", pgettext_lazy("bank account", "ordinary")
    CURRENT = "current", pgettext_lazy("bank account", "current")


class InvoiceKind(models.TextChoices):
    """Each has a series of numbers of its own."""

    INVOICE = "invoice", _("Invoice")
    RECEIPT = "receipt", pgettext_lazy("paper", "Receipt")
    CREDIT = "credit", _("Credit note")
