"""What this floor adds to the staff's screens."""

from django.contrib.auth.models import Group
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from home.desk import AdministratorsOnlyPolicy
from organizations.models import User
from organizations.viewsets import OrganizationDesk, UserDesk

register_permission_policy(User, AdministratorsOnlyPolicy(User))
register_permission_policy(Group, AdministratorsOnlyPolicy(Group))


@hooks.register("register_admin_viewset")
def register_desks() -> list[object]:
    return [OrganizationDesk(), UserDesk()]
