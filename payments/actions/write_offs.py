"""A transfer that is short by the bank's fee: finance settles the order without it, within the limit of the payee."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from payments.actions import settling
from payments.models import Order
from payments.permissions import can_match_payments
from payments.states import OrderState


class Refused(Exception):
    """Why a difference is not written off, in the reader's words."""

    words: Any = ""

    def __str__(self) -> str:
        return str(self.words)


class NotPartlyPaid(Refused):
    words = _("Only what is missing of an order that was paid in part is written off.")


class AboveLimit(Refused):
    """More is missing than the payee lets go."""

    def __init__(self, missing: int, limit: int) -> None:
        super().__init__(missing, limit)
        self.missing, self.limit = missing, limit

    def __str__(self) -> str:
        yen = {"missing": f"{self.missing:,}", "limit": f"{self.limit:,}"}
        return _t("%(missing)s yen are missing; this payee writes off at most %(limit)s yen.") % yen


@transaction.atomic
def write_off(order: Order, *, by: Any) -> None:
    """Settles an order that is short by the bank's fee: it is paid, with its receipt. Raises NotPartlyPaid and AboveLimit."""
    if not can_match_payments(by):
        raise PermissionDenied
    current = settling.locked(order)
    if current.state != OrderState.PLACED or not current.is_partly_paid:
        raise NotPartlyPaid
    missing = current.owed
    if missing > current.payee.write_off_limit:
        raise AboveLimit(missing, current.payee.write_off_limit)
    current.history.append(current, action="order.write_off", by=by, facts={"yen": missing}, held=True)
    settling.write_off(current, missing, by=by)
    settling.settle(current, by=by)
    order.refresh_from_db()
