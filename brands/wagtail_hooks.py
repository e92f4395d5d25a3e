"""What this floor adds to the staff's screens."""

from wagtail import hooks

from brands.viewsets import EntryDesk, ManuscriptDesk


@hooks.register("register_admin_viewset")
def register_desks() -> list[object]:
    return [EntryDesk(), ManuscriptDesk()]
