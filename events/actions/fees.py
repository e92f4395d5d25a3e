"""Places that cost a fee: an order is placed with each, and what becomes of the order moves the registration.

Whoever needs both locks the order first and the registration after it, as payments does when money comes in.
"""

from datetime import timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from events import emails
from events.actions import seats, waiting_lists
from events.actions.seats import taken_by
from events.models import Registration, RegistrationTerms
from events.refusals import AddressNeeded, NotPayable
from home import clock, dates
from home.languages import SUFFIXES
from home.states import change_state
from payments import hold_times
from payments.actions import orders
from payments.models import Order
from payments.states import Method, OrderState

AT_LEAST = timedelta(hours=1)  # to pay for an event that has begun
LONGEST = 200


def bill(registration: Registration, *, by: Any, waived: bool = False) -> tuple[str, Order | None]:
    """The state in which somebody stands who gets her seats now, and the order that she has to pay.

    The seats are held until the order's time to pay ends. Free of charge, or with the fee waived, she has her place at once.
    The registration need not be saved yet. Raises AddressNeeded and NotPayable.
    """
    event = registration.event
    if not event.fee_yen:
        return "confirmed", None
    if not registration.email:
        raise AddressNeeded
    if event.payee is None:
        raise NotPayable
    terms = RegistrationTerms.objects.get(event=event)
    try:
        order = orders.place(
            payee=event.payee,
            method=Method.WAIVER if waived else Method.TRANSFER,
            lines=[orders.Line(registration.reference, _words(event), event.fee_yen, registration.seats)],
            email=registration.email,
            name=registration.invoice_name or registration.name,
            kana=registration.kana,
            language=registration.language,
            hold_until=_until(event),
            terms=refund_words(terms, registration.language),
            by=by,
        )
    except orders.MethodNotOffered as refusal:
        raise NotPayable from refusal
    return ("confirmed" if order.state == OrderState.PAID else "paying"), order


def lock(registration: Registration) -> None:
    """Locks the order of a registration, before the registration itself is locked."""
    if registration.order_id is not None:
        list(Order.objects.select_for_update(of=("self",)).filter(pk=registration.order_id).values_list("pk"))


def give_up(registration: Registration, *, refund: bool) -> None:
    """The registration has ended: its order is cancelled, and what was paid is to be paid back, if the terms say so."""
    order = registration.order
    if order is None or order.state not in (OrderState.PLACED, OrderState.PAID):
        return
    if order.state == OrderState.PAID and not refund:
        return
    with translation.override(registration.language):
        reason = _("The registration was cancelled.")
    orders.cancel(order, reason=reason, by=None)


def refunds_now(terms: RegistrationTerms) -> bool:
    """Whether somebody who cancels now gets her fee back."""
    return terms.refund_until is not None and clock.now() < terms.refund_until


def refund_words(terms: RegistrationTerms, language: str) -> str:
    """What the terms say of the fee when somebody cancels, in a language."""
    with translation.override(language):
        if terms.refund_until is None:
            return _("The fee is not paid back when you cancel.")
        until = dates.moment(terms.refund_until, language)
        return _("If you cancel before %(moment)s, the fee is paid back; after that it is not.") % {"moment": until}


def confirm(order: Order, *, by: Any) -> None:
    """The order is paid: its registration has its place, with a letter."""
    for held in _of(order).filter(state="paying"):
        before = taken_by(held)
        change_state(held, "confirmed", by=by, action="registration.pay")
        if not held.event.is_cancelled:
            emails.registered(held)
        seats.shift(before, taken_by(held))


def hold_again(order: Order, *, by: Any) -> None:
    """A payment was taken back: the seats are held again until the order is paid. Who has come stays."""
    for held in _of(order).filter(state="confirmed"):
        before = taken_by(held)
        change_state(held, "paying", by=by, action="registration.unpay")
        seats.shift(before, taken_by(held))


def give_back(order: Order, *, by: Any) -> None:
    """The order has lapsed or is cancelled: the seats go to the next in line, with a letter. Who has come stays."""
    lapsed = order.state == OrderState.EXPIRED
    to, action = ("lapsed", "registration.not_paid") if lapsed else ("cancelled", "registration.cancel")
    for held in _of(order).filter(state__in=["paying", "confirmed"]):
        before = taken_by(held)
        change_state(held, to, by=by, action=action)
        if not held.event.is_cancelled:
            tell = emails.not_paid if lapsed else emails.cancelled
            tell(held)
        seats.shift(before, None)
        waiting_lists.offer(held.quota)


def _of(order: Order) -> Any:
    """The registration of an order, behind its lock; the order is locked by who calls."""
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("event", "quota").filter(order=order)


def _until(event: Any) -> Any:
    """The usual time to pay, but not longer than until the event begins."""
    now = clock.now()
    usual = hold_times.until(Method.TRANSFER, now.astimezone(clock.TOKYO))
    return min(usual, max(event.starts_at, now + AT_LEAST))


def _words(event: Any) -> dict[str, str]:
    found = {}
    for language, column in SUFFIXES.items():
        with translation.override(language):
            found[column] = (_("Fee: %(title)s") % {"title": event.title})[:LONGEST]
    return found
