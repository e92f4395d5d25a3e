"""The desks of finance."""

from payments.viewsets.bank import BankLineDesk, BankListDesk
from payments.viewsets.orders import OrderDesk
from payments.viewsets.payees import PayeeDesk
from payments.viewsets.refunds import RefundDesk
from payments.viewsets.reminders import ReminderDesk

__all__ = ["BankLineDesk", "BankListDesk", "OrderDesk", "PayeeDesk", "RefundDesk", "ReminderDesk"]
