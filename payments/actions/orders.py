"""Orders: placed by the floors above in the transaction of what is bought, paid by the ledger, lapsed or cancelled.

A floor above sells something like this:

    from payments.actions import orders

    with transaction.atomic():
        registration = Registration.objects.create(...)
        order = orders.place(
            payee=event.payee,
            method="transfer",                       # one of payee.payable_methods, or "waiver"
            lines=[orders.Line(f"registration:{registration.public_id}", {"ja": "セミナー参加費"}, 5_500)],
            organization=organization,               # or None, and then name=... and kana=...
            email="hanako@company.example",
            language="ja",
            by=request.user,                         # None for somebody without an account
        )
        if order.state == "paid":                    # nothing was to be paid: confirm at once
            ...
        # hold the place until order.hold_until; link to order.url, where the buyer sees what to pay

and offers in its `reactions.py` what shall happen in the same transaction as the payment (all keyword-only but the order):

    def order_paid(order, *, by):                    # confirm what `order.lines` name in `about`
    def order_unpaid(order, *, by):                  # a payment had been given to the wrong order: not paid after all
    def order_lapsed(order, *, by):                  # lapsed or cancelled: give the place back (also after one's own cancel)

A reaction looks up its own records by `line.about` and leaves alone what is not its own, or has moved on already.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from home import clock
from home.languages import COLUMN_LANGUAGES
from home.states import IllegalTransition, change_state
from organizations import addresses
from organizations.models import Organization
from payments import emails, hold_times, order_codes, tax
from payments.actions import invoices, ledger, settling
from payments.actions.ledger import Move
from payments.models import Order, OrderLine, Payee
from payments.permissions import can_cancel_order, can_change_orders
from payments.states import Account, Cause, InvoiceKind, Method, OrderState


class NothingOrdered(Exception):
    """An order has at least one line."""


class MethodNotOffered(Exception):
    """One cannot pay this payee in this way now."""


class BuyerMissing(Exception):
    """An order names an organization or a person, and an address for letters."""


class NotDue(Exception):
    """The time to pay is not over, or something has been paid: a person decides."""


class TimeOver(Exception):
    """More time ends in the future."""


class ReasonMissing(Exception):
    """Whoever cancels an order says why."""


@dataclass(frozen=True)
class Line:
    """Something bought: what the floor above finds it by, its words by language (ja, en, zh), the unit price in yen."""

    about: str
    words: Mapping[str, str]
    price: int
    quantity: int = 1
    tax_rate: int = field(default=tax.STANDARD_RATE)


@transaction.atomic
def place(
    *,
    payee: Payee,
    lines: Iterable[Line],
    method: str,
    email: str,
    organization: Organization | None = None,
    name: str = "",
    kana: str = "",
    language: str = "ja",
    hold_until: datetime | None = None,
    tax_included: bool = True,
    terms: str = "",
    by: Any,
) -> Order:
    """Writes an order down, books what is owed, gives it a code; for a transfer issues the invoice; a letter says how to pay.

    Whether `by` may buy is the caller's question. `hold_until` defaults by way to pay (hold_times). An order of nothing, or
    with a waived fee, is paid at once: then `state` is "paid", no reaction is called and no letter written.
    Raises NothingOrdered, MethodNotOffered, BuyerMissing.
    """
    wanted = list(lines)
    if not wanted:
        raise NothingOrdered
    if method != Method.WAIVER and method not in payee.payable_methods:
        raise MethodNotOffered
    buyer = (organization.name_ja if organization else name).strip()
    if not buyer or not email.strip():
        raise BuyerMissing
    now = clock.now()
    shares = tax.of_lines(((line.price * line.quantity, line.tax_rate) for line in wanted), inclusive=tax_included)
    total = sum(share.gross for share in shares.values())
    free = method == Method.WAIVER or not total
    order = Order.objects.create(
        code=_fresh_code(),
        payee=payee,
        organization=organization,
        buyer=buyer,
        buyer_kana=(kana or (organization.name_kana if organization else "")).strip(),
        email=addresses.normalize(email),
        language=language,
        method=method,
        state=OrderState.PAID if free else OrderState.PLACED,
        total=total,
        tax_included=tax_included,
        terms=terms,
        placed_at=now,
        placed_by=by,
        hold_until=None if free else hold_until or hold_times.until(method, now.astimezone(clock.TOKYO)),
        paid_at=now if free else None,
    )
    OrderLine.objects.bulk_create(_row(order, place, line) for place, line in enumerate(wanted, 1))
    order.history.append(order, action="order.place", by=by, to_state=order.state, facts={"total": total}, held=True)
    if not free:
        moves = [Move(Account.RECEIVABLE, Account.REVENUE, share.net, rate) for rate, share in shares.items()]
        moves += [Move(Account.RECEIVABLE, Account.TAX, share.tax, rate) for rate, share in shares.items()]
        ledger.write(payee, Cause.PLACED, moves, key=_sale(order), by=by, order=order)
        if method == Method.TRANSFER:
            invoices.issue(order, InvoiceKind.INVOICE, by=by)
        emails.placed(order)
    return order


@transaction.atomic
def extend(order: Order, *, hold_until: datetime, by: Any) -> None:
    """Gives the buyer more time. Nothing but the date changes. Raises TimeOver, home.states.IllegalTransition."""
    if by is not None and not can_change_orders(by):
        raise PermissionDenied
    current = settling.locked(order)
    if current.state != OrderState.PLACED:
        raise IllegalTransition(current, OrderState.PLACED)
    if hold_until <= clock.now():
        raise TimeOver
    facts = {"until": hold_until.isoformat()}
    Order.objects.filter(pk=current.pk).update(hold_until=hold_until)
    current.history.append(current, action="order.extend", by=by, facts=facts, held=True)
    order.refresh_from_db()


@transaction.atomic
def cancel(order: Order, *, reason: str, by: Any) -> None:
    """Cancels an order that is to be paid, or was paid: what was sold is taken back, what came in is to be paid back.

    `by` is finance, the buyer (an editor of the organization, who placed it), or None when the floor above has asked
    already. The floors above are told. Raises ReasonMissing, home.states.IllegalTransition.
    """
    if by is not None and not can_cancel_order(by, order):
        raise PermissionDenied
    if not reason.strip():
        raise ReasonMissing
    current = settling.locked(order)
    was_paid = current.state == OrderState.PAID and not current.is_waived
    change_state(current, OrderState.CANCELLED, by=by, action="order.cancel", note=reason)
    if was_paid and current.total:
        invoices.issue(current, InvoiceKind.CREDIT, by=by)
    else:
        _void(current)
    emails.cancelled(current, reason)
    _take_sale_back(current, Cause.CANCELLED, by=by)
    settling.tell_lapsed(current, by=by)
    order.refresh_from_db()


@transaction.atomic
def expire(order: Order, *, by: Any = None) -> None:
    """Lets an order lapse whose time to pay is over. Raises NotDue when it is not, or something has been paid of it."""
    current = settling.locked(order)
    if not Order.objects.to_lapse(clock.transaction_now()).filter(pk=current.pk).exists():
        raise NotDue
    change_state(current, OrderState.EXPIRED, by=by, action="order.expire")
    _void(current)
    emails.lapsed(current)
    _take_sale_back(current, Cause.EXPIRED, by=by)
    settling.tell_lapsed(current, by=by)
    order.refresh_from_db()


def _take_sale_back(order: Order, cause: str, *, by: Any) -> None:
    sale = order.journals.filter(key=_sale(order)).first()
    if sale is None:  # nothing was owed
        return
    ledger.take_back(sale, cause, by=by)
    settling.take_write_off_back(order, cause, by=by)
    for cut in order.journals.filter(cause=Cause.REDUCED, reverses__isnull=True).exclude(key__endswith=":claim"):
        ledger.take_back(cut, cause, by=by)
    balances = order.ledger_entries().balances()
    back = [
        Move(Account.RECEIVABLE, Account.REFUNDS, -balances[Account.RECEIVABLE]),
        Move(Account.OVERPAID, Account.REFUNDS, -balances[Account.OVERPAID]),
    ]
    if any(move.amount for move in back):
        ledger.write(order.payee, cause, back, key=f"{_sale(order)}:refund", by=by, order=order)


def _void(order: Order) -> None:
    """What was asked for and never paid is not asked for any more, nor credited."""
    for kind in (InvoiceKind.INVOICE, InvoiceKind.CREDIT):
        invoices.void(order, kind)


def _sale(order: Order) -> str:
    """The key of the journal that says what was sold."""
    return f"order:{order.public_id}:placed"


def _fresh_code() -> str:
    while Order.objects.filter(code=(code := order_codes.generate())).exists():
        pass
    return code


def _row(order: Order, place: int, line: Line) -> OrderLine:
    words = {f"description_{language}": line.words.get(language, "") for language in COLUMN_LANGUAGES}
    return OrderLine(
        order=order,
        place=place,
        about=line.about,
        quantity=line.quantity,
        price=line.price,
        tax_rate=line.tax_rate,
        **words,
    )
