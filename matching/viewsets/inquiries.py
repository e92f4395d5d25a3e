"""The desk of inquiries: that somebody asked, and what came of it; the words only where the maker shows them."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from certifications.permissions import reads_certifications
from home.desk import DeskIndexView, DeskObjectView, DeskViewSet
from home.desk.views import DeskPage
from matching import inquiry_counts
from matching.models import Inquiry
from matching.permissions import can_read_words


class InquiryIndexView(DeskIndexView):
    """The listing, with the way to the counts."""

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(gettext("Counts"), url=reverse("inquiries:counts"), icon_name="list-ol")]


class CountsView(DeskPage, DeskObjectView, TemplateView):
    """How many came and what came of them, of the programs that the person sees."""

    template_name = "matching/desk/inquiry_counts.html"

    def get_page_title(self) -> str:
        return gettext("Inquiries in numbers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = inquiry_counts.by_program_and_year(self.viewset.visible(self.request.user))
        return super().get_context_data(**kwargs) | {"rows": rows}


class InquiryDesk(DeskViewSet):
    """What waits for an answer stands first, the longest waiting on top."""

    model = Inquiry
    name = "inquiries"
    url_prefix = "inquiries"
    icon = "mail"
    menu_label = _("Inquiries to makers")
    menu_order = 132
    can_enter = staticmethod(reads_certifications)
    index_view_class = InquiryIndexView
    when_empty = _("When somebody asks the maker of an entry, it stands here: that she asked, and what came of it.")
    list_display = [
        Column("__str__", label=_("number and day")),
        Column("about", label=_("about what")),
        Column("holder", label=_("holder")),
        Column("topic_words", label=_("topic")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("waits_since", label=_("waits since"), sort_key="waits_since"),
        Column("outcome_words", label=_("what came of it")),
    ]
    search_fields = ["certificate__number", "certificate__name_ja", "certificate__holder_ja"]
    list_filter = ["state", "certificate__program"]
    list_export = [
        "__str__",
        "about",
        "holder",
        "topic_words",
        "get_state_display",
        "reached_at",
        "answered_at",
        "outcome_words",
        "amount",
    ]
    export_headings = {
        "__str__": _("number and day"),
        "about": _("about what"),
        "holder": _("holder"),
        "topic_words": _("topic"),
        "get_state_display": _("state"),
        "outcome_words": _("what came of it"),
    }
    export_filename = "inquiries"
    detail_template_name = "matching/desk/inquiry.html"

    def listed(self, records: Any) -> models.QuerySet[Any]:
        return records.with_names().in_turn()

    def detail_context(self, request: HttpRequest, record: Inquiry) -> dict[str, Any]:
        reads = can_read_words(request.user, record)
        return {
            "reads": reads,
            "thread": record.messages.select_related("author") if reads else [],
            "history": record.history.select_related("by").order_by("-seq"),
        }

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("counts/", CountsView.as_view(viewset=self), name="counts"), *super().get_urlpatterns()]
