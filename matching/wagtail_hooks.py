"""What this floor adds to the staff's screens."""

from wagtail import hooks

from matching.viewsets import EngagementDesk, InquiryDesk


@hooks.register("register_admin_viewset")
def register_desks() -> list[object]:
    return [InquiryDesk(), EngagementDesk()]
