"""Reminding those who have not paid in time: twice at most, by the days that the payee has set."""

from django.db import transaction

from home import clock
from payments import emails
from payments.actions import settling
from payments.models import Order, Reminder


@transaction.atomic
def remind(order: Order, place: int) -> bool:
    """Sends the first or the second reminder of an order, once; says whether it was due still."""
    current = settling.locked(order)
    if not Order.objects.to_remind(current.payee, place, clock.now()).filter(pk=current.pk).exists():
        return False
    Reminder.objects.create(order=current, place=place, owed=current.owed, sent_at=clock.now())
    current.history.append(current, action="order.remind", by=None, facts={"place": place}, held=True)
    emails.reminder(current, place)
    return True
