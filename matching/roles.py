"""Which roles this floor offers."""

from django.utils.translation import gettext_lazy as _

from home.roles import Role

ROLES = (
    Role(
        "coordinator",
        _("coordinator"),
        permissions=(
            "organizations.view_organization",
            "organizations.view_standing",
            "matching.view_engagement",
            "matching.change_engagement",
        ),
        desk=True,
    ),
)
