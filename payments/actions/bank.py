"""Payments by transfer: read in from the bank's list, allocated to orders by a person, taken back by counter-entries."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from home import clock
from payments import bank_files, emails, payer_matching
from payments.actions import ledger, settling
from payments.actions.ledger import Move
from payments.models import Allocation, BankLine, BankList, Journal, Order, Payee
from payments.permissions import can_match_payments
from payments.states import Account, Cause, OrderState, RefundState


class Refused(Exception):
    """Why a payment is not allocated, in the reader's words."""

    words = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.words)


class NothingNew(Refused):
    """Every payment of the list is here already."""

    words = _("All payments of this file have been read in before. Nothing was written.")


class NothingLeft(Refused):
    """All of the payment is allocated."""

    words = _("All of this payment is allocated already.")


class OrderClosed(Refused):
    """The order lapsed or was cancelled."""

    words = _("This order has lapsed or is cancelled: what was held is free again. Pay the money back, or take a new order.")


class NothingOwed(Refused):
    """The order is paid."""

    words = _("Nothing is owed for this order any more. Tick the box below if the payment is too much for it all the same.")


class OtherPayee(Refused):
    """The payment came into another account."""

    words = _("This order is to be paid to another payee, into another account.")


class PaidBack(Refused):
    """Of this money something has been paid back, or is about to be."""

    words = _("Money of this order has been paid back, or is about to be. Please decline the refund first.")


class TakenBack(Refused):
    """Somebody took it back before."""

    words = _("This allocation was taken back already.")


class ReasonMissing(Refused):
    """Whoever takes an allocation back says why."""

    words = _("Please say why.")


def _must_match(by: Any) -> None:
    if by is not None and not can_match_payments(by):
        raise PermissionDenied


@transaction.atomic
def read_in(payee: Payee, lines: Sequence[bank_files.Received], *, name: str, content: bytes, by: Any) -> BankList:
    """Writes the payments that are not here yet, all of them or none, and books them as received. Raises NothingNew."""
    _must_match(by)
    list(Payee.objects.select_for_update().filter(pk=payee.pk).values_list("pk"))  # two readers of one file: the second waits
    by_hash = dict(zip(bank_files.keys(lines), lines, strict=True))
    known = set(BankLine.objects.filter(payee=payee, hash__in=by_hash).values_list("hash", flat=True))
    fresh = {key: line for key, line in by_hash.items() if key not in known}
    if not fresh:
        raise NothingNew
    listed = BankList.objects.create(
        payee=payee,
        name=name[:120],
        sha256=hashlib.sha256(content).hexdigest(),
        read_at=clock.now(),
        read_by=by,
        found=len(lines),
        added=len(fresh),
    )
    for key, line in fresh.items():
        row = BankLine.objects.create(
            payee=payee, list=listed, day=line.day, amount=line.amount, payer=line.payer[:200], hash=key
        )
        move = Move(Account.BANK, Account.UNALLOCATED, line.amount)
        ledger.write(payee, Cause.RECEIVED, [move], key=f"bankline:{row.public_id}", by=by, day=line.day)
    return listed


@transaction.atomic
def allocate(line: BankLine, order: Order, *, keep_rest: bool = False, by: Any) -> Allocation:
    """Books what is left of a payment for an order, as far as it is owed; with `keep_rest` also what is too much.

    The order is paid when nothing is owed any more; else a letter says what is missing.
    Raises NothingLeft, OtherPayee, OrderClosed, NothingOwed.
    """
    _must_match(by)
    current = settling.locked(order)
    row = BankLine.objects.select_for_update().get(pk=line.pk)
    rest, owed = row.rest, current.owed
    if not rest:
        raise NothingLeft
    if row.payee_id != current.payee_id:
        raise OtherPayee
    if current.state not in (OrderState.PLACED, OrderState.PAID):
        raise OrderClosed
    part = min(rest, max(owed, 0))
    over = rest - part if keep_rest else 0
    if not part + over:
        raise NothingOwed
    moves = [Move(Account.UNALLOCATED, Account.RECEIVABLE, part), Move(Account.UNALLOCATED, Account.OVERPAID, over)]
    key = f"bankline:{row.public_id}:{row.allocations.count() + 1}"
    journal = ledger.write(row.payee, Cause.ALLOCATED, moves, key=key, by=by, order=current, day=row.day)
    allocation = Allocation.objects.create(line=row, order=current, amount=part + over, journal=journal)
    settling.settle(current, by=by)
    if current.state == OrderState.PLACED:
        emails.partly_paid(current, part)
    order.refresh_from_db()
    return allocation


@transaction.atomic
def deallocate(allocation: Allocation, *, reason: str, by: Any) -> Journal:
    """Takes an allocation back by its counter-entry; an order that was paid by it is to be paid again.

    Raises TakenBack, ReasonMissing, PaidBack, and OrderClosed for one that was cancelled meanwhile: its money is to be paid back.
    """
    _must_match(by)
    if not reason.strip():
        raise ReasonMissing
    order = settling.locked(allocation.order)
    if not Allocation.objects.in_force().filter(pk=allocation.pk).exists():
        raise TakenBack
    if order.state not in (OrderState.PLACED, OrderState.PAID):
        raise OrderClosed
    kept = sum(each.amount for each in order.allocations.in_force().exclude(pk=allocation.pk))
    if kept < sum(order.refunds.exclude(state=RefundState.DECLINED).values_list("amount", flat=True)):
        raise PaidBack
    journal = ledger.take_back(allocation.journal, Cause.DEALLOCATED, by=by, note=reason.strip()[:300])
    settling.take_write_off_back(order, Cause.DEALLOCATED, by=by)
    settling.withdraw_claim(order, Cause.DEALLOCATED, key=f"{journal.key}:claim", by=by)
    settling.settle(order, by=by)
    return journal


def suggestions(line: BankLine) -> list[tuple[Order, payer_matching.Suggestion]]:
    """The orders that the payment may be for, the best first, each with its reasons."""
    rows = Order.objects.filter(payee=line.payee, state=OrderState.PLACED).select_related("organization").with_owed()
    orders = {order.pk: order for order in rows}
    candidates = [
        payer_matching.Candidate(order.pk, order.code, _names(order), order.owed) for order in orders.values() if order.owed > 0
    ]
    return [(orders[each.key], each) for each in payer_matching.suggest(line.payer, line.rest, candidates)]


def _names(order: Order) -> tuple[str, ...]:
    company = order.organization
    return (order.buyer_kana, order.buyer, *((company.name_kana, company.name_ja) if company else ()))
