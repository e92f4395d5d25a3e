"""The ledger: journals of entries, each of which moves an amount from one account to another. Nothing is ever changed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from payments.models.payees import Payee
from payments.querysets import LedgerEntryQuerySet
from payments.states import Account, Cause


class Journal(models.Model):
    """One thing that happened to money, with its entries. `key` makes it unique: the same event is never booked twice."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=160, unique=True)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="journals", verbose_name=_("payee"))
    order = models.ForeignKey(
        "payments.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="journals", verbose_name=_("order")
    )
    cause = models.CharField(_("cause"), max_length=12, choices=Cause)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by")
    at = models.DateTimeField(_("when"))
    day = models.DateField(_("day of value"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("journal")
        verbose_name_plural = _("journals")
        ordering = ["pk"]
        indexes = [models.Index(fields=["payee", "day"], name="journal_payee_day")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.get_cause_display()}"


class LedgerEntry(models.Model):
    """An amount in yen that leaves one account and arrives in another: it sums to zero by its very form."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="entries")
    debit = models.CharField(_("debit"), max_length=12, choices=Account)
    credit = models.CharField(pgettext_lazy("ledger", "credit"), max_length=12, choices=Account)
    amount = models.PositiveBigIntegerField(_("amount (yen)"))
    tax_rate = models.PositiveSmallIntegerField(_("tax rate (percent)"), null=True, blank=True)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the ledger")
        verbose_name_plural = _("entries of the ledger")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="ledgerentry_amount_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="ledgerentry_two_accounts"),
        ]

    def __str__(self) -> str:
        return f"{self.get_debit_display()} / {self.get_credit_display()} {self.amount:,}"
