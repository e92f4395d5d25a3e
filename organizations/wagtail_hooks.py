"""What this floor adds to the staff's screens."""

from wagtail import hooks

from organizations.viewsets import OrganizationDesk, UserDesk


@hooks.register("register_admin_viewset")
def register_desks() -> list[object]:
    return [OrganizationDesk(), UserDesk()]
