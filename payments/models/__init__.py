"""The records of this floor."""

from payments.models.bank import Allocation, BankLine, BankList
from payments.models.invoices import Invoice, InvoiceSeries
from payments.models.ledger import Journal, LedgerEntry
from payments.models.orders import Order, OrderEvent, OrderLine
from payments.models.payees import Payee, PayeeEvent, validate_invoice_number, validate_methods
from payments.models.refunds import Refund, RefundEvent
from payments.models.reminders import Reminder

__all__ = [
    "Allocation",
    "BankLine",
    "BankList",
    "Invoice",
    "InvoiceSeries",
    "Journal",
    "LedgerEntry",
    "Order",
    "OrderEvent",
    "OrderLine",
    "Payee",
    "PayeeEvent",
    "Refund",
    "RefundEvent",
    "Reminder",
    "validate_invoice_number",
    "validate_methods",
]
