"""The pages of the ground floor and what all pages have."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from home.blocks import BodyBlock


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


class SectionPage(BasePage):
    """The head of a section. The front door asks each for its newest; it does not know what a section shows."""

    class Meta:
        abstract = True

    def highlights(self, limit: int) -> Sequence[Any]:
        """At most `limit` things the front door may show. Each has title, url, date, and may have picture and kind."""
        raise NotImplementedError(f"{type(self).__name__} must say what the front door may show.")


class HomePage(BasePage):
    """The front door."""

    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 3  # one per language
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")


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

    def highlights(self, limit: int) -> Sequence["NewsPage"]:
        return self.news()[:limit]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"news": self.news()[:100]}


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
