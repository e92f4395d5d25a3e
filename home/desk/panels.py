"""The dashboard's list of desks: which ones a person may enter, and how many records wait there."""

from typing import Any

from wagtail.admin.ui.components import Component

from home.desk.viewsets import registered


class DesksPanel(Component):
    """Every desk that the person may enter, with the number of records that she sees in it."""

    order = 20
    template_name = "desk/desks.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        open_to_her = [desk for desk in registered if desk.can_enter(user)]
        rows = [(desk.menu_label, desk.visible(user).count(), desk.index_url) for desk in open_to_her]
        return {"rows": rows}
