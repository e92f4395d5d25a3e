"""Orders: what somebody owes a payee, line by line, until when and how it is to be paid."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.core.signing import Signer
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.languages import Localized
from home.models.history import History, Stateful
from organizations.models import Organization
from organizations.models.people import validate_address
from payments import order_codes, tax
from payments.models.ledger import LedgerEntry
from payments.models.payees import Payee
from payments.querysets import OrderQuerySet
from payments.states import ORDER_MOVES, Account, Method, OrderState

SALT = "payments.order"


class Order(Stateful):
    """What an organization or a named person owes. What was bought is known to the floor that names it in `about`."""

    MOVES = ORDER_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("order code"), max_length=order_codes.LENGTH, unique=True, editable=False)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="orders", verbose_name=_("payee"))
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("organization")
    )
    buyer = models.CharField(_("name on the invoice"), max_length=160)
    buyer_kana = models.CharField(_("name in kana"), max_length=160, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, validators=[validate_address])
    language = models.CharField(_("language"), max_length=10, default="ja")
    method = models.CharField(_("way to pay"), max_length=10, choices=Method)
    state = models.CharField(_("state"), max_length=10, choices=OrderState, default=OrderState.PLACED)
    total = models.PositiveIntegerField(_("total (yen)"))
    tax_included = models.BooleanField(_("prices include tax"), default=True)
    terms = models.TextField(_("terms"), blank=True)
    placed_at = models.DateTimeField(_("ordered"))
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("by")
    )
    hold_until = models.DateTimeField(_("to be paid by"), null=True, blank=True)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-placed_at", "-pk"]
        indexes = [models.Index(fields=["state", "hold_until"], name="order_hold")]
        constraints = [
            models.CheckConstraint(condition=~Q(buyer="") & ~Q(email=""), name="order_buyer_named"),
            models.CheckConstraint(
                condition=Q(state=OrderState.PAID, paid_at__isnull=False)
                | Q(state__in=[OrderState.PLACED, OrderState.EXPIRED], paid_at__isnull=True)
                | Q(state=OrderState.CANCELLED),
                name="order_paid_has_time",
            ),
            models.CheckConstraint(
                condition=Q(hold_until__isnull=False) | ~Q(state=OrderState.PLACED), name="order_placed_has_end"
            ),
        ]

    def __str__(self) -> str:
        return self.grouped_code

    @property
    def grouped_code(self) -> str:
        """For the eye: ABCD-EFGH."""
        return order_codes.grouped(self.code)

    @property
    def shares(self) -> Mapping[int, tax.Share]:
        """Net, tax and gross by rate, each rate rounded once."""
        return tax.of_lines(((line.amount, line.tax_rate) for line in self.lines.all()), inclusive=self.tax_included)

    @property
    def is_waived(self) -> bool:
        """Whether nothing is owed, whatever the lines say."""
        return self.method == Method.WAIVER

    @property
    def owed(self) -> int:
        """What is still to be paid, in yen, by the ledger. Never negative: what is too much lies in an account of its own."""
        known = self.__dict__.get("owed_now")  # OrderQuerySet.with_owed
        return int(known) if known is not None else int(self.ledger_entries().balance(Account.RECEIVABLE))

    @property
    def owed_back(self) -> int:
        """What the buyer has paid beyond what the order costs, and has not got back, in yen."""
        found = self.ledger_entries().balances()
        return -int(found[Account.REFUNDS] + found[Account.OVERPAID])

    @property
    def received(self) -> int:
        """What has been paid of it so far, in yen."""
        return 0 if self.is_waived or self.state in (OrderState.EXPIRED, OrderState.CANCELLED) else self.total - self.owed

    @property
    def is_partly_paid(self) -> bool:
        return self.state == OrderState.PLACED and self.received > 0

    @property
    def mark(self) -> str:
        """What stands in the buyer's private link. It is signed and not kept: who reads the database opens no door."""
        return Signer(salt=SALT, sep="~").sign(str(self.public_id))

    @property
    def url(self) -> str:
        """The private address of the buyer's page, in the order's language: state, what to pay where by when, papers."""
        with translation.override(self.language):
            return settings.PUBLIC_URL + reverse("payments:order_by_mark", args=[self.mark])

    def ledger_entries(self) -> Any:
        """Every entry about this order."""
        return LedgerEntry.objects.filter(journal__order=self)


class OrderLine(models.Model):
    """One thing that was ordered. `about` is whatever the floor above finds it by: "registration:<public id>"."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=160)
    description_ja = models.CharField(_("description"), max_length=200)
    description_en = models.CharField(_("description (English)"), max_length=240, blank=True)
    description_zh = models.CharField(_("description (Chinese)"), max_length=200, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    price = models.PositiveIntegerField(_("unit price (yen)"))
    tax_rate = models.PositiveSmallIntegerField(_("tax rate (percent)"), default=tax.STANDARD_RATE)
    credited = models.PositiveIntegerField(_("cut by (yen)"), default=0)

    description = Localized("description")

    class Meta:
        verbose_name = _("line of an order")
        ordering = ["place"]
        indexes = [models.Index(fields=["about"], name="orderline_about")]
        constraints = [
            models.UniqueConstraint(fields=["order", "place"], name="orderline_place_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="orderline_quantity"),
            models.CheckConstraint(condition=Q(tax_rate__lte=100), name="orderline_tax_rate"),
            models.CheckConstraint(condition=Q(credited__lte=F("quantity") * F("price")), name="orderline_credited"),
        ]

    def __str__(self) -> str:
        return str(self.description)

    @property
    def amount(self) -> int:
        """Quantity times price less what was cut, in yen."""
        return self.quantity * self.price - self.credited


def public_id_of(mark: str) -> str:
    """The order that a private link names. Raises django.core.signing.BadSignature for one that we did not write."""
    return Signer(salt=SALT, sep="~").unsign(mark)


class OrderEvent(History):
    """What happened to an order, and by whom."""

    WORDS: ClassVar[Mapping[str, Any]] = {
        "order.place": _("ordered"),
        "order.extend": _("given more time"),
        "order.reduce": _("cut"),
        "order.write_off": _("the missing bank fee was written off"),
        "order.remind": _("reminded"),
        "order.pay": _("paid"),
        "order.unpay": _("a payment was taken back"),
        "order.expire": _("lapsed: it was not paid in time"),
        "order.cancel": pgettext_lazy("order", "cancelled"),
    }

    record = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="history")
