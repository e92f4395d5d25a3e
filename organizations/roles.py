"""Which roles this floor offers."""

from django.utils.translation import gettext_lazy as _

from home.roles import Role

ROLES = (
    Role(
        "administrator",
        _("administrator"),
        permissions=("organizations.view_user", "organizations.add_user", "organizations.change_user"),
        desk=True,
        superuser=True,
    ),
    Role(
        "auditor",
        _("auditor"),
        permissions=(
            "organizations.view_user",
            "organizations.view_organization",
            "organizations.view_membership",
            "organizations.view_standing",
        ),
        desk=True,
    ),
)
