"""What the bank says has come in, and what each payment was allocated to. Nothing is ever changed."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from payments.models.ledger import Journal
from payments.models.orders import Order
from payments.models.payees import Payee
from payments.querysets import BankLineQuerySet, BankListQuerySet


class BankList(models.Model):
    """A file of the bank that was read in: when, by whom, how many of its lines were new."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="bank_lists", verbose_name=_("payee"))
    name = models.CharField(_("file"), max_length=120)
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField(_("read in"))
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    found = models.PositiveIntegerField(_("payments in the file"))
    added = models.PositiveIntegerField(_("new payments"))

    objects = BankListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of the bank")
        verbose_name_plural = _("lists of the bank")
        ordering = ["-read_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class BankLine(models.Model):
    """One payment that came in. The same line of another file is the same payment."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="bank_lines", verbose_name=_("payee"))
    list = models.ForeignKey(BankList, on_delete=models.PROTECT, related_name="lines", verbose_name=_("list of the bank"))
    day = models.DateField(_("day of value"))
    amount = models.PositiveIntegerField(_("amount (yen)"))
    payer = models.CharField(_("payer"), max_length=200)
    hash = models.CharField(max_length=64)

    objects = BankLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment received")
        verbose_name_plural = _("payments received")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["payee", "hash"], name="bankline_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="bankline_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.payer}"

    @property
    def rest(self) -> int:
        """What has not been allocated yet, in yen."""
        known = self.__dict__.get("rest_now")  # BankLineQuerySet.with_rest
        return int(known) if known is not None else self.amount - sum(each.amount for each in self.allocations.in_force())

    @property
    def state(self) -> Any:
        """Where it stands, in words."""
        if self.rest == self.amount:
            return _("to be allocated")
        return _("partly allocated") if self.rest else _("allocated")


class AllocationQuerySet(models.QuerySet[Any]):
    def in_force(self) -> Any:
        """Those that were not taken back."""
        return self.filter(journal__reversed_by__isnull=True)


class Allocation(models.Model):
    """That a payment, or a part of it, is for an order. Taken back by a counter-entry of its journal."""

    line = models.ForeignKey(BankLine, on_delete=models.PROTECT, related_name="allocations")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="allocations", verbose_name=_("order"))
    amount = models.PositiveIntegerField(_("amount (yen)"))
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="allocation")

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("payment", "allocation")
        verbose_name_plural = pgettext_lazy("payment", "allocations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.order.grouped_code}: {self.amount:,}"

    @property
    def taken_back(self) -> Any:
        """The journal that took it back, or None."""
        return getattr(self.journal, "reversed_by", None)
