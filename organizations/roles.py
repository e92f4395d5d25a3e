"""Which roles this floor offers. Roles are groups; each app names its own in `roles.py`, and `setup_roles` makes them."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """A group: its code, its name, Django permissions as "app.codename", and whether its members work at a desk (/admin/)."""

    code: str
    name: str
    permissions: tuple[str, ...] = field(default=())
    desk: bool = False


ROLES = (
    Role("administrator", _("administrator"), desk=True),
    Role("auditor", _("auditor"), desk=True),
)
