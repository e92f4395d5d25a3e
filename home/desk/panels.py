"""The dashboard: what is due today, the desks a person may enter with their numbers, the pages that an editor has in hand."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from home import clock
from home.desk import due
from home.desk.viewsets import registered
from home.models.pages import NewsIndexPage

SHOWN = 5


class DuePanel(Component):
    """What is due today for whoever has such work on some floor: numbers first, then the list."""

    order = 5
    template_name = "desk/due_today.html"

    def __init__(self, today: due.Today) -> None:
        self.today = today

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        shown, rest = self.today.due[: due.MOST], self.today.due[due.MOST :]
        return {"figures": self.today.figures, "due": shown, "more": len(rest), "today": clock.today()}


class DesksPanel(Component):
    """Every desk that the person may enter, with the number of records that she sees in it."""

    order = 20
    template_name = "desk/desks.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        open_to_her = [desk for desk in registered if desk.can_enter(user)]
        rows = [(desk.menu_label, desk.visible(user).count(), desk.index_url) for desk in open_to_her]
        return {"rows": rows}


class PagesPanel(Component):
    """What is written but not published, of the pages that the person may edit, and where she writes news."""

    order = 10
    template_name = "desk/pages.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        pages = page_permission_policy.instances_user_has_permission_for(user, "change")
        scheduled = pages.filter(live=False, go_live_at__isnull=False).order_by("go_live_at")
        drafts = pages.filter(Q(has_unpublished_changes=True) | Q(live=False)).exclude(pk__in=scheduled.values("pk"))
        return {
            "drafts": drafts.order_by("-latest_revision_created_at")[:SHOWN],
            "more": max(drafts.count() - SHOWN, 0),
            "scheduled": scheduled[:SHOWN],
            "news": [(page, self.where_to_write(page)) for page in NewsIndexPage.objects.live() if self.may_add(user, page)],
        }

    @staticmethod
    def may_add(user: Any, page: Page) -> bool:
        return bool(page.permissions_for_user(user).can_add_subpage())

    @staticmethod
    def where_to_write(page: Page) -> str:
        return reverse("wagtailadmin_pages:add", args=["home", "newspage", page.pk])
