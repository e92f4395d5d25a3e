"""What the ground floor tells Wagtail: published pages make the kept fragments stale."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.permissions import page_permission_policy

from home import freshness, wagtail_labels
from home.desk import due, menus
from home.desk.panels import DesksPanel, DuePanel, PagesPanel
from home.viewsets import ImportDesk, LinkDesk, SynonymsDesk

wagtail_labels.put()
menus.name_no_scripts()


@hooks.register("after_publish_page")
@hooks.register("after_unpublish_page")
@hooks.register("after_delete_page")
@hooks.register("after_move_page")
def renew_pages(request: HttpRequest, page: Any) -> None:
    """Navigation and bands are made anew at the next visit."""
    freshness.renew("pages")


@hooks.register("construct_homepage_panels")
def show_desks(request: HttpRequest, panels: list[Any]) -> None:
    """Whoever works at a desk finds it on the dashboard."""
    if request.user.is_authenticated:
        panels.append(DesksPanel())
        if today := due.of(request.user):
            panels.append(DuePanel(today))
    if page_permission_policy.user_has_permission(request.user, "change"):
        panels.append(PagesPanel())


@hooks.register("register_admin_viewset")
def register_desks() -> list[object]:
    return [ImportDesk(), LinkDesk(), SynonymsDesk()]


@hooks.register("insert_global_admin_css")
def desk_stylesheet() -> str:
    """The desk's own parts and the house's blue."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))
