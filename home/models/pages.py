"""The pages of the ground floor and what all pages have."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from home.blocks import BodyBlock
from home.highlights import Band, Highlight, sorted_into_bands

HIGHLIGHTS = 6
NEWS_PER_PAGE = 30


class BasePage(Page):
    """What every page of the public site has: a lead, a picture for sharing, a body."""

    lead = models.CharField(_("lead"), max_length=240, blank=True, help_text=_("One or two sentences: what is this page for?"))
    picture = models.ForeignKey(
        "home.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("picture"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        abstract = True

    def breadcrumbs(self) -> list[dict[str, str]]:
        """The pages above this one, from the front door down."""
        above = self.get_ancestors().filter(depth__gt=1)
        return [{"title": page.title if page.depth > 2 else gettext("Home"), "url": page.get_url() or ""} for page in above]


class SectionPage(BasePage):
    """The head of a section. The front door asks each for its newest; it does not know what a section shows."""

    class Meta:
        abstract = True

    def highlights(self, limit: int) -> Sequence[Highlight]:
        """What the front door may show of this section: at most `limit` for each band."""
        raise NotImplementedError(f"{type(self).__name__} must say what the front door may show.")


class HomePage(BasePage):
    """The front door."""

    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 3  # one per language
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def bands(self) -> dict[str, list[Highlight]]:
        """What the sections below offer, sorted into the bands of the front door."""
        sections = [page for page in self.get_children().live().specific() if isinstance(page, SectionPage)]
        return sorted_into_bands(highlight for section in sections for highlight in section.highlights(HIGHLIGHTS))


class StandardPage(BasePage):
    """A page of text."""

    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("page")


class NewsIndexPage(SectionPage):
    """All news."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    template = "home/news_index_page.html"

    class Meta:
        verbose_name = _("news")

    def news(self) -> models.QuerySet["NewsPage"]:
        """Published news, newest first."""
        return NewsPage.objects.child_of(self).live().order_by("-date", "-pk")

    def highlights(self, limit: int) -> Sequence[Highlight]:
        return [
            Highlight(title=page.title, url=page.get_url() or "", date=page.date, text=page.lead, band=Band.NEWS)
            for page in self.news()[:limit]
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        page_obj = Paginator(self.news(), NEWS_PER_PAGE).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"page_obj": page_obj}


class NewsPage(BasePage):
    """One piece of news."""

    date = models.DateField(_("date"))

    content_panels = [*Page.content_panels, FieldPanel("date"), FieldPanel("lead"), FieldPanel("picture"), FieldPanel("body")]
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "home/news_page.html"

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    def facts(self) -> dict[str, Any]:
        """The article in schema.org's words."""
        return {
            "@type": "NewsArticle",
            "headline": self.title,
            "datePublished": self.date,
            "dateModified": self.last_published_at,
            "description": self.lead,
            "inLanguage": get_language(),
            "url": self.get_full_url(),
        }
