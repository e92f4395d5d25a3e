"""Lines of the menu behind which several desks stand, so that the daily ones stay in sight."""

from typing import Any

from telepath import Adapter
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.telepath import registry
from wagtail.admin.ui.sidebar import ActionMenuItem, LinkMenuItem, PageExplorerMenuItem, SubMenuItem

LINES = (ActionMenuItem, LinkMenuItem, PageExplorerMenuItem, SubMenuItem)


class Line(Adapter):
    """A line as Wagtail hands it to the page, but for the menu's script: every page of the desk loads that anyway."""

    def __init__(self, js_constructor: str) -> None:
        self.js_constructor = js_constructor

    def get_media(self, obj: Any) -> None:
        return None

    def js_args(self, obj: Any) -> list[Any]:
        return list(obj.js_args())


def name_no_scripts() -> None:
    """Once in a process. Wagtail would write the script's tag anew for each of forty lines in every page, and use none."""
    for kind in LINES:
        registry.register(Line(registry.find_adapter(kind).js_constructor), kind)


def submenu(hook: str, label: Any, *, icon: str, order: int) -> SubmenuMenuItem:
    """A line of the menu; behind it stands each desk that names the hook as its `menu_hook`. Seen by whoever sees one of them."""
    return SubmenuMenuItem(label, Menu(register_hook_name=hook), name=hook.replace("_", "-"), icon_name=icon, order=order)
