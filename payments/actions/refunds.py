"""Paying back: one of finance proposes, another approves, the bank carries it out. Never more than the buyer is owed."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from home import clock
from home.states import IllegalTransition, change_state
from payments import emails
from payments.actions import ledger, settling
from payments.actions.ledger import Move
from payments.models import Order, Refund
from payments.permissions import can_refund
from payments.states import OPEN_REFUNDS, Account, Cause, RefundState


class Refused(Exception):
    """Why money is not paid back, in the reader's words."""

    words: Any = ""

    def __str__(self) -> str:
        return str(self.words)


class MoreThanOwed(Refused):
    """More than the buyer has paid beyond what her order costs, less what is on its way to her."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left

    def __str__(self) -> str:
        if not self.left:
            return _t("Nothing is owed back for this order: cut or cancel it first, or a refund of it is on its way already.")
        return _t("Only %(yen)s yen can be paid back for this order.") % {"yen": f"{self.left:,}"}


class SamePerson(Refused):
    words = _("Whoever has proposed a refund does not approve it.")


class AccountMissing(Refused):
    words = _("Nobody has said yet to which account the money goes.")


class TooLate(Refused):
    words = _("The refund has been approved: the account stays as it is. Please write to us if it is wrong.")


class ReasonMissing(Refused):
    words = _("Please say why.")


class NotYet(Refused):
    words = _("This day lies in the future.")


@transaction.atomic
def propose(order: Order, *, amount: int, reason: str, by: Any) -> Refund:
    """Proposes to pay yen back, and asks the buyer by letter for an account. Raises MoreThanOwed, ReasonMissing."""
    _must(by)
    if not reason.strip():
        raise ReasonMissing
    current = settling.locked(order)
    left = refundable(current)
    if not 0 < amount <= left:
        raise MoreThanOwed(left)
    refund = Refund.objects.create(order=current, amount=amount, reason=reason.strip(), proposed_at=clock.now(), proposed_by=by)
    refund.history.begin([refund], action="refund.propose", by=by, facts={"amount": amount})
    emails.refund_proposed(refund)
    return refund


@transaction.atomic
def give_account(refund: Refund, *, by: Any, **account: str) -> None:
    """Says where the money goes: the buyer by her private link (`by` is None), or finance. Raises TooLate once approved."""
    if by is not None:
        _must(by)
    held = _held(refund)
    if held.state != RefundState.PROPOSED:
        raise TooLate
    names = ("bank", "branch", "account_kind", "account_number", "holder")
    Refund.objects.filter(pk=held.pk).update(**{name: account[name] for name in names})
    held.history.append(held, action="refund.account", by=by, to_state=held.state, held=True)
    refund.refresh_from_db()


@transaction.atomic
def approve(refund: Refund, *, by: Any) -> None:
    """Approves it, as another person than who proposed it. Raises SamePerson, AccountMissing and IllegalTransition."""
    _must(by)
    held = _held(refund)
    if held.state != RefundState.PROPOSED:
        raise IllegalTransition(held, RefundState.APPROVED)
    if held.proposed_by_id == by.pk:
        raise SamePerson
    if not held.has_account:
        raise AccountMissing
    change_state(held, RefundState.APPROVED, by=by, action="refund.approve", approved_by=by)
    refund.refresh_from_db()


@transaction.atomic
def decline(refund: Refund, *, reason: str, by: Any) -> None:
    """Does not pay it back, or not so; the amount can be proposed again. Raises ReasonMissing and IllegalTransition."""
    _must(by)
    if not reason.strip():
        raise ReasonMissing
    change_state(_held(refund), RefundState.DECLINED, by=by, action="refund.decline", note=reason.strip())
    refund.refresh_from_db()


@transaction.atomic
def send(refund: Refund, *, day: date, by: Any) -> None:
    """Notes that the bank has sent the money on a day: the ledger is booked, the buyer gets a letter.

    Raises NotYet, and IllegalTransition for one that nobody has approved or that is sent already.
    """
    _must(by)
    if day > clock.today():
        raise NotYet
    held = _held(refund)
    if held.state != RefundState.APPROVED:
        raise IllegalTransition(held, RefundState.SENT)
    owed_back = -held.order.ledger_entries().balance(Account.REFUNDS)
    first = min(held.amount, owed_back)
    moves = [Move(Account.REFUNDS, Account.BANK, first), Move(Account.OVERPAID, Account.BANK, held.amount - first)]
    key = f"refund:{held.public_id}"
    journal = ledger.write(held.order.payee, Cause.REFUNDED, moves, key=key, by=by, order=held.order, day=day)
    change_state(held, RefundState.SENT, by=by, action="refund.send", sent_on=day, journal=journal)
    emails.refund_sent(held)
    refund.refresh_from_db()


def refundable(order: Order) -> int:
    """Yen that are owed back for an order and are not on their way yet."""
    under_way = order.refunds.filter(state__in=OPEN_REFUNDS).aggregate(sum=Sum("amount"))["sum"] or 0
    return max(order.owed_back - under_way, 0)


def _held(refund: Refund) -> Refund:
    """The refund behind the lock of its order and its own."""
    order = settling.locked(refund.order)
    held: Refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund.pk)
    held.order = order
    return held


def _must(by: Any) -> None:
    if by is None or not can_refund(by):
        raise PermissionDenied
