"""Money that is paid back: proposed by one, approved by another, sent to the account that the buyer names."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.models.history import History, Stateful
from payments.models.ledger import Journal
from payments.models.orders import Order
from payments.querysets import RefundQuerySet
from payments.states import REFUND_MOVES, AccountKind, RefundState

SEVEN = _("An account number has seven digits.")


class Refund(Stateful):
    """An amount that is paid back to the buyer of an order, with the bank account that it goes to."""

    MOVES = REFUND_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds", verbose_name=_("order"))
    amount = models.PositiveIntegerField(_("amount (yen)"))
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=RefundState, default=RefundState.PROPOSED)
    bank = models.CharField(_("bank"), max_length=60, blank=True)
    branch = models.CharField(_("branch"), max_length=60, blank=True)
    account_kind = models.CharField(_("kind of account"), max_length=8, choices=AccountKind, default=AccountKind.ORDINARY)
    account_number = models.CharField(
        _("account number"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^\d{7}$", _("An account number has seven digits."))],
    )
    holder = models.CharField(_("account holder in kana"), max_length=80, blank=True)
    proposed_at = models.DateTimeField(pgettext_lazy("refund", "proposed on"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    sent_on = models.DateField(_("day of value"), null=True)
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, null=True, related_name="refund")

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_amount"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="refund_two_persons",
                violation_error_message=_("Whoever has proposed a refund does not approve it."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RefundState.PROPOSED, RefundState.DECLINED])
                | (Q(approved_by__isnull=False) & ~Q(account_number="") & ~Q(holder="")),
                name="refund_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=RefundState.SENT, sent_on__isnull=False, journal__isnull=False)
                | (~Q(state=RefundState.SENT) & Q(sent_on__isnull=True, journal__isnull=True)),
                name="refund_sent_is_booked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order.grouped_code}: {self.amount:,}"

    @property
    def has_account(self) -> bool:
        """Whether it is known where the money goes."""
        return bool(self.account_number)

    @property
    def account(self) -> str:
        """Where the money goes, in one line; empty while nobody has said."""
        if not self.has_account:
            return ""
        return f"{self.bank} {self.branch} {self.get_account_kind_display()} {self.account_number} {self.holder}"


class RefundEvent(History):
    """What happened to a refund, and by whom. It carries no account."""

    WORDS: ClassVar[Mapping[str, Any]] = {
        "refund.propose": pgettext_lazy("refund", "proposed"),
        "refund.account": _("the account was given"),
        "refund.approve": pgettext_lazy("refund", "approved"),
        "refund.decline": pgettext_lazy("refund", "declined"),
        "refund.send": pgettext_lazy("refund", "sent"),
    }

    record = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="history")
