"""Questions about payees, orders and the ledger."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from home.permissions import is_active_user
from organizations.models import Organization
from payments.permissions import can_refund, can_see_bank, can_see_orders, can_see_payees, can_see_refunds
from payments.states import Account, Method, OrderState, RefundState

BANK_DAYS = timedelta(days=5)  # a transfer of a Friday evening is in the list of Monday, and lists are read in twice a week


class PayeeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All payees for finance and audit, none for others."""
        return self if can_see_payees(user) else self.none()


class OrderQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All orders for finance and audit; for others what they bought."""
        return self if can_see_orders(user) else self.bought_by(user)

    def bought_by(self, user: Any) -> Self:
        """Orders of the person's organizations, and those that she placed for herself."""
        if not is_active_user(user):
            return self.none()
        own = Organization.objects.of_member(user).values("pk")
        return self.filter(Q(organization__in=own) | Q(organization__isnull=True, placed_by=user))

    def about(self, reference: str) -> Self:
        """Orders one of whose lines names the thing."""
        return self.filter(lines__about=reference).distinct()

    def with_owed(self) -> Self:
        """Each order with `owed_now`, what is still to be paid by the ledger, for lists."""
        entries = self.model._meta.get_field("journals").related_model._meta.get_field("entries").related_model.objects
        balance = (
            entries.filter(journal__order=OuterRef("pk"))
            .order_by()
            .values("journal__order")
            .annotate(sum=Sum(signed(Account.RECEIVABLE)))
            .values("sum")
        )
        return self.annotate(owed_now=Coalesce(Subquery(balance), Value(0)))

    def overdue(self, now: datetime) -> Self:
        """Orders whose time to pay is over. One that was paid in part does not lapse by itself: a person decides."""
        return self.filter(state=OrderState.PLACED, hold_until__lte=now)

    def payable_by(self, moment: datetime) -> Self:
        """Orders still to be paid whose time ends, or ended, by the moment."""
        return self.filter(state=OrderState.PLACED, hold_until__lte=moment)

    def to_remind(self, payee: Any, place: int, now: datetime) -> Self:
        """Orders of a payee that are so long overdue that their first or second reminder is due, and was not sent."""
        days = payee.first_reminder if place == 1 else payee.second_reminder
        if days is None:
            return self.none()
        late = self.overdue(now).filter(payee=payee, hold_until__lte=now - timedelta(days=days))
        return late.exclude(reminders__place=place)

    def to_lapse(self, now: datetime) -> Self:
        """Those of them of which nothing has been paid; for a transfer the bank gets some days to tell of it."""
        told = Q(method=Method.TRANSFER, hold_until__lte=now - BANK_DAYS) | ~Q(method=Method.TRANSFER)
        return self.overdue(now).filter(told).with_owed().filter(owed_now=F("total"))


class ReminderQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All reminders for finance and audit, none for others."""
        return self if can_see_orders(user) else self.none()


class RefundQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All refunds for finance and audit, none for others."""
        return self if can_see_refunds(user) else self.none()

    def awaiting(self, user: Any) -> Self:
        """Those on which the user could go on: to approve, with the account known and proposed by another; or to send."""
        if not can_refund(user):
            return self.none()
        proposed = Q(state=RefundState.PROPOSED) & ~Q(account_number="") & ~Q(proposed_by=user)
        return self.filter(proposed | Q(state=RefundState.APPROVED))


class InvoiceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All papers for finance and audit, none for others: buyers see theirs with the order."""
        return self if can_see_orders(user) else self.none()

    def in_force(self) -> Self:
        """Papers that are not void."""
        return self.filter(voided_at__isnull=True)


class BankListQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All lists for finance and audit, none for others."""
        return self if can_see_bank(user) else self.none()


class BankLineQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """All payments for finance and audit, none for others."""
        return self if can_see_bank(user) else self.none()

    def with_rest(self) -> Self:
        """Each payment with `rest_now`, what is not allocated, for lists."""
        rows = self.model._meta.get_field("allocations").related_model.objects.in_force()
        allocated = rows.filter(line=OuterRef("pk")).order_by().values("line").annotate(sum=Sum("amount")).values("sum")
        return self.annotate(rest_now=F("amount") - Coalesce(Subquery(allocated), Value(0)))

    def to_allocate(self) -> Self:
        """Payments of which something is not allocated."""
        return self.with_rest().filter(rest_now__gt=0)


def signed(account: str) -> Case:
    """An entry's amount as the account sees it: debits add, credits take away."""
    return Case(When(debit=account, then=F("amount")), When(credit=account, then=-F("amount")), default=Value(0))


class LedgerEntryQuerySet(models.QuerySet[Any]):
    def balance(self, account: str) -> int:
        """What was debited to the account less what was credited, in yen, within these entries."""
        return int(self.aggregate(sum=Coalesce(Sum(signed(account)), Value(0)))["sum"])

    def balances(self) -> dict[str, int]:
        """The balance of each account, in yen. Together they are zero."""
        found = self.aggregate(**{account.value: Coalesce(Sum(signed(account)), Value(0)) for account in Account})
        return {account.value: int(found[account.value]) for account in Account}
