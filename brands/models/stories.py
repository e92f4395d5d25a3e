"""Stories of products that came of a match: pages that editors write, with links to the entries."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page

from brands.models.entries import Entry
from brands.models.pages import RegisterPage
from home import addresses
from home.highlights import Highlight
from home.models import BasePage, SectionPage

STORIES_PER_PAGE = 12


class StoryIndexPage(SectionPage):
    """All stories, the newest first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["brands.StoryPage"]
    max_count_per_parent = 1
    template = "brands/story_index_page.html"

    class Meta:
        verbose_name = _("stories")

    def stories(self) -> models.QuerySet["StoryPage"]:
        """Published stories with their pictures."""
        rows = StoryPage.objects.child_of(self).live().select_related("picture").prefetch_related("picture__renditions")
        return rows.order_by("-date", "-pk")

    def highlights(self, limit: int) -> Sequence[Highlight]:
        """None: the front page shows what is new and what is due."""
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        page_obj = Paginator(self.stories(), STORIES_PER_PAGE).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"page_obj": page_obj}


class StoryPage(BasePage):
    """How one product came about: who met whom, what each brought, what came of it."""

    found_as = "story"

    date = models.DateField(_("date"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
        InlinePanel("entry_links", label=_("entry in the register"), heading=_("entries in the register")),
    ]
    parent_page_types = ["brands.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "brands/story_page.html"

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        register = addresses.section_paths(request, RegisterPage._meta.label).get(get_language() or "ja", "")
        return super().get_context(request, *args, **kwargs) | {"keys": self.entries(), "register": register}

    def entries(self) -> list[int]:
        """Keys of the entries that it tells of, in its order, without those that the register does not show."""
        numbers = [link.number for link in self.entry_links.all()]  # of a preview: as they are being written
        found = dict(Entry.objects.public().filter(certificate__number__in=numbers).values_list("certificate__number", "pk"))
        return [found[number] for number in numbers if number in found]

    def facts(self) -> dict[str, Any]:
        """The article in schema.org's words."""
        return self.article("Article", self.date)
