"""Which roles this floor offers. Rights on cases are rows per program (`ProgramRole`), not groups."""

from django.utils.translation import gettext_lazy as _

from home.roles import Role

ROLES = (
    Role(
        "officer",
        _("program officer"),
        permissions=(
            "organizations.view_organization",
            "organizations.add_organization",
            "organizations.view_standing",
            "organizations.add_standing",
        ),
        desk=True,
    ),
    Role("judge", _("judge"), second_factor=True),
    Role(
        "administrator",
        _("administrator"),
        permissions=(
            "certifications.add_program",
            "certifications.view_programrole",
            "certifications.add_programrole",
            "certifications.change_programrole",
        ),
        desk=True,
    ),
    Role("auditor", _("auditor"), permissions=("certifications.view_programrole",), desk=True),
)
