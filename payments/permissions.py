"""Who may see and change those to whom fees are paid. Called directly; superusers do not pass."""

from home.permissions import holds, is_active_user

can_see_payees = is_active_user & holds("payments.view_payee")
can_add_payees = is_active_user & holds("payments.add_payee")
can_change_payees = is_active_user & holds("payments.change_payee")
