"""What the worker does for this floor. Each task may run twice with one effect."""

import logging

from django_tasks import task

from home import clock
from home.states import StaleState
from payments.actions import invoices, orders, reminders
from payments.models import Invoice, Order, Payee

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 200


@task()
def lapse_orders() -> None:
    """Orders whose time to pay is over and of which nothing was paid. One that fails stops none of the others."""
    failures = []
    for order in Order.objects.to_lapse(clock.now()).order_by("hold_until")[:MOST_AT_ONCE]:
        try:
            orders.expire(order)
        except (orders.NotDue, StaleState):  # a payment came in between
            continue
        except Exception as error:  # raised below
            logger.exception("order %s could not lapse", order.public_id)
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some orders could not lapse.", failures)


@task()
def render_invoice(public_id: str) -> None:
    """Draws one invoice, receipt or credit note as PDF."""
    invoices.render(Invoice.objects.get(public_id=public_id))


@task()
def render_missing_invoices() -> None:
    """Draws papers that have no PDF, the oldest first, should a job ever have been lost."""
    for invoice in Invoice.objects.filter(pdf__isnull=True).order_by("issued_at")[:MOST_AT_ONCE]:
        invoices.render(invoice)


@task()
def remind_orders() -> None:
    """Reminders that are due, the second before the first: nobody gets both at once."""
    for payee in Payee.objects.filter(first_reminder__isnull=False):
        for place in (2, 1):
            due = Order.objects.to_remind(payee, place, clock.now())
            if place == 2:
                due = due.filter(reminders__place=1)
            for order in due.order_by("hold_until")[:MOST_AT_ONCE]:
                reminders.remind(order, place)


PERIODIC = [(lapse_orders, 300), (remind_orders, 3_600), (render_missing_invoices, 3_600)]
