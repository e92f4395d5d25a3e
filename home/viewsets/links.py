"""The report of links that lead nowhere, for whoever may edit their pages."""

from typing import Any

import django_filters
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.permissions import page_permission_policy

from home.actions import links
from home.desk import DeskFilterSet, DeskViewSet
from home.desk.verbs import DeskVerbView, verbs_for
from home.models import PageLink
from home.permissions import can_mend_links


class SeeView(DeskVerbView):
    label = _("Seen")
    explanation = _("It stays in the list, marked as seen. When something else is found at its target, it is shown anew.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.seen_at is None

    def act(self, form: Any) -> None:
        links.see(self.record, by=self.request.user)


VERBS: dict[str, Any] = {"see": SeeView}


class LinkFilters(DeskFilterSet):
    unseen = django_filters.BooleanFilter(label=_("not seen yet"), field_name="seen_at", lookup_expr="isnull")

    class Meta:
        model = PageLink
        fields = ("result", "kind")


class LinkDesk(DeskViewSet):
    """Links that lead nowhere, on pages that one may change."""

    model = PageLink
    name = "page-links"
    url_prefix = "page-links"
    icon = "link-external"
    menu_order = 291
    menu_hook = "register_reports_menu_item"
    can_enter = staticmethod(can_mend_links)
    list_display = [
        Column("__str__", label=_("words of the link"), sort_key="text"),
        Column("page", label=_("page")),
        Column("where", label=_("leads to")),
        Column("get_result_display", label=_("what was found"), sort_key="result"),
        Column("checked_at", label=_("followed"), sort_key="checked_at"),
        Column("seen_at", label=_("seen"), sort_key="seen_at"),
    ]
    filterset_class = LinkFilters
    search_fields = ["text", "target", "page__title"]
    list_export = ["page", "text", "where", "get_result_display", "status", "checked_at", "seen_by", "seen_at"]
    export_headings = {"where": _("leads to")}
    export_filename = "links"
    detail_fields = ("text", "where", "result", "status", "failures", "checked_at", "seen_by", "seen_at")
    detail_template_name = "home/desk/link.html"
    object_views = VERBS
    when_empty = _("Links of published pages are followed every hour, those outside once a week. None leads nowhere.")

    def visible(self, user: Any) -> models.QuerySet[Any]:
        pages = page_permission_policy.instances_user_has_permission_for(user, "change")
        return PageLink.objects.broken().filter(page__in=pages.values("pk"))

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("page", "seen_by")

    def detail_context(self, request: HttpRequest, record: PageLink) -> dict[str, Any]:
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "page_url": reverse("wagtailadmin_pages:edit", args=[record.page_id]),
        }
