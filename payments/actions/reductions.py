"""Cutting an order: lines are reduced, with a credit note over the difference; what was paid too much becomes a claim."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from payments import emails, tax
from payments.actions import invoices, ledger, settling
from payments.actions.ledger import Move
from payments.models import Invoice, Order
from payments.permissions import can_change_orders
from payments.states import Account, Cause, OrderState


class Refused(Exception):
    """Why an order is not cut, in the reader's words."""

    words = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.words)


class OrderClosed(Refused):
    words = _("Only an order that is to be paid or is paid can be cut.")


class NothingCut(Refused):
    words = _("Please say by how much at least one line is cut.")


class TooMuch(Refused):
    words = _("A line cannot be cut by more than it costs.")


class NothingStays(Refused):
    words = _("Nothing would be left of the order. Please cancel it instead.")


class ReasonMissing(Refused):
    words = _("Please say why.")


@transaction.atomic
def reduce(order: Order, cuts: Mapping[int, int], *, reason: str, by: Any) -> Invoice:
    """Cuts yen off lines (by their place), as the prices are written. Returns the credit note; with a letter.

    The note says the difference of the order's shares before and after, each rounded once per rate: invoice less credit
    notes is always what stays. What has been paid beyond what stays is owed back; an order of which nothing is owed any more
    is paid. Whether what was sold is less is for the caller, or the floor above. `by` is finance, or None when the floor
    above has asked already. Raises Refused: ReasonMissing, OrderClosed, NothingCut, TooMuch, NothingStays.
    """
    if by is not None and not can_change_orders(by):
        raise PermissionDenied
    if not reason.strip():
        raise ReasonMissing
    current = settling.locked(order)
    if current.state not in (OrderState.PLACED, OrderState.PAID) or current.is_waived:
        raise OrderClosed
    wanted = {place: yen for place, yen in cuts.items() if yen}
    if not wanted:
        raise NothingCut
    lines = {line.place: line for line in current.lines.all()}
    if any(place not in lines or not 0 < yen <= lines[place].amount for place, yen in wanted.items()):
        raise TooMuch
    before = current.shares
    for place, yen in wanted.items():
        current.lines.filter(place=place).update(credited=F("credited") + yen)
    after = current.shares
    total = sum(share.gross for share in after.values())
    if not total:
        raise NothingStays
    cut = {rate: tax.Share(rate, share.net - after[rate].net, share.tax - after[rate].tax) for rate, share in before.items()}
    Order.objects.filter(pk=current.pk).update(total=total, row_version=F("row_version") + 1)
    facts = {"cuts": {str(place): yen for place, yen in wanted.items()}, "total": total}
    event = current.history.append(current, action="order.reduce", by=by, note=reason.strip(), facts=facts, held=True)
    current = settling.locked(order)
    key = f"order:{current.public_id}:reduced:{event.seq}"
    moves = [Move(Account.REVENUE, Account.RECEIVABLE, share.net, rate) for rate, share in cut.items()]
    moves += [Move(Account.TAX, Account.RECEIVABLE, share.tax, rate) for rate, share in cut.items()]
    ledger.write(current.payee, Cause.REDUCED, moves, key=key, by=by, order=current, note=reason.strip()[:300])
    written_off = settling.take_write_off_back(current, Cause.REDUCED, by=by)
    if rest := min(written_off, max(current.owed, 0)):
        settling.write_off(current, rest, by=by)
    settling.claim(current, Cause.REDUCED, key=f"{key}:claim", by=by)
    note = invoices.credit(current, {lines[place]: yen for place, yen in wanted.items()}, list(cut.values()), by=by)
    emails.reduced(current, reason)
    settling.settle(current, by=by)
    order.refresh_from_db()
    return note
