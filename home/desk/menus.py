"""Lines of the menu behind which several desks stand, so that the daily ones stay in sight."""

from typing import Any

from wagtail.admin.menu import Menu, SubmenuMenuItem


def submenu(hook: str, label: Any, *, icon: str, order: int) -> SubmenuMenuItem:
    """A line of the menu; behind it stands each desk that names the hook as its `menu_hook`. Seen by whoever sees one of them."""
    return SubmenuMenuItem(label, Menu(register_hook_name=hook), name=hook.replace("_", "-"), icon_name=icon, order=order)
