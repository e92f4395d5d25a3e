"""Invoices, receipts and credit notes: what they say is frozen when they are issued, and their numbers have no gap."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from payments.models.orders import Order
from payments.models.payees import Payee
from payments.querysets import InvoiceQuerySet
from payments.states import InvoiceKind


class InvoiceSeries(models.Model):
    """The last number given: per payee, fiscal year and kind."""

    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="series")
    fiscal_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=InvoiceKind)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["payee", "fiscal_year", "kind"], name="invoiceseries_once")]

    def __str__(self) -> str:
        return f"{self.payee_id} {self.fiscal_year} {self.kind}: {self.last}"


class Invoice(models.Model):
    """One paper about an order. The database lets only its PDF be added and its being void be noted, each once."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="invoices", verbose_name=_("payee"))
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices", verbose_name=_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=InvoiceKind)
    qualified = models.BooleanField(_("with registration number"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    place = models.PositiveIntegerField(help_text="in its series, from 1, without gaps")
    number = models.CharField(_("number"), max_length=20)
    issued_on = models.DateField(_("issued"))
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    total = models.PositiveIntegerField(_("total (yen)"))
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    facts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    pdf = models.ForeignKey("home.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(_("void since"), null=True)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice or receipt")
        verbose_name_plural = _("invoices and receipts")
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["issued_on", "total"], name="invoice_day_total")]
        constraints = [
            models.UniqueConstraint(fields=["payee", "number"], name="invoice_number_once"),
            models.UniqueConstraint(fields=["payee", "fiscal_year", "kind", "place"], name="invoice_place_once"),
            # An order has one invoice and one receipt that are in force; it can be credited several times.
            models.UniqueConstraint(
                fields=["order", "kind"], condition=Q(voided_at__isnull=True) & ~Q(kind="credit"), name="invoice_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def title(self) -> Any:
        """What the paper is called: a qualified one only with a registration number."""
        return TITLES[InvoiceKind(self.kind), self.qualified]

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    @property
    def file_name(self) -> str:
        """The name under which it is saved."""
        return f"{self.number}.pdf"


TITLES: Mapping[tuple[InvoiceKind, bool], Any] = {
    (InvoiceKind.INVOICE, True): _("Qualified invoice"),
    (InvoiceKind.INVOICE, False): _("Invoice"),
    (InvoiceKind.RECEIPT, True): pgettext_lazy("paper", "Receipt"),
    (InvoiceKind.RECEIPT, False): pgettext_lazy("paper", "Receipt"),
    (InvoiceKind.CREDIT, True): _("Qualified credit note"),
    (InvoiceKind.CREDIT, False): _("Credit note"),
}
