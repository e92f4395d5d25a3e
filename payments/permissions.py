"""Who may see and change payees, orders and the ledger. Called directly; superusers do not pass."""

from typing import Any

import rules

from home.permissions import holds, is_active_user
from organizations.permissions import is_editor

can_see_payees = is_active_user & holds("payments.view_payee")
can_add_payees = is_active_user & holds("payments.add_payee")
can_change_payees = is_active_user & holds("payments.change_payee")

can_see_orders = is_active_user & holds("payments.view_order")
can_change_orders = is_active_user & holds("payments.change_order")

can_see_bank = is_active_user & holds("payments.view_bankline")
can_match_payments = is_active_user & holds("payments.add_bankline")

can_see_refunds = is_active_user & holds("payments.view_refund")
can_refund = is_active_user & holds("payments.change_refund")


@rules.predicate
def is_buyer(user: Any, order: Any) -> bool:
    """Whoever placed the order, and those who may write for the organization that owes it."""
    if order.organization_id is not None:
        return is_editor(user, order.organization)
    return bool(order.placed_by_id == user.pk)


can_cancel_order = is_active_user & (holds("payments.change_order") | is_buyer)
