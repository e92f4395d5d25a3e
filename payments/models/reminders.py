"""That somebody was reminded of what she owes: each reminder is sent once."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payments.models.orders import Order
from payments.querysets import ReminderQuerySet


class Reminder(models.Model):
    """The first or the second reminder of an order. The database lets each be written once."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("order"))
    place = models.PositiveSmallIntegerField(_("which reminder"))
    owed = models.PositiveIntegerField(_("owed then (yen)"))
    sent_at = models.DateTimeField(_("when"))

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder to pay")
        verbose_name_plural = _("reminders to pay")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "place"], name="reminder_once"),
            models.CheckConstraint(condition=Q(place__in=[1, 2]), name="reminder_place"),
        ]

    def __str__(self) -> str:
        return f"{self.order.grouped_code}: {self.place}"
