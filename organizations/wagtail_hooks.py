"""What this floor adds to the staff's screens."""

from django.contrib.auth.models import Group
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from home.desk import DeskPermissionPolicy
from organizations.models import User
from organizations.viewsets import OrganizationDesk, UserDesk

# Wagtail's screens for people and groups know no history and would let an administrator raise herself: by giving a right to
# her own group, or by naming it like another role. Ours are UserDesk and `manage.py setup_roles`.
register_permission_policy(User, DeskPermissionPolicy(User))
register_permission_policy(Group, DeskPermissionPolicy(Group))


@hooks.register("register_admin_viewset")
def register_desks() -> list[object]:
    return [OrganizationDesk(), UserDesk()]
