"""What this floor adds to the staff's screens."""

from django.contrib.auth.models import Group
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from home.desk import AdministratorsOnlyPolicy, DeskPermissionPolicy
from organizations.models import User
from organizations.viewsets import OrganizationDesk, UserDesk

# Wagtail's screen for people knows no history and would let an administrator raise herself: ours is UserDesk.
register_permission_policy(User, DeskPermissionPolicy(User))
register_permission_policy(Group, AdministratorsOnlyPolicy(Group))


@hooks.register("register_admin_viewset")
def register_desks() -> list[object]:
    return [OrganizationDesk(), UserDesk()]
