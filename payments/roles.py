"""Which roles this floor offers."""

from django.utils.translation import gettext_lazy as _

from home.roles import Role

ROLES = (
    Role(
        "finance",
        _("finance"),
        permissions=(
            "organizations.view_organization",
            "payments.view_payee",
            "payments.add_payee",
            "payments.change_payee",
            "payments.view_order",
            "payments.change_order",
            "payments.view_bankline",
            "payments.add_bankline",
            "payments.view_refund",
            "payments.change_refund",
        ),
        desk=True,
    ),
    Role(
        "auditor",
        _("auditor"),
        permissions=("payments.view_payee", "payments.view_order", "payments.view_bankline", "payments.view_refund"),
        desk=True,
    ),
)
