"""The pages of the ground floor and what all pages have."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from home.addresses import language_path, page_address
from home.blocks import BodyBlock
from home.highlights import Band, Highlight, sorted_into_bands

HIGHLIGHTS = 6
FRONT_DEPTH = 2
NEWS_PER_PAGE = 30


class BasePage(Page):
    """What every page of the public site has: a lead, a picture for sharing, a body."""

    lead = models.CharField(_("lead"), max_length=240, blank=True, help_text=_("One or two sentences: what is this page for?"))
    picture = models.ForeignKey(
        "home.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    found_as: ClassVar[str] = "page"  # the kind of thing that the search calls it; empty when its record is found instead

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("picture"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        abstract = True

    def breadcrumbs(self) -> list[dict[str, str]]:
        """The pages above this one, from the front door down."""
        if self.depth <= FRONT_DEPTH:
            return []
        above = getattr(self, "_cached_parent_obj", None)  # with its locale, when the way here led through it
        code = (above if above is not None and above.locale_id == self.locale_id else self).locale.language_code
        crumbs, path = [{"title": gettext("Home"), "url": language_path("", code)}], ""
        for page in self._pages_between():
            path += f"{page.slug}/"
            crumbs.append({"title": page.title, "url": language_path(path, code)})
        return crumbs

    def article(self, kind: str, day: Any) -> dict[str, Any]:
        """A page that was written on a day, in schema.org's words; `kind` is their type."""
        return {
            "@type": kind,
            "headline": self.title,
            "datePublished": day,
            "dateModified": self.last_published_at,
            "description": self.lead,
            "inLanguage": get_language(),
            "url": page_address(self),
        }

    def _pages_between(self) -> Sequence[Page]:
        """The pages between the front door and this one; not asked for when the way here led through the only one."""
        above = self.depth - FRONT_DEPTH - 1
        known = getattr(self, "_cached_parent_obj", None)
        if above == 1 and known is not None:
            return [known]
        return list(self.get_ancestors().filter(depth__gt=FRONT_DEPTH)) if above else []

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """As Wagtail's; where no page at all is private, by one small question instead of two."""
        if not PageViewRestriction.objects.exists():
            return PageViewRestriction.objects.none()
        restrictions: models.QuerySet[PageViewRestriction] = super().get_view_restrictions()
        return restrictions


class SectionPage(BasePage):
    """The head of a section. The front door asks each for its newest; it does not know what a section shows."""

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """Its path; a section stands right below the front door."""
        return language_path(f"{self.slug}/", self.locale.language_code)

    def child_at(self, model: type[Page], slugs: Sequence[str], *related: str) -> Any:
        """The live page of this kind that a path below the section names, by one question; None when there is none."""
        if not self.live or len(slugs) != 1:
            return None
        pages = model._default_manager.child_of(self).live().select_related("locale", "picture", *related)
        page = pages.filter(slug=slugs[0]).first()
        if page is not None:
            page._cached_parent_obj = self
        return page

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
        sections = [page for page in self.get_children().live().specific(defer=True) if isinstance(page, SectionPage)]
        for section in sections:
            section.locale = self.locale  # asked for once
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

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A piece of news by one question."""
        page = self.child_at(NewsPage, path_components)
        return RouteResult(page) if page is not None else super().route(request, path_components)

    def highlights(self, limit: int) -> Sequence[Highlight]:
        return [
            Highlight(title=page.title, url=f"{self.address}{page.slug}/", date=page.date, text=page.lead, band=Band.NEWS)
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
        return self.article("NewsArticle", self.date)
